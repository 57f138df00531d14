// The list of runs, and what stands over the stage of the one that is chosen.
import { $, make } from "../watch/page.ts";
import type { Attempt, Doors } from "./doors.ts";
import type { Run, Share } from "./facts.ts";
import type { Hall } from "./hall.ts";
import { landedText, nameOf, WORDS } from "./words.ts";

const whereOf = (run: Run) => `${nameOf(run.performer)} on ${nameOf(run.rig)}, ${run.steadiness}`;

function stateText(hall: Hall, run: Run) {
  if (run.state === "queued") return `waiting, number ${hall.waits(run)} in the queue`;
  if (run.state === "running") {
    if (run.kind === "rehearse") return leftText(hall, run);
    return run.kind === "show" ? `performing ${run.takes} takes` : "working out the sheet; this takes minutes";
  }
  if (run.state !== "done" || !run.result.takes) return run.message || run.state;
  return `${landedText(run.result as Share)}${run.kind === "rehearse" ? " on takes never rehearsed" : ""}`;
}

function leftText(hall: Hall, run: Run) {
  const last = hall.points[hall.points.length - 1];
  if (!last) return "rehearsing; the first generation takes the longest";
  const minutes = Math.max(0, Math.round((run.budget - last.seconds) / 6) / 10);
  return `${last.stage}, generation ${last.generation}, ${minutes} min left`;
}

function row(hall: Hall, attempt: Attempt, run: Run) {
  const item = make("li", run.state),
    pressed = make("button"),
    small = make("small");
  pressed.type = "button";
  pressed.setAttribute("aria-current", String(run.id === hall.chosen));
  pressed.dataset.run = run.id;
  small.append(make("b", "", run.state), ` · ${whereOf(run)}`);
  pressed.append(`${WORDS[run.kind]}: ${hall.titleOf(run)}`, small);
  pressed.addEventListener("click", () => attempt(() => hall.choose(run.id)));
  item.append(pressed);
  return item;
}

export function list(hall: Hall, attempt: Attempt) {
  const newest = [...hall.runs.values()].sort((a, b) => b.created - a.created),
    { activeElement } = document,
    focused = activeElement instanceof HTMLElement ? activeElement.dataset.run : "";
  $("runs").replaceChildren(...newest.map((run) => row(hall, attempt, run)));
  if (focused) $("runs").querySelector<HTMLElement>(`[data-run="${focused}"]`)?.focus();
  $("no-runs").hidden = hall.runs.size > 0;
}

const IDLE =
  "Pick an act and press Rehearse: the search begins with a general timeline of poses, and the best take of each generation plays here.";

// What stands where nothing plays yet.
function emptyText(run?: Run) {
  if (!run) return IDLE;
  if (run.state === "queued") return "It waits for the jobs before it. What comes of it is shown here.";
  if (run.state === "failed") return `It failed: ${run.message.replace(/\.$/, "")}.`;
  if (run.state === "stopped") return "It was stopped before there was anything to show. It can go on.";
  return {
    rehearse: "The first generation is being tried. Its best take plays here.",
    show: "The act is being performed many times. A replay with its odds opens here.",
    sheet: "The sheet is being worked out. It opens here.",
  }[run.kind];
}

export function head(hall: Hall, doors: Doors) {
  const { run } = hall,
    key = run ? `${run.id} ${run.state} ${run.points > 0}` : "",
    acts = $("acts");
  $("title").textContent = run ? hall.titleOf(run) : "Tonight on stage";
  $("title").hidden = run?.kind === "sheet" && run.state === "done"; // A sheet has its own.
  $("state").textContent = run
    ? `${WORDS[run.kind]} · ${whereOf(run)} steadiness, seed ${run.seed} · ${stateText(hall, run)}`
    : "Pick an act and press Rehearse.";
  $("empty").textContent = emptyText(run);
  if (acts.dataset.key === key) return; // Buttons under the pointer stay.
  acts.dataset.key = key;
  acts.replaceChildren(...(run ? doors.of(run) : []));
}
