// Paths in the air: flights of other takes, faint; the trail of the one that plays; the window in which to let go.
import { Group, Vector3 } from "three";
import { points, type Poses } from "../show/data.ts";
import type { Ghost, Show } from "../show/format.ts";
import { Ribbons } from "./ribbon.ts";

// Gold lands, blue misses: two colours that every eye tells apart; misses are broken lines as well.
const LANDED = [1, 0.72, 0.34],
  MISSED = [0.4, 0.72, 1],
  TRAIL = 64,
  SECONDS = 1.15,
  UPRIGHT = 0.3,
  GRIP = new Vector3(0, 0, -0.078);

function bundle(paths: Float32Array[], landed: boolean[]) {
  const lines = new Ribbons(
    paths.map((p) => p.length / 3),
    { pixels: 0.9, glow: true, dash: 6 },
  );
  paths.forEach((p, k) => {
    const ok = landed[k],
      strength = ok ? 0.13 : 0.6;
    lines.set(
      k,
      (i) => [p[3 * i], p[3 * i + 1], p[3 * i + 2]],
      (i, n) => [...(ok ? LANDED : MISSED), strength * Math.min(1, i / 4, (n - 1 - i) / 3 + 0.25)],
      !ok,
    );
  });
  lines.done().mesh.renderOrder = 3;
  return lines;
}

export const pathsOf = (ghosts: Ghost[]) =>
  bundle(
    ghosts.map(points),
    ghosts.map((g) => g.landed),
  );

export function handsOf(ghosts: Ghost[]) {
  // Both hands of every take that has them.
  const paths: Float32Array[] = [],
    landed: boolean[] = [];
  for (const ghost of ghosts)
    if (ghost.hands) {
      const all = points(ghost.hands);
      for (const hand of [0, 1]) {
        const p = new Float32Array(all.length / 2);
        for (let i = 0; 6 * i < all.length; i++)
          p.set(all.subarray(6 * i + 3 * hand, 6 * i + 3 * hand + 3), 3 * i);
        paths.push(p);
        landed.push(ghost.landed);
      }
    }
  return bundle(paths, landed);
}

export class Trail {
  readonly line: Ribbons;
  private readonly poses: Poses;
  private readonly seconds: number;

  constructor(poses: Poses, upright: boolean) {
    this.poses = poses;
    this.seconds = upright ? UPRIGHT : SECONDS; // A jump up and down hides its own trail.
    this.line = new Ribbons([TRAIL], { pixels: 1.6, glow: true });
    this.line.mesh.renderOrder = 4;
  }
  pose(time: number) {
    const { allCom, rate, start, frames } = this.poses,
      p = [0, 0, 0];
    const at = (i: number) => {
      const f = Math.min(
          Math.max((time - this.seconds * (1 - i / (TRAIL - 1)) - start) * rate, 0),
          frames - 1,
        ),
        j = Math.min(Math.floor(f), frames - 2),
        w = f - j;
      for (let k = 0; k < 3; k++) p[k] = allCom[3 * j + k] * (1 - w) + allCom[3 * j + 3 + k] * w;
      return p.slice();
    };
    this.line.set(0, at, (i, n) => [1, 0.78, 0.45, 0.5 * (i / (n - 1)) ** 1.8]);
    this.line.done();
  }
}

// Strips of light on the path of the hands (of the mass centre, where there are none) while a window is open.
export class Windows {
  readonly group = new Group();

  constructor(show: Show, poses: Poses) {
    const prefix = show.figures[0]?.prefix ?? "",
      rows = ["hand_l", "hand_r"].map((n) => poses.index.get(prefix + n)).filter((i) => i !== undefined),
      v = new Vector3();
    const frame = (t: number) =>
      Math.min(poses.frames - 1, Math.max(0, Math.round((t - poses.start) * poses.rate)));
    const at = (f: number) => {
      if (!rows.length) return Array.from(poses.allCom.subarray(3 * f, 3 * f + 3));
      const sum = new Vector3();
      for (const i of rows)
        sum.add(poses.placeIn(f, i, v)).add(GRIP.clone().applyQuaternion(poses.turnIn(f, i)));
      return sum.multiplyScalar(1 / rows.length).toArray();
    };
    const spans = show.windows.map(({ start, end }) =>
      [frame(start) - 1, frame(end) + 1].map((f) => Math.min(poses.frames - 1, Math.max(0, f))),
    );
    const lines = (pixels: number, strength: number) => {
      const r = new Ribbons(
        spans.map(([a, b]) => b - a + 1),
        { pixels, glow: true },
      );
      spans.forEach(([a], k) =>
        r.set(
          k,
          (i) => at(a + i),
          (i, n) => [0.5, 1, 0.72, strength * Math.min(1, (i + 0.5) / 1.5, (n - 0.5 - i) / 1.5)],
        ),
      );
      r.done().mesh.renderOrder = 5;
      return r.mesh;
    };
    if (spans.length) this.group.add(lines(3, 0.95), lines(8, 0.24));
  }
}
