// Flights: from letting go to holding on, or from bed to bed; how long, how high, how far turned.
import { Quaternion, Vector3 } from "three";
import type { Poses } from "./data.ts";
import type { Show, Span } from "./format.ts";

const LEAVE = /^(release|let go)/,
  HOLD = /^(catch|down|net|floor|miss|fall|torn)/;
const UP = /^(take-?off|leave|depart)/,
  DOWN = /^(land|touch|down|pad|fall)/;
const Y = new Vector3(0, 1, 0),
  Z = new Vector3(0, 0, 1);

// A stretch in the air; an open one lasts to the end of the show.
export interface Flight extends Span {
  closed: boolean;
}

// Stretches in the air [s]; the last one may never end.
export function flightsOf(show: Show, end: number): Flight[] {
  const [up, down] = show.trampoline ? [UP, DOWN] : [LEAVE, HOLD],
    out: { start: number; end: number | null }[] = [];
  for (const [t, name] of show.events) {
    const open = out.length && out[out.length - 1].end === null ? out[out.length - 1] : null;
    if (up.test(name) && !open) out.push({ start: t, end: null });
    else if (down.test(name) && open) open.end = t;
  }
  return out.map((f) => ({ ...f, closed: f.end !== null, end: f.end ?? end }));
}

// Turns of the trunk, from shoulders to spine, as the judges and the feel count them: somersault
// about the axis across it at the start, forward positive; twist about its own length.
export class Turns {
  private readonly poses: Poses;
  private readonly row: number | undefined;

  constructor(show: Show, poses: Poses) {
    const prefix = show.figures[0]?.prefix ?? "";
    this.poses = poses;
    this.row = poses.index.get(`${prefix}chest`) ?? poses.index.get(`${prefix}pelvis`);
  }

  // Degrees of somersault and twist between two moments, added up frame by frame.
  between(from: number, to: number) {
    const { poses } = this;
    if (this.row === undefined) return { somersault: 0, twist: 0 };
    const a = poses.turnAt(from, this.row),
      b = new Quaternion(),
      d = new Quaternion();
    const across = Y.clone().applyQuaternion(a).setZ(0).normalize(),
      ahead = new Vector3().crossVectors(across, Z),
      long = new Vector3();
    const lean = (q: Quaternion) => {
      long.copy(Z).applyQuaternion(q);
      return Math.atan2(long.dot(ahead), long.z);
    };
    let somersault = 0,
      twist = 0,
      angle = lean(a);
    for (let t = from; t < to; ) {
      t = Math.min(to, t + 1 / poses.rate);
      poses.turnAt(t, this.row, b);
      d.copy(a).invert().multiply(b); // In the trunk's own frame.
      if (d.w < 0) d.set(-d.x, -d.y, -d.z, -d.w);
      twist += 2 * Math.atan2(d.z, d.w);
      const next = lean(b);
      somersault += Math.atan2(Math.sin(next - angle), Math.cos(next - angle));
      angle = next;
      a.copy(b);
    }
    return { somersault: (somersault * 180) / Math.PI, twist: (twist * 180) / Math.PI };
  }
}
