// What a search makes small or large, in words and numbers: the dashed line beside the odds.
import { type Axis, axisOf } from "./axis.ts";
import type { Point } from "./facts.ts";

const LANDED = 0.4; // What a landed take costs at most. Always on the scale: near 0 is near 0.

export interface Measure {
  unit: string; // Over the axis.
  good: string; // Over the axis of the share.
  about: string; // Beside the line's key.
  each: boolean; // Counts are of each generation alone, not of a stage so far.
  value(point: Point): number;
  told(point: Point): string;
  axis(points: Point[]): Axis;
}

const COST: Measure = {
  unit: "cost",
  good: "landed",
  about: "lowest cost of a generation: to 0.4 it landed, above 1 it missed",
  each: false,
  value: (p) => p.best_cost ?? 0,
  told: (p) => `odds so far while ${p.stage}: ${p.landed} of ${p.takes} landed`,
  axis: (points) => axisOf([0, LANDED, ...points.map(COST.value)]),
};

const EARNED: Measure = {
  unit: "earned/s",
  good: "lasted",
  about: "earned in a second of practice, by height, place and poise; a fall costs",
  each: true,
  value: (p) => p.earned ?? 0,
  told: (p) => `${p.landed} of ${p.takes} attempts lasted to their end while ${p.stage}`,
  axis: (points) => axisOf(points.map(EARNED.value)),
};

// No attempt can have lasted yet when the first generation on the trampoline is told of.
export const tried = (point: Point) => point.takes > 0;
export const UNTRIED = "no attempt is over yet";

export const measureOf = (points: Point[]) => (points[0]?.earned === undefined ? COST : EARNED);
