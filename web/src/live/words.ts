// Names and figures as the page writes them.
import type { Job, Share } from "./facts.ts";

export const WORDS: Record<Job, string> = { rehearse: "Rehearsal", show: "Odds", sheet: "Sheet" };

export function nameOf(key: string) {
  const name = key.replace("own/", "");
  return name[0].toUpperCase() + name.slice(1);
}

export const percent = (share: number) => `${Math.round(100 * share)} %`;

// Bounds with one digit, cut outwards.
export function interval(low: number, high: number) {
  const cut = (share: number, way: (x: number) => number) =>
    (way(Number((1000 * share).toFixed(6))) / 10).toFixed(1);
  return `${cut(low, Math.floor)} - ${cut(high, Math.ceil)} %`;
}

export const landedText = ({ landed, takes, low, high }: Share) =>
  `${landed} of ${takes} landed, ${percent(landed / takes)} (95 %: ${interval(low, high)})`;
