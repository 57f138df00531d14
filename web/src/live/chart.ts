// The curve of a search: odds of each stage so far with their interval, and what it makes small or large.
import type { Axis } from "./axis.ts";
import type { Point } from "./facts.ts";
import { type Measure, measureOf, tried, UNTRIED } from "./measure.ts";
import { percent } from "./words.ts";

const TOP = 22,
  BOTTOM = 6,
  LEFT = 50,
  RIGHT = 62, // Room for words. [px]
  LETTER = 6.2; // How wide a letter is, about. [px]

type Values = Record<string, string | number>;
interface Stretch {
  name: string;
  from: number;
  to: number;
}

// Neighbours of one stage: counts begin anew with each.
function stages(points: Point[]) {
  const found: Stretch[] = [];
  points.forEach((point, at) => {
    const last = found[found.length - 1];
    if (last?.name === point.stage) last.to = at;
    else found.push({ name: point.stage, from: at, to: at });
  });
  return found;
}

export class Chart {
  private points: Point[] = [];
  private chosen = -1;
  private width = 0;
  private height = 0;

  constructor(
    private readonly home: HTMLElement,
    private readonly svg: SVGSVGElement,
    choose: (at: number) => void,
  ) {
    home.addEventListener("pointerdown", (event) => this.points.length && choose(this.nearest(event)));
    new ResizeObserver(() => this.draw()).observe(home);
  }

  show(points: Point[], chosen: number) {
    Object.assign(this, { points, chosen });
    this.draw();
  }

  private add(name: string, values: Values, text?: string) {
    const made = document.createElementNS(this.svg.namespaceURI, name);
    for (const [key, value] of Object.entries(values)) made.setAttribute(key, String(value));
    if (text !== undefined) made.textContent = text;
    this.svg.append(made);
  }

  private x(at: number) {
    const room = this.width - LEFT - RIGHT;
    return LEFT + room * (this.points.length > 1 ? at / (this.points.length - 1) : 0.5);
  }
  private y(share: number) {
    return TOP + (this.height - TOP - BOTTOM) * (1 - share);
  }
  private line(cls: string, from: number, values: number[]) {
    const points = values.map((share, i) => `${this.x(from + i)},${this.y(share)}`).join(" ");
    this.add("polyline", { class: cls, points });
  }

  private nearest({ clientX }: PointerEvent) {
    const inside = clientX - this.home.getBoundingClientRect().left - LEFT,
      last = this.points.length - 1,
      at = Math.round((inside / (this.width - LEFT - RIGHT)) * last);
    return Math.max(0, Math.min(last, at || 0));
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.home,
      { svg, points } = this;
    Object.assign(this, { width, height });
    svg.replaceChildren();
    if (!points.length || width < LEFT + RIGHT) return;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const measure = measureOf(points),
      axis = measure.axis(points);
    this.scales(measure, axis);
    const value = (p: Point) => (measure.value(p) - axis.low) / (axis.high - axis.low);
    this.line("cost", 0, points.map(value));
    if (points.length === 1) this.dot("ring", 0, value(points[0]));
    const found = stages(points);
    this.names(found);
    const known = points.findIndex(tried),
      spans = measure.each ? [{ from: known, to: points.length - 1 }] : found;
    if (known >= 0) for (const s of spans) this.odds(s.from, s.to);
    this.here();
    const last = points[points.length - 1];
    svg.setAttribute(
      "aria-label",
      `${points.length} generations; the last: ${tried(last) ? `${last.landed} of ${last.takes} ${measure.good}` : UNTRIED} ` +
        `while ${last.stage}; ` +
        `${measure.unit} ${measure.value(last).toFixed(2)}, scale ${axis.text(axis.low)} to ${axis.text(axis.high)}.`,
    );
  }

  // Shares on the left; on the right what the dashed line says.
  private scales({ good, unit }: Measure, axis: Axis) {
    const right = this.width - RIGHT;
    this.add("text", { class: "odd", x: LEFT - 8, y: 11, "text-anchor": "end" }, good);
    this.add("text", { class: "dash", x: right + 8, y: 11 }, unit);
    for (const share of [0, 0.5, 1]) {
      const y = this.y(share);
      this.add("line", { class: "grid", x1: LEFT, x2: right, y1: y, y2: y });
      this.add("text", { x: LEFT - 8, y: y + 4, "text-anchor": "end" }, percent(share));
    }
    for (const mark of axis.marks) {
      const y = this.y((mark - axis.low) / (axis.high - axis.low));
      this.add("line", { class: "tick", x1: right, x2: right + 4, y1: y, y2: y });
      this.add("text", { class: "dash", x: right + 8, y: y + 4 }, axis.text(mark));
    }
  }

  // Where stages begin; of names that would run into one another the first stays.
  private names(found: Stretch[]) {
    let free = LEFT;
    for (const { name: whole, from } of found) {
      const name = whole.replace(/^learning at (\d+)% of the noise$/, "$1 % noise"),
        x = this.x(from),
        long = name.length * LETTER,
        end = this.width - RIGHT;
      if (from) this.add("line", { class: "wall", x1: x, x2: x, y1: 3, y2: this.y(0) });
      const left = from ? Math.min(x + 5, end - long) : LEFT + 2;
      if (left < free) continue;
      this.add("text", { x: left, y: 11 }, name);
      free = left + long + 8;
    }
  }

  private odds(from: number, to: number) {
    const some = this.points.slice(from, to + 1),
      place = (share: (p: Point) => number) => (p: Point, i: number) => `${this.x(from + i)},${this.y(share(p))}`,
      upper = some.map(place((p) => p.high)),
      lower = some.map(place((p) => p.low)).reverse();
    if (to > from) {
      this.add("polygon", { class: "band", points: [...upper, ...lower].join(" ") });
      this.line("odds", from, some.map((p) => p.landed / p.takes));
      return;
    }
    const [{ low, high, landed, takes }] = some,
      tall = this.y(low) - this.y(high);
    this.add("rect", { class: "band", x: this.x(from) - 3, width: 6, y: this.y(high), height: tall });
    this.dot("dot", from, landed / takes);
  }

  private dot(cls: string, at: number, share: number) {
    this.add("circle", { class: cls, r: 3, cx: this.x(at), cy: this.y(share) });
  }

  private here() {
    const point = this.points[this.chosen];
    if (!point) return;
    const x = this.x(this.chosen);
    this.add("line", { class: "here", x1: x, x2: x, y1: this.y(1), y2: this.y(0) });
    if (tried(point)) this.add("circle", { class: "spot", r: 3.5, cx: x, cy: this.y(point.landed / point.takes) });
  }
}
