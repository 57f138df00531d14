// What can be done with a run: the buttons over the stage.
import { make } from "../watch/page.ts";
import { isOpen, type Job, type Run } from "./facts.ts";
import { type Hall, pageOf } from "./hall.ts";
import { ask } from "./wire.ts";

const MORE = 300, // [s] That "5 minutes more" means.
  ODDS_TAKES = 1000;

export type Attempt = (act: () => unknown, pressed?: HTMLButtonElement | null) => Promise<void>;

export class Doors {
  constructor(
    private readonly hall: Hall,
    private readonly attempt: Attempt,
  ) {}

  private button(text: string, act: () => unknown, chief = false) {
    const made = make("button", chief ? "chief" : "", text);
    made.type = "button";
    made.addEventListener("click", () => this.attempt(act, made));
    return made;
  }

  private door(text: string, path: string, file = "") {
    const made = make("a", "door", text);
    made.href = path;
    if (file) made.download = file;
    else made.target = "_blank";
    return made;
  }

  private again(run: Run, kind: Job) {
    const { id, act, performer, rig, steadiness, seed } = run,
      wish = { kind, of: id, act, performer, rig, steadiness, seed, takes: ODDS_TAKES };
    return () => this.hall.begin(wish);
  }

  private resume(run: Run, text: string, seconds: number, chief: boolean) {
    return this.button(text, () => ask("POST", `api/runs/${run.id}/resume`, { seconds }), chief);
  }

  of(run: Run) {
    const made: HTMLElement[] = [];
    if (isOpen(run)) made.push(this.button("Stop", () => ask("POST", `api/runs/${run.id}/stop`), true));
    else made.push(...this.onwards(run));
    if (run.kind === "rehearse" && run.points) made.push(this.technique(run));
    if (run.kind !== "rehearse" && run.state === "done") made.push(this.door("Open alone", pageOf(run)));
    if (!isOpen(run)) made.push(this.button("Remove", () => ask("DELETE", `api/runs/${run.id}`)));
    return made;
  }

  private onwards(run: Run) {
    if (run.kind !== "rehearse") return run.state === "done" ? [] : [this.resume(run, "Again", 0, true)];
    const done = run.state === "done",
      on = this.resume(run, done ? "5 minutes more" : "Resume", done ? MORE : 0, !done);
    if (!run.points) return [on];
    return [on, this.button("Odds", this.again(run, "show")), this.button("Sheet", this.again(run, "sheet"))];
  }

  private technique(run: Run) {
    const file = `${run.act}-${run.performer}.toml`.replace(/own\//g, "");
    return this.door("Technique", `runs/${run.id}/technique.toml`, file);
  }
}
