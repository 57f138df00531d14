// The line of time: marks at what happened, windows, the section that loops.
import type { Player, Section } from "../player.ts";
import type { Poses } from "../show/data.ts";
import type { Show } from "../show/format.ts";
import { slowOf } from "../show/pace.ts";
import { $ } from "./page.ts";
import { nameOf, plain, said } from "./words.ts";

const NEAR = 7, // A press this near a mark means the mark. [px]
  APART = 6; // Between two names. [px]

// A moment on the line; `worth` is less for one whose name must stay.
interface Mark {
  tick: HTMLButtonElement;
  time: number;
  worth: number;
}

export class Timeline {
  private readonly player: Player;
  private readonly scrub = $("scrub", HTMLInputElement);
  private marks: Mark[] = [];
  private pressed = false;
  private start = 0;
  private end = 1;
  private section = document.createElement("i");

  constructor(player: Player) {
    this.player = player;
    this.scrub.addEventListener("pointerdown", () => {
      this.pressed = true;
    });
    this.scrub.addEventListener("pointerup", () => {
      this.pressed = false;
    });
    this.scrub.addEventListener("pointermove", (e) => {
      this.scrub.title = this.near(this.timeAt(e.clientX))?.tick.title ?? "";
    });
    this.scrub.addEventListener("input", () => {
      const time = +this.scrub.value;
      player.pause();
      player.seek((this.pressed ? this.near(time)?.time : undefined) ?? time);
      this.pressed = false; // What follows is a drag: it goes where it is dragged.
    });
    addEventListener("resize", () => this.declutter());
  }

  stage(show: Show, { start, end }: Poses) {
    const { events, windows } = show,
      slow = slowOf(show, end),
      decides = (t: number) => slow.some((s) => t >= s.start && t <= s.end);
    this.scrub.min = String(start);
    this.scrub.max = String(end);
    this.start = start;
    this.end = end;
    const at = (t: number) => `${(100 * (t - start)) / (end - start)}%`,
      ticks = $("ticks");
    ticks.replaceChildren();
    for (const w of windows) {
      const band = document.createElement("i");
      band.className = "window";
      band.style.left = at(w.start);
      band.style.width = `max(3px, ${(100 * (w.end - w.start)) / (end - start)}%)`;
      band.title = `${said(w.name)}: from ${w.start.toFixed(3)} to ${w.end.toFixed(3)} s`;
      ticks.append(band);
    }
    this.section = document.createElement("i");
    this.section.className = "section";
    this.section.hidden = true;
    ticks.append(this.section);
    this.marks = events.map(([time, name], i) => {
      const b = document.createElement("button"),
        label = document.createElement("span"),
        share = (time - start) / (end - start);
      b.type = "button";
      b.style.left = at(time);
      b.title = `${said(name)}, ${time.toFixed(2)} s`;
      b.setAttribute("aria-label", `Go to ${b.title}`);
      label.textContent = plain(show, name) ? "" : nameOf(events, i);
      b.append(label);
      b.className = share < 0.06 ? "left" : share > 0.94 ? "right" : "";
      b.addEventListener("click", () => {
        this.player.pause();
        this.player.seek(time);
      });
      ticks.append(b);
      return { tick: b, time, worth: decides(time) ? 0 : 1 };
    });
    this.declutter();
  }

  declutter() {
    // Where names would overlap, the moments that decide keep theirs; the others' ticks stay.
    const kept: DOMRect[] = [],
      named = this.marks.filter(({ tick }) => tick.textContent).sort((a, b) => a.worth - b.worth);
    for (const { tick } of named) {
      tick.classList.remove("crowded");
      const box = tick.getBoundingClientRect(),
        met = kept.some((k) => box.left < k.right + APART && k.left < box.right + APART);
      tick.classList.toggle("crowded", met);
      if (!met) kept.push(box);
    }
  }

  private get pixel() {
    return (this.end - this.start) / $("ticks").clientWidth; // [s]
  }
  private timeAt(x: number) {
    return this.start + (x - $("ticks").getBoundingClientRect().left) * this.pixel;
  }
  // The mark a press means: the line lies over all of them.
  private near(time: number) {
    const off = ({ time: t }: Mark) => Math.abs(t - time),
      [best] = [...this.marks].sort((a, b) => off(a) - off(b));
    return best && off(best) <= NEAR * this.pixel ? best : undefined;
  }

  show(time: number, [a, b]: Section) {
    const { start, end, scrub } = this,
      share = (t: number) => (100 * (Math.min(Math.max(t, start), end) - start)) / (end - start);
    scrub.value = String(time);
    scrub.style.setProperty("--at", `${share(time)}%`);
    scrub.setAttribute("aria-valuetext", `${Math.min(time, end).toFixed(2)} seconds`);
    this.section.hidden = a === null && b === null;
    if (!this.section.hidden) {
      const left = share(a ?? start),
        right = share(b ?? end);
      this.section.style.left = `${left}%`;
      this.section.style.width = `${Math.max(0.4, right - left)}%`;
    }
    for (const { tick, time: t } of this.marks) tick.classList.toggle("past", t <= time + 1e-6);
  }
}
