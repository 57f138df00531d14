// The form: what can be picked, and files of one's own.
import { ask } from "./wire.js";

const LARGEST = 1e6; // [bytes] As the server has it.

function option(entry) {
  const made = document.createElement("option"), name = entry.key.replace("own/", "");
  made.value = entry.key;
  made.textContent = `${entry.title ?? name[0].toUpperCase() + name.slice(1)}${entry.own ? " (yours)" : ""}`;
  if (entry.fault) { made.disabled = true; made.textContent += `: ${entry.fault}`; }
  made.title = entry.fault ?? entry.about ?? "";
  return made;
}

// Offers entries; what was picked stays picked.
function offer(select, entries, usual) {
  const keys = entries.map((entry) => entry.key), before = select.value;
  const wanted = [before, usual, `own/${usual}`].find((key) => keys.includes(key));
  select.replaceChildren(...entries.map(option));
  if (wanted) select.value = wanted;
}

// The rigs of the act's apparatus; the act's own cast and rig are picked first.
function dress(form, catalogue, anew) {
  const act = catalogue.acts.find((entry) => entry.key === form.act.value);
  if (anew) form.performer.value = form.rig.value = "";
  offer(form.performer, catalogue.performers, act?.cast);
  offer(form.rig, catalogue.rigs.filter((rig) => rig.fault || rig.apparatus === act?.apparatus), act?.rig);
}

export function fill(form, catalogue) {
  offer(form.act, catalogue.acts, "first-leap");
  offer(form.steadiness, catalogue.steadiness.map((key) => ({ key })), "national");
  dress(form, catalogue, false);
  form.act.onchange = () => dress(form, catalogue, true);
}

export function wishOf(form, kind) {
  const wish = { kind, act: form.act.value, performer: form.performer.value, rig: form.rig.value, steadiness: form.steadiness.value };
  return { ...wish, seed: Number(form.seed.value), takes: Number(form.takes.value), budget: 60 * Number(form.minutes.value) };
}

// Sends a file; its name becomes the thing's.
export async function bring(kind, input, said, stock) {
  const [file] = input.files;
  if (!file) return;
  input.value = "";
  if (file.size > LARGEST) throw new Error(`${file.name} is larger than 1 MB; is this the right file?`);
  const name = file.name.replace(/\.toml$/i, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "nameless";
  await ask("PUT", `api/files/${kind}/${name}`, file);
  await stock();
  said.textContent = `${file.name} is here, as ${name}.`;
}
