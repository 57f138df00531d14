// The card beside the picture: odds with their interval, misses by cause, read-outs.
import type { Labelled, Odds, Show } from "../show/format.ts";
import { $, make } from "./page.ts";

const percent = (x: number, digits = 1) => (100 * x).toFixed(digits).replace(/\.0$/, ""),
  // An interval is rounded outwards, as everywhere: it never looks narrower than it is.
  below = (x: number) => (Math.floor(1000 * x + 1e-9) / 10).toFixed(1),
  above = (x: number) => (Math.ceil(1000 * x - 1e-9) / 10).toFixed(1);

export const sure = (o: Odds) => `${percent(o.level ?? 0.95)} % sure: ${below(o.low)} to ${above(o.high)}`;
export const oddsLine = (o: Odds) =>
  `${o.landed} of ${o.takes} landed, ${percent(o.odds)} % (${percent(o.level ?? 0.95)} %: ${below(o.low)} - ${above(o.high)})`;

function range(o: Odds) {
  // Scale from a round figure below the interval up to 100 %.
  const from = Math.max(0, Math.floor(o.low * 10 - 0.5) / 10),
    at = (x: number) => `${(100 * (x - from)) / (1 - from)}%`,
    box = make("div", "range");
  const span = make("i", "span");
  span.style.left = at(o.low);
  span.style.right = `calc(100% - ${at(o.high)})`;
  const dot = make("i", "dot");
  dot.style.left = at(o.odds);
  const left = make("em", "", `${percent(from)} %`),
    right = make("em", "", "100 %");
  right.style.right = "0";
  box.append(make("i"), span, dot, left, right);
  box.setAttribute("aria-hidden", "true");
  return box;
}

function dots(o: Odds) {
  // One dot stands for one take in a hundred.
  const box = make("div", "dots"),
    misses = Math.min(100, Math.max(o.landed < o.takes ? 1 : 0, Math.round(100 * (1 - o.odds))));
  for (let i = 0; i < 100; i++) box.append(make("i", i >= 100 - misses ? "miss" : ""));
  box.setAttribute("aria-hidden", "true");
  return box;
}

function list(rows: Labelled<string | number>[], cls?: string) {
  const dl = make("dl", cls);
  for (const [label, value] of rows) dl.append(make("dt", "", label), make("dd", "", String(value)));
  return dl;
}

export class Card {
  private odds: Odds | null = null;

  constructor() {
    $("fold").addEventListener("click", () => this.open($("score").classList.contains("folded")));
  }

  stage(show: Show, facts: Labelled<string>[]) {
    const box = $("details"),
      o = show.odds ?? null;
    box.replaceChildren();
    this.odds = o;
    if (o) {
      const row = make("div", "odds"),
        big = make("b", "", percent(o.odds)),
        words = make("span");
      big.append(make("small", "", "%"));
      words.append(
        make("strong", "", `${o.landed} of ${o.takes} landed`),
        make("br"),
        sure(o),
      );
      row.append(big, words);
      box.append(make("p", "label", "The odds"), row, range(o), dots(o));
      const causes = Object.entries(o.failures)
        .filter(([, n]) => n > 0)
        .sort((a, b) => b[1] - a[1]);
      if (causes.length) box.append(list(causes, "causes"));
    }
    if (facts.length) box.append(list(facts));
    box.append(
      make("p", "small", `This take: seed ${show.seed}. Computed odds of a model, not a safety certificate.`),
    );
    $("fold").replaceChildren(make("small"), make("b", "", o ? `${percent(o.odds)} %` : "…"));
    this.open(!matchMedia("(max-width: 700px), (max-height: 480px)").matches);
  }

  open(open: boolean) {
    const fold = $("fold"),
      name = this.odds ? "The odds" : "Figures";
    const word = fold.firstElementChild;
    if (word) word.textContent = open ? "Close ×" : name;
    $("score").classList.toggle("folded", !open);
    fold.setAttribute("aria-expanded", String(open));
    fold.setAttribute("aria-label", open ? "Hide the figures" : "Show the figures");
  }

  show(on: boolean) {
    $("score").hidden = !on;
  }
}
