// The score card: odds with their interval, misses by cause, read-outs. And the same in words.
const make = (tag, cls, text) => { const e = document.createElement(tag); if (cls) e.className = cls; if (text !== undefined) e.textContent = text; return e; };
const percent = (x, digits = 1) => (100 * x).toFixed(digits).replace(/\.0$/, "");
const tenths = (x) => (100 * x).toFixed(1);

export function oddsLine(o) {
  return `${o.landed} of ${o.takes} landed, ${percent(o.odds)} % (${percent(o.level ?? 0.95)} %: ${tenths(o.low)} - ${tenths(o.high)})`;
}

function range(o) { // Scale from a round figure below the interval up to 100 %.
  const from = Math.max(0, Math.floor(o.low * 10 - 0.5) / 10), at = (x) => `${(100 * (x - from)) / (1 - from)}%`, box = make("div", "range");
  const span = make("i", "span"); span.style.left = at(o.low); span.style.right = `calc(100% - ${at(o.high)})`;
  const dot = make("i", "dot"); dot.style.left = at(o.odds);
  const left = make("em", "", `${percent(from)} %`), right = make("em", "", "100 %"); right.style.right = "0";
  box.append(make("i"), span, dot, left, right); box.setAttribute("aria-hidden", "true");
  return box;
}

function dots(o) { // One dot stands for one take in a hundred.
  const box = make("div", "dots"), misses = Math.min(100, Math.max(o.landed < o.takes ? 1 : 0, Math.round(100 * (1 - o.odds))));
  for (let i = 0; i < 100; i++) box.append(make("i", i >= 100 - misses ? "miss" : ""));
  box.setAttribute("aria-hidden", "true");
  return box;
}

function list(rows, cls) {
  const dl = make("dl", cls);
  for (const [label, value] of rows) dl.append(make("dt", "", label), make("dd", "", String(value)));
  return dl;
}

export function scoreCard(show) {
  const card = document.getElementById("score"), box = document.getElementById("details"), fold = document.getElementById("fold"), o = show.odds;
  if (!o && !show.facts.length) { card.hidden = true; card.style.display = "none"; return; }
  if (o) {
    const row = make("div", "odds"), big = make("b", "", percent(o.odds)), unit = make("small", "", "%"); big.append(unit);
    row.append(big, make("span", "", `${o.landed} of ${o.takes} landed, ${percent(o.level ?? 0.95)} %: ${tenths(o.low)} - ${tenths(o.high)}`));
    box.append(make("p", "label", "The odds"), row, range(o), dots(o));
    const causes = Object.entries(o.failures).filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]);
    if (causes.length) box.append(list(causes, "causes"));
  }
  if (show.facts.length) box.append(list(show.facts));
  box.append(make("p", "small", `This take: seed ${show.seed}. Computed odds of a model, not a safety certificate.`));
  fold.replaceChildren(make("small", "", o ? "The odds" : "Figures"), make("b", "", o ? `${percent(o.odds)} %` : "…"));
  const set = (open) => { fold.firstChild.textContent = open ? "Close ×" : o ? "The odds" : "Figures"; card.classList.toggle("folded", !open); fold.setAttribute("aria-expanded", String(open)); fold.setAttribute("aria-label", open ? "Hide the figures" : "Show the figures"); };
  fold.addEventListener("click", () => set(card.classList.contains("folded")));
  set(!matchMedia("(max-width: 700px), (max-height: 480px)").matches);
}

export function tell(show) { // What happened, for those who listen.
  const box = document.getElementById("told"), add = (text) => box.append(make("p", "", text));
  add(`${show.title}. ${show.subtitle}.`);
  if (show.odds) add(`${oddsLine(show.odds)}. Computed odds of a model, not a safety certificate.`);
  for (const [t, name] of show.events) add(`${t.toFixed(2)} seconds: ${name.replace(/_/g, " ")}.`);
  for (const [label, value] of show.facts) add(`${label}: ${value}.`);
}
