// A readable axis: round bounds about what is shown, and a few round marks between them.
export interface Axis {
  low: number;
  high: number;
  marks: number[];
  text(value: number): string;
}

const ROUND = [1, 2, 5, 10];

function roundStep(wanted: number) {
  const size = 10 ** Math.floor(Math.log10(wanted));
  return size * (ROUND.find((r) => r * size >= wanted * (1 - 1e-9)) ?? 10);
}

export function axisOf(values: number[], parts = 3): Axis {
  const least = Math.min(...values),
    most = Math.max(...values),
    step = roundStep((most - least || Math.abs(most) || 1) / parts),
    first = Math.floor(least / step + 1e-9),
    last = Math.max(first + 1, Math.ceil(most / step - 1e-9)),
    digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9)),
    marks = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  const text = (value: number) => value.toFixed(digits).replace(/^-(0(\.0+)?)$/, "$1").replace("-", "−");
  return { low: first * step, high: last * step, marks, text };
}
