// Below the stage: the search so far, in a figure, in words and as a curve; any generation can be chosen.
import { $ } from "../watch/page.ts";
import { Chart } from "./chart.ts";
import type { Point } from "./facts.ts";
import type { Hall } from "./hall.ts";
import { type Measure, measureOf, tried, UNTRIED } from "./measure.ts";
import { interval, percent } from "./words.ts";

const QUIET = 4000; // [ms] Between announcements.

export class Curve {
  private readonly chart: Chart;
  private readonly slider = $("generation", HTMLInputElement);
  private told = 0;

  constructor(private readonly hall: Hall) {
    const svg = $("chart").querySelector("svg");
    if (!svg) throw new Error("The page lacks its chart.");
    this.chart = new Chart($("chart"), svg, (at) => hall.turn(at));
    this.slider.addEventListener("input", () => hall.turn(Number(this.slider.value) - 1));
    $("follow").addEventListener("click", () => hall.following());
  }

  show() {
    const { points, at, follow, run } = this.hall,
      shown = run?.kind === "rehearse" && points.length > 0;
    $("curve").hidden = !shown;
    if (!shown) return;
    const last = points[points.length - 1],
      here = points[at] ?? last;
    this.slider.max = String(points.length);
    this.slider.value = String(at + 1);
    this.slider.setAttribute("aria-valuetext", `generation ${here.generation}, ${here.stage}`);
    $("which").textContent = `Generation ${here.generation} of ${last.generation}`;
    $("follow").setAttribute("aria-pressed", String(follow));
    this.tell(follow ? last : here, measureOf(points));
    this.chart.show(points, at);
  }

  private tell(now: Point, measure: Measure) {
    const known = tried(now);
    $("figure").textContent = known ? percent(now.landed / now.takes) : "–";
    $("told").textContent = known
      ? `${measure.told(now)} (95 %, however often one looks: ${interval(now.low, now.high)})`
      : `${UNTRIED}, ${now.stage}`;
    $("dashed").textContent = `${measure.unit} ${measure.value(now).toFixed(2)}: ${measure.about}`;
    if (performance.now() - this.told < QUIET) return;
    this.told = performance.now();
    const said = known ? `${now.landed} of ${now.takes} ${measure.good}` : UNTRIED;
    $("announce").textContent = `Generation ${now.generation}: ${said}.`;
  }
}
