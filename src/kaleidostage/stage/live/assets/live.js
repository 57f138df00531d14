// The live stage: what is asked for on the left, what happens on the right.
import { bring, fill, wishOf } from "./form.js";
import { Chart, interval, percent } from "./chart.js";
import { Theatre } from "./theatre.js";
import { ask, GONE, HELLO, POINT, RUN, TAKE, Wire } from "./wire.js";

const $ = (id) => document.getElementById(id);
const MORE = 300, ODDS_TAKES = 1000, QUIET = 4000; // [s] that "5 minutes more" means; takes; [ms] between announcements.
const WORDS = { rehearse: "Rehearsal", show: "Odds", sheet: "Sheet" };

const runs = new Map(), theatre = new Theatre($("replay"), $("empty"));
let catalogue = null, chosen = "", points = [], at = -1, follow = true, told = 0;

const nameOf = (key) => { const name = key.replace("own/", ""); return name[0].toUpperCase() + name.slice(1); };
const titleOf = (run) => catalogue?.acts.find((act) => act.key === run.act)?.title ?? nameOf(run.act);
const landedText = (r) => `${r.landed} of ${r.takes} landed, ${percent(r.landed / r.takes)} (95 %: ${interval(r.low, r.high)})`;

function button(text, act, chief = false) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", textContent: text, className: chief ? "chief" : "" });
  made.addEventListener("click", () => attempt(act, made));
  return made;
}

function door(text, path, file = "") {
  const made = document.createElement("a");
  Object.assign(made, { textContent: text, href: path, className: "door" });
  if (file) made.download = file; else made.target = "_blank";
  return made;
}

// Does what was asked; what is refused is said where one looks.
async function attempt(act, pressed) {
  $("trouble").textContent = "";
  if (pressed) pressed.disabled = true;
  try { return await act(); } catch (error) { $("trouble").textContent = error.message; return null; }
  finally { if (pressed) pressed.disabled = false; }
}

async function begin(wish) {
  const run = await (await ask("POST", "api/runs", wish)).json();
  runs.set(run.id, run);
  await choose(run.id);
}

const again = (run, kind) => () => begin({ kind, of: run.id, act: run.act, performer: run.performer, rig: run.rig, steadiness: run.steadiness, seed: run.seed, takes: ODDS_TAKES });
const resume = (run, seconds) => () => ask("POST", `api/runs/${run.id}/resume`, { seconds });

// What can be done with a run now.
function doors(run) {
  const open = run.state === "queued" || run.state === "running", made = [];
  if (open) made.push(button("Stop", () => ask("POST", `api/runs/${run.id}/stop`), true));
  if (run.kind === "rehearse" && !open) {
    made.push(run.state === "done" ? button("5 minutes more", resume(run, MORE)) : button("Resume", resume(run, 0), true));
    if (run.points) made.push(button("Odds", again(run, "show")), button("Sheet", again(run, "sheet")));
  } else if (run.state === "stopped" || run.state === "failed") made.push(button("Again", resume(run, 0), true));
  if (run.kind === "rehearse" && run.points) made.push(door("Technique", `runs/${run.id}/technique.toml`, `${run.act}-${run.performer}.toml`.replaceAll("own/", "")));
  if (run.kind !== "rehearse" && run.state === "done") made.push(door("Open alone", pageOf(run)));
  if (!open) made.push(button("Remove", () => ask("DELETE", `api/runs/${run.id}`)));
  return made;
}

const pageOf = (run) => `runs/${run.id}/${run.kind === "show" ? "replay" : "sheet"}.html`;

function stateText(run) {
  const queue = [...runs.values()].filter((r) => r.state === "queued").sort((a, b) => a.created - b.created);
  if (run.state === "queued") return `waiting, number ${queue.indexOf(run) + 1} in the queue`;
  const last = points[points.length - 1];
  if (run.state === "running" && run.kind === "rehearse") {
    return last && run.id === chosen ? `${last.stage}, generation ${last.generation}, ${Math.max(0, Math.round((run.budget - last.seconds) / 6) / 10)} min left` : "rehearsing";
  }
  if (run.state === "running") return run.kind === "show" ? `performing ${run.takes} takes` : "working out the sheet; this takes minutes";
  if (run.state === "done" && run.result.takes) return `${landedText(run.result)}${run.kind === "rehearse" ? " on takes never rehearsed" : ""}`;
  return run.message || run.state;
}

function list() {
  const made = [...runs.values()].sort((a, b) => b.created - a.created).map((run) => {
    const item = document.createElement("li"), pressed = document.createElement("button"), small = document.createElement("small"), state = document.createElement("b");
    pressed.type = "button";
    item.className = run.state;
    pressed.setAttribute("aria-current", run.id === chosen);
    pressed.dataset.run = run.id;
    state.textContent = run.state;
    small.append(state, ` · ${nameOf(run.performer)} on ${nameOf(run.rig)}, ${run.steadiness}`);
    pressed.append(`${WORDS[run.kind]}: ${titleOf(run)}`, small);
    pressed.addEventListener("click", () => attempt(() => choose(run.id)));
    item.append(pressed);
    return item;
  });
  const focused = document.activeElement?.dataset?.run;
  $("runs").replaceChildren(...made);
  if (focused) $("runs").querySelector(`[data-run="${focused}"]`)?.focus();
  $("no-runs").hidden = runs.size > 0;
}

