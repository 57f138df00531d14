// What the page knows and has chosen; it hears the server and tells those who draw.
import type { Catalogue, Grown, Point, Run, Taken, Wish } from "./facts.ts";
import type { Theatre } from "./theatre.ts";
import { ask, type Hearing } from "./wire.ts";
import { nameOf } from "./words.ts";

// Those who draw: the list of runs, what stands over the stage, the curve below it.
interface Views {
  list(): void;
  head(): void;
  curve(): void;
  stocked(catalogue: Catalogue): void;
}

export class Hall implements Hearing {
  readonly runs = new Map<string, Run>();
  catalogue: Catalogue | null = null;
  chosen = "";
  points: Point[] = [];
  at = -1; // Which of them is on stage.
  follow = true;
  views!: Views; // They are made from the hall.

  constructor(readonly theatre: Theatre) {}

  get run() {
    return this.runs.get(this.chosen);
  }

  titleOf(run: Run) {
    return this.catalogue?.acts.find((act) => act.key === run.act)?.title ?? nameOf(run.act);
  }

  draw() {
    this.views.list();
    this.views.head();
    this.views.curve();
  }

  async begin(wish: Wish) {
    const run: Run = await (await ask("POST", "api/runs", wish)).json();
    this.runs.set(run.id, run);
    await this.choose(run.id);
  }

  async choose(id: string) {
    this.leave(id);
    location.replace(`#${id}`);
    this.draw();
    if (this.run) await this.refresh();
  }

  private leave(id = "") {
    this.chosen = id;
    this.points = [];
    this.at = -1;
    this.follow = true;
    this.theatre.clear();
  }

  // Reads the generations anew and puts on stage what belongs there.
  private async refresh() {
    const { run } = this;
    if (!run) return;
    if (run.kind !== "rehearse") {
      if (run.state === "done") this.theatre.page(pageOf(run));
      return;
    }
    const { points } = await (await ask("GET", `api/runs/${run.id}/points`)).json();
    if (run.id !== this.chosen) return;
    this.points = points;
    const last = this.points.length - 1;
    if (last >= 0) this.pick(this.follow || this.at < 0 ? last : Math.min(this.at, last));
    this.draw();
  }

  private pick(index: number) {
    this.at = index;
    this.theatre.take(this.chosen, this.points[index].generation);
    this.views.curve();
  }

  // A generation was chosen by hand.
  turn(index: number) {
    this.follow = index === this.points.length - 1 && this.follow;
    this.pick(index);
  }

  following() {
    this.follow = !this.follow;
    if (this.follow) this.pick(this.points.length - 1);
    else this.views.curve();
  }

  async stock() {
    const catalogue: Catalogue = await (await ask("GET", "api/catalogue")).json();
    this.catalogue = catalogue;
    this.views.stocked(catalogue);
  }

  // What is heard from the server, by kind of frame.

  async 1({ runs }: { runs: Run[] }) {
    this.runs.clear();
    for (const run of runs) this.runs.set(run.id, run);
    await this.stock();
    if (this.chosen && this.run) await this.refresh();
    else {
      this.leave();
      const newest = runs.filter((run) => run.state === "running").pop() ?? runs[runs.length - 1],
        wanted = location.hash.slice(1);
      if (newest) await this.choose(this.runs.has(wanted) ? wanted : newest.id);
    }
    this.draw();
  }

  async 2(run: Run) {
    const before = this.runs.get(run.id);
    this.runs.set(run.id, run);
    this.draw();
    if (run.id === this.chosen && before?.state !== run.state && run.state !== "queued") await this.refresh();
  }

  // One more generation; one that was missed is fetched.
  async 3({ run: id, index, point }: Grown) {
    const run = this.runs.get(id);
    if (!run) return;
    run.points = index + 1;
    if (id !== this.chosen) return;
    if (index > this.points.length) return this.refresh();
    this.points = [...this.points.slice(0, index), point];
    if (this.at < 0) this.at = index;
    this.views.head();
    this.views.curve();
  }

  4(values: Taken) {
    if (values.run !== this.chosen || !this.follow) return;
    const index = this.points.findIndex((p) => p.generation === values.generation);
    this.theatre.next(values, () => {
      if (!this.follow || index < 0) return;
      this.at = index;
      this.views.curve();
    });
  }

  5({ run }: { run: string }) {
    this.runs.delete(run);
    if (run === this.chosen) this.leave();
    this.draw();
  }

  // Where a run stands among those that wait, 1 is next.
  waits(run: Run) {
    const queue = [...this.runs.values()].filter((r) => r.state === "queued");
    return queue.filter((r) => r.created < run.created).length + 1;
  }
}

export const pageOf = (run: Run) => `runs/${run.id}/${run.kind === "show" ? "replay" : "sheet"}.html`;
