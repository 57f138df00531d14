// The curve of a search: odds of each stage so far with their interval, and the best cost.

const TOP = 16, BOTTOM = 4, LEFT = 42, RIGHT = 46; // Room for words. [px]
const NS = "http://www.w3.org/2000/svg";

function element(parent, name, attributes, text) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
}

export const percent = (share) => `${Math.round(100 * share)} %`;

// Bounds with one digit, cut outwards.
export function interval(low, high) {
  const cut = (share, way) => (way(Number((1000 * share).toFixed(6))) / 10).toFixed(1);
  return `${cut(low, Math.floor)} - ${cut(high, Math.ceil)} %`;
}

// Neighbours of one stage: counts begin anew with each.
function stages(points) {
  const found = [];
  points.forEach((point, at) => {
    const last = found[found.length - 1];
    if (last && last.name === point.stage) last.to = at;
    else found.push({ name: point.stage, from: at, to: at });
  });
  return found;
}

export class Chart {
  constructor(home, choose) {
    Object.assign(this, { home, points: [], chosen: -1 });
    this.svg = element(home, "svg", { role: "img" });
    home.addEventListener("pointerdown", (event) => this.points.length && choose(this.nearest(event)));
    new ResizeObserver(() => this.draw()).observe(home);
  }

  show(points, chosen) { Object.assign(this, { points, chosen }); this.draw(); }

  x(at) { return LEFT + (this.width - LEFT - RIGHT) * (this.points.length > 1 ? at / (this.points.length - 1) : 0.5); }
  y(share) { return TOP + (this.height - TOP - BOTTOM) * (1 - share); }

  nearest({ clientX }) {
    const inside = clientX - this.home.getBoundingClientRect().left - LEFT;
    const at = Math.round((inside / (this.width - LEFT - RIGHT)) * (this.points.length - 1));
    return Math.max(0, Math.min(this.points.length - 1, at || 0));
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.home, { svg, points } = this;
    Object.assign(this, { width, height });
    svg.replaceChildren();
    if (!points.length || width < LEFT + RIGHT) return;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    for (const share of [0, 0.5, 1]) {
      element(svg, "line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: this.y(share), y2: this.y(share) });
      element(svg, "text", { x: LEFT - 6, y: this.y(share) + 4, "text-anchor": "end" }, percent(share));
    }
    this.cost();
    for (const stage of stages(points)) this.stage(stage);
    this.here();
    const last = points[points.length - 1];
    svg.setAttribute("aria-label", `Odds of ${points.length} generations; the last: ${last.landed} of ${last.takes} landed while ${last.stage}.`);
  }

  stage({ name, from, to }) {
    const { svg, points } = this, some = points.slice(from, to + 1), place = (share) => (p, i) => `${this.x(from + i)},${this.y(share(p))}`;
    const upper = some.map(place((p) => p.high)), lower = some.map(place((p) => p.low)).reverse();
    if (from) element(svg, "line", { class: "wall", x1: this.x(from), x2: this.x(from), y1: 2, y2: this.y(0) });
    const room = this.width - RIGHT - this.x(from) > 70; // Enough for the longest name. [px]
    element(svg, "text", { x: this.x(from) + (from ? 5 : 0) * (room ? 1 : -1), y: 10, "text-anchor": room ? "start" : "end" }, name);
    if (to > from) {
      element(svg, "polygon", { class: "band", points: [...upper, ...lower].join(" ") });
      element(svg, "polyline", { class: "odds", points: some.map(place((p) => p.landed / p.takes)).join(" ") });
    } else {
      element(svg, "rect", { class: "band", x: this.x(from) - 3, width: 6, y: this.y(some[0].high), height: this.y(some[0].low) - this.y(some[0].high) });
      element(svg, "circle", { class: "dot", r: 3, cx: this.x(from), cy: this.y(some[0].landed / some[0].takes) });
    }
  }

  cost() {
    const { svg, points, width } = this, most = Math.max(1e-9, ...points.map((p) => p.best_cost));
    element(svg, "polyline", { class: "cost", points: points.map((p, i) => `${this.x(i)},${this.y(p.best_cost / most)}`).join(" ") });
    element(svg, "text", { x: width - RIGHT + 6, y: this.y(1) + 4 }, most.toFixed(2));
    element(svg, "text", { x: width - RIGHT + 6, y: this.y(0) + 4 }, "cost 0");
  }

  here() {
    const point = this.points[this.chosen];
    if (!point) return;
    const x = this.x(this.chosen);
    element(this.svg, "line", { class: "here", x1: x, x2: x, y1: this.y(1), y2: this.y(0) });
    element(this.svg, "circle", { class: "spot", r: 3.5, cx: x, cy: this.y(point.landed / point.takes) });
  }
}