function head() {
  const run = runs.get(chosen);
  $("title").textContent = run ? titleOf(run) : "Tonight on stage";
  $("state").textContent = run ? `${WORDS[run.kind]} · ${nameOf(run.performer)} on ${nameOf(run.rig)}, ${run.steadiness} steadiness, seed ${run.seed} · ${stateText(run)}` : "Pick an act and press Rehearse.";
  const key = run ? `${run.id} ${run.state} ${run.points > 0}` : "";
  if ($("acts").dataset.key === key) return; // Buttons under the pointer stay.
  $("acts").dataset.key = key;
  $("acts").replaceChildren(...(run ? doors(run) : []));
}

function curve() {
  const run = runs.get(chosen), shown = run?.kind === "rehearse" && points.length > 0;
  $("curve").hidden = !shown;
  if (!shown) return;
  const last = points[points.length - 1], here = points[at] ?? last, now = follow ? last : here;
  Object.assign($("generation"), { max: points.length, value: at + 1 });
  $("generation").setAttribute("aria-valuetext", `generation ${here.generation}, ${here.stage}`);
  $("which").textContent = `Generation ${here.generation} of ${last.generation}`;
  $("follow").setAttribute("aria-pressed", follow);
  $("figure").textContent = percent(now.landed / now.takes);
  $("told").textContent = `odds so far while ${now.stage}: ${now.landed} of ${now.takes} landed (95 %, however often one looks: ${interval(now.low, now.high)}); best cost ${now.best_cost.toFixed(2)}, dashed`;
  chart.show(points, at);
  if (performance.now() - told > QUIET) { told = performance.now(); $("announce").textContent = `Generation ${now.generation}: ${now.landed} of ${now.takes} landed.`; }
}

function draw() { list(); head(); curve(); }

async function choose(id) {
  chosen = id; points = []; at = -1; follow = true;
  location.replace(`#${id}`);
  theatre.clear();
  draw();
  if (runs.has(id)) await refresh();
}

// Reads the generations anew and puts on stage what belongs there.
async function refresh() {
  const run = runs.get(chosen);
  if (run.kind !== "rehearse") {
    if (run.state === "done") theatre.page(pageOf(run));
    return;
  }
  const id = chosen, read = (await (await ask("GET", `api/runs/${id}/points`)).json()).points;
  if (id !== chosen) return;
  points = read;
  if (points.length) pick(follow || at < 0 ? points.length - 1 : Math.min(at, points.length - 1));
  draw();
}

function pick(index) {
  at = index;
  theatre.take(chosen, points[index].generation);
  curve();
}

function turn(index) { follow = index === points.length - 1 && follow; pick(index); }

async function heard(kind, values) {
  if (kind === HELLO) return hello(values);
  if (kind === RUN) return changed(values);
  if (kind === POINT && values.run === chosen) return grown(values);
  if (kind === TAKE && values.run === chosen && follow) {
    const index = points.findIndex((p) => p.generation === values.generation);
    theatre.next(values, () => { if (follow && index >= 0) { at = index; curve(); } });
  }
  if (kind === GONE) {
    runs.delete(values.run);
    if (values.run === chosen) { chosen = ""; points = []; theatre.clear(); }
    draw();
  }
  return null;
}

async function hello(values) {
  runs.clear();
  for (const run of values.runs) runs.set(run.id, run);
  await stock();
  if (!runs.has(chosen)) { chosen = ""; theatre.clear(); }
  const newest = values.runs.findLast((r) => r.state === "running") ?? values.runs[values.runs.length - 1];
  const wanted = location.hash.slice(1);
  if (!chosen && newest) await choose(runs.has(wanted) ? wanted : newest.id);
  else if (chosen) await refresh();
  draw();
}

async function changed(run) {
  const before = runs.get(run.id);
  runs.set(run.id, run);
  draw();
  if (run.id === chosen && before?.state !== run.state && run.state !== "queued") await refresh();
}

// One more generation; one that was missed is fetched.
async function grown({ index, point }) {
  const run = runs.get(chosen);
  run.points = index + 1;
  if (index > points.length) return refresh();
  points = [...points.slice(0, index), point];
  if (at < 0) at = index;
  head(); curve();
  return null;
}

async function stock() {
  catalogue = await (await ask("GET", "api/catalogue")).json();
  fill($("wish"), catalogue);
}

const chart = new Chart($("chart"), turn);
$("generation").addEventListener("input", ({ target }) => turn(Number(target.value) - 1));
$("follow").addEventListener("click", () => { follow = !follow; if (follow) pick(points.length - 1); else curve(); });
$("wish").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(() => begin(wishOf($("wish"), event.submitter.value)), event.submitter);
});
$("file").addEventListener("change", () => attempt(() => bring($("kind").value, $("file"), $("brought"), stock)));
addEventListener("focus", () => catalogue && attempt(stock));
window.live = { theatre, wire: new Wire(heard, (open, text) => { $("link").textContent = text; $("link").classList.toggle("lost", !open); }) };
