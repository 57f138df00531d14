// What stands in words and numbers over the picture: captions, marks as they fall, meters, the score at the end.
import type { LoadShown, Readings } from "../over/layers.ts";
import { clamp, type Poses, smooth } from "../show/data.ts";
import type { Mark, Show } from "../show/format.ts";
import { oddsLine, sure } from "./card.ts";
import { $, make } from "./page.ts";
import { factsOf, Narrator, said } from "./words.ts";

const put = (e: HTMLElement, text: string) => {
  if (e.textContent !== text) e.textContent = text;
};
// What the judges' letters stand for.
const PARTS: Partial<Record<string, string>> = {
  D: "Difficulty",
  E: "Execution",
  H: "Horizontal displacement",
  T: "Time of flight",
};
const partOf = (label: string) => PARTS[label] ?? label;
const points = (x: number) => x.toFixed(3).replace(/0{1,2}$/, "");

// A mark's row in its list, and a load's with its bar and number.
interface MarkRow {
  row: HTMLElement;
  time: number;
}
interface Meter {
  row: HTMLElement;
  bar: HTMLElement;
  now: HTMLElement;
  load: LoadShown;
  most: number;
}

export class Panels {
  // Of the show that plays: `stage` sets them.
  private show!: Show;
  private poses!: Poses;
  private layers!: Readings;
  private narrator!: Narrator;
  private marks: MarkRow[] = [];
  private meters: Meter[] = [];
  private final = false;

  stage(show: Show, poses: Poses, layers: Readings) {
    this.show = show;
    this.poses = poses;
    this.layers = layers;
    this.narrator = new Narrator(show, poses);
    this.marks = show.marks.map((mark) => this.mark(mark));
    $("marks").replaceChildren(...this.marks.map((m) => m.row));
    this.meters = layers.loads.map((load) => this.meter(load));
    $("meters").replaceChildren(...this.meters.map((m) => m.row));
    $("also").replaceChildren(...show.others.map((other, i) => this.other(other.label, layers.worn[i])));
    this.curtain();
    this.told();
  }

  mark(mark: Mark): MarkRow {
    // One element: its name, what was taken off and why.
    const row = make("li"),
      head = make("p", "name", mark.name),
      lost = (mark.deductions ?? []).filter(([, x]) => x > 0),
      sum = lost.reduce((s, [, x]) => s + x, 0);
    if (mark.notation) head.prepend(make("span", "notation", mark.notation));
    head.append(make("b", "", sum ? `−${sum.toFixed(1)}` : "clean"));
    row.append(head);
    const words = [
      ...lost.map(([why, x]) => `${why} −${x.toFixed(1)}`),
      ...(mark.values ?? []).map(([label, value]) => `${label} ${value}`),
    ];
    if (words.length) row.append(make("p", "why", words.join(" · ")));
    return { row, time: mark.time };
  }

  // Another take's name, with the colour it wears.
  other(label: string, colour?: string) {
    const row = make("span", "", label);
    if (colour) row.style.setProperty("--worn", colour);
    return row;
  }

  meter(load: LoadShown): Meter {
    const row = make("li"),
      bar = make("i"),
      now = make("b"),
      most = load.track.most();
    row.append(make("span", "", load.name), now, bar);
    return { row, bar, now, load, most };
  }

  curtain() {
    const { score, verdict, odds } = this.show,
      box = $("final");
    box.replaceChildren();
    if (verdict) box.append(make("p", "verdict", verdict));
    if (score) {
      box.append(make("p", "total", points(score.total)), make("p", "line", "unofficial"));
      const parts = make("dl");
      for (const [label, value] of score.parts)
        parts.append(make("dt", "", partOf(label)), make("dd", "", points(value)));
      box.append(parts);
    }
    if (odds && !score) {
      const big = make("p", "total", (100 * odds.odds).toFixed(1).replace(/\.0$/, ""));
      big.append(make("small", "", "%"));
      box.append(big);
    }
    if (odds)
      box.append(make("p", "line", `${odds.landed} of ${odds.takes} takes land`), make("p", "line", sure(odds)));
    box.append(make("p", "line quiet", `${this.show.title} · ${this.show.subtitle}`));
    this.final = !!(verdict || score || odds);
  }

  told() {
    // What happened, for those who listen.
    const { show } = this,
      box = $("told"),
      add = (text: string) => box.append(make("p", "", text));
    box.replaceChildren();
    const ended = show.verdict ? ` ${show.verdict[0].toUpperCase()}${show.verdict.slice(1)}.` : "";
    add(`${show.title}. ${show.subtitle}.${ended}`);
    if (show.odds) add(`${oddsLine(show.odds)}. Computed odds of a model, not a safety certificate.`);
    for (const [t, name] of show.events) add(`${t.toFixed(2)} seconds: ${said(name)}.`);
    this.narrator.told().forEach(add);
    for (const m of show.marks)
      add(
        `${m.time.toFixed(2)} seconds: ${m.name}${(m.deductions ?? []).map(([why, x]) => `, ${why} minus ${x.toFixed(1)}`).join("")}.`,
      );
    if (show.score)
      add(
        `Score ${points(show.score.total)}, unofficial: ${show.score.parts.map(([l, v]) => `${partOf(l)} ${points(v)}`).join(", ")}.`,
      );
    for (const [label, value] of factsOf(show, this.poses)) add(`${label}: ${value.replace(/°/g, " degrees")}.`);
  }

  // How far the curtain has fallen at `time`, 0 to 1.
  fallen(time: number) {
    return this.final ? smooth((time - this.poses.end - 0.25) / 0.7) : 0;
  }

  tell(time: number, speed: number) {
    const { layers } = this,
      over = this.fallen(time),
      text = this.narrator.event(time, 0.55 * clamp(speed, 0.3, 1));
    $("caption").classList.toggle("on", !!text && over < 0.3);
    if (text) put($("said"), text);
    put($("numbers"), over < 0.3 ? this.narrator.numbers(time) : "");
    put($("spin"), layers.on.spin && over < 0.3 ? `angular momentum ${layers.spin.toFixed(1)} kg·m²/s` : "");
    $("also").hidden = !layers.on.others;
    $("also").dataset.how = layers.beside ? "Beside" : "Ghost";
    $("final").style.opacity = String(over);
    for (const name of ["score", "marks", "meters"]) $(name).style.opacity = String(1 - over);
    $("final").setAttribute("aria-hidden", String(over < 0.5));
    $("marks").hidden = !layers.on.marks;
    $("meters").hidden = !layers.on.loads;
    let last: HTMLElement | null = null;
    for (const { row, time: t } of this.marks) {
      const fell = t <= time + 1e-6;
      row.classList.toggle("on", fell);
      if (fell) last = row;
    }
    for (const { row } of this.marks) row.classList.toggle("last", row === last);
    if (last && layers.on.marks)
      $("marks").scrollTop = last.offsetTop - $("marks").clientHeight + last.clientHeight + 8;
    if (layers.on.loads)
      for (const m of this.meters) {
        const value = Math.max(0, m.load.track.at(time));
        put(m.now, `${Math.round(value)} N`);
        m.bar.style.setProperty("--now", `${(100 * value) / layers.greatest}%`);
        m.bar.style.setProperty("--peak", `${(100 * m.most) / layers.greatest}%`);
      }
  }
}
