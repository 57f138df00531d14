// The line of time: marks at what happened, windows, the section that loops.
import type { Player, Section } from "../player.ts";
import type { Poses } from "../show/data.ts";
import type { Show } from "../show/format.ts";
import { $ } from "./page.ts";
import { nameOf, plain, said } from "./words.ts";

export class Timeline {
  private readonly player: Player;
  private readonly scrub = $("scrub", HTMLInputElement);
  private marks: [tick: HTMLButtonElement, time: number][] = [];
  private start = 0;
  private end = 1;
  private section = document.createElement("i");

  constructor(player: Player) {
    this.player = player;
    this.scrub.addEventListener("input", () => {
      player.pause();
      player.seek(+this.scrub.value);
    });
    addEventListener("resize", () => this.declutter());
  }

  stage(show: Show, { start, end }: Poses) {
    const { events, windows } = show;
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
      return [b, time];
    });
    this.declutter();
  }

  declutter() {
    // Names that would overlap the one before give way; their ticks stay.
    let edge = -1e9;
    for (const [b] of this.marks) {
      if (!b.textContent) continue;
      b.classList.remove("crowded");
      const box = b.getBoundingClientRect();
      if (box.left < edge + 6) b.classList.add("crowded");
      else edge = box.right;
    }
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
    for (const [button, t] of this.marks) button.classList.toggle("past", t <= time + 1e-6);
  }
}
