// The pose in which skin is made: arms forward, hips a little bent, so that joints bend both ways from it.
import { Matrix4, Quaternion, Vector3 } from "three";
import type { FigureShape, Segment } from "../show/format.ts";

const Y = new Vector3(0, 1, 0);
const ARM = -Math.PI / 2,
  THIGH = -0.45,
  FOOT = 0.5; // [rad] about y. Our choice: the middle of the ranges acrobats use.
export const AHEAD = Math.tan(-THIGH); // How far a leg goes forward for a metre down.
const BENT: Partial<Record<string, number>> = { upper_arm: ARM, thigh: THIGH, foot: FOOT };
const bare = (name: string) => name.replace(/_[lr]$/, "");

// Position and orientation of a body at rest.
export interface Rest {
  origin: Vector3;
  turn: Quaternion;
  matrix: Matrix4;
  inverse: Matrix4;
}
export type RestPose = Record<string, Rest>;

// Every body at rest, by name.
export function restOf(figure: FigureShape): RestPose {
  const rest: RestPose = {};
  const place = (part: Segment): Rest => {
    if (rest[part.body]) return rest[part.body];
    const parent = figure.bodies.find((p) => p.body === part.parent),
      base = parent && place(parent);
    const turn = new Quaternion().setFromAxisAngle(Y, BENT[bare(part.body)] ?? 0);
    const origin = base ? new Vector3(...part.origin) : new Vector3();
    if (base) {
      turn.premultiply(base.turn);
      origin.applyQuaternion(base.turn).add(base.origin);
    }
    const matrix = new Matrix4().compose(origin, turn, new Vector3(1, 1, 1));
    return (rest[part.body] = { origin, turn, matrix, inverse: matrix.clone().invert() });
  };
  figure.bodies.forEach(place);
  return rest;
}
