// The form: what can be picked, and files of one's own.
import type { Catalogue, Entry, Job, Wish } from "./facts.ts";
import { ask } from "./wire.ts";
import { nameOf } from "./words.ts";

const LARGEST = 1e6; // [bytes] As the server has it.

function field<E extends Element>(form: HTMLFormElement, name: string, kind: new () => E): E {
  const found = form.elements.namedItem(name);
  if (!(found instanceof kind)) throw new Error(`The form lacks its field "${name}".`);
  return found;
}
const pick = (form: HTMLFormElement, name: string) => field(form, name, HTMLSelectElement);
const figure = (form: HTMLFormElement, name: string) => Number(field(form, name, HTMLInputElement).value);

function option(entry: Entry) {
  const made = document.createElement("option"),
    name = entry.title ?? nameOf(entry.key);
  made.value = entry.key;
  made.textContent = `${name}${entry.own ? " (yours)" : ""}`;
  made.title = entry.fault ?? entry.about ?? "";
  if (entry.fault) {
    made.disabled = true;
    made.textContent += `: ${entry.fault}`;
  }
  return made;
}

// Offers entries; what was picked stays picked.
function offer(select: HTMLSelectElement, entries: Entry[], usual = "") {
  const keys = entries.map((entry) => entry.key),
    wanted = [select.value, usual, `own/${usual}`].find((key) => keys.includes(key));
  select.replaceChildren(...entries.map(option));
  if (wanted) select.value = wanted;
}

// The rigs of the act's apparatus; the act's own cast and rig are picked first.
function dress(form: HTMLFormElement, catalogue: Catalogue, anew: boolean) {
  const act = catalogue.acts.find((entry) => entry.key === pick(form, "act").value),
    performer = pick(form, "performer"),
    rig = pick(form, "rig");
  if (anew) performer.value = rig.value = "";
  offer(performer, catalogue.performers, act?.cast);
  offer(
    rig,
    catalogue.rigs.filter((r) => r.fault || r.apparatus === act?.apparatus),
    act?.rig,
  );
}

export function fill(form: HTMLFormElement, catalogue: Catalogue) {
  const act = pick(form, "act");
  offer(act, catalogue.acts, "first-leap");
  offer(
    pick(form, "steadiness"),
    catalogue.steadiness.map((key) => ({ key })),
    "national",
  );
  dress(form, catalogue, false);
  act.onchange = () => dress(form, catalogue, true);
}

export function wishOf(form: HTMLFormElement, kind: Job): Wish {
  const [act, performer, rig, steadiness] = ["act", "performer", "rig", "steadiness"].map(
    (name) => pick(form, name).value,
  );
  return {
    ...{ kind, act, performer, rig, steadiness },
    seed: figure(form, "seed"),
    takes: figure(form, "takes"),
    budget: 60 * figure(form, "minutes"),
  };
}

// A name the server takes: the file's own in small letters, digits and hyphens.
function plainName(file: string) {
  const words = file.replace(/\.toml$/i, "").toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return words.replace(/^-+|-+$/g, "").slice(0, 60) || "nameless";
}

// Sends a file; its name becomes the thing's.
export async function bring(kind: string, input: HTMLInputElement, said: HTMLElement, stock: () => Promise<void>) {
  const file = input.files?.[0];
  if (!file) return;
  input.value = "";
  if (file.size > LARGEST) throw new Error(`${file.name} is larger than 1 MB; is this the right file?`);
  const name = plainName(file.name);
  await ask("PUT", `api/files/${kind}/${name}`, file);
  await stock();
  said.textContent = `${file.name} is here, as ${name}.`;
}
