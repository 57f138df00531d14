// Flights of other takes, faint, and the trail of the one that plays.
import { points } from "./data.js";
import { Ribbons } from "./ribbon.js";

const LANDED = [1, 0.76, 0.4], MISSED = [1, 0.3, 0.5], TRAIL = 64, SECONDS = 1.15;

export function ghostsOf(ghosts) {
  const paths = ghosts.map(points), lines = new Ribbons(paths.map((p) => p.length / 3), { pixels: 0.85, glow: true, dash: 6 });
  ghosts.forEach(({ landed }, k) => {
    const p = paths[k], colour = landed ? LANDED : MISSED, strength = landed ? 0.1 : 0.42;
    lines.set(k, (i) => [p[3 * i], p[3 * i + 1], p[3 * i + 2]], (i, n) => [...colour, strength * Math.min(1, i / 4, (n - 1 - i) / 3 + 0.25)], !landed);
  });
  lines.done().mesh.renderOrder = 3;
  return lines.mesh;
}

export class Trail {
  constructor(poses) { this.poses = poses; this.line = new Ribbons([TRAIL], { pixels: 1.6, glow: true }); this.line.mesh.renderOrder = 4; }
  pose(time) {
    const { allCom, rate, start, frames } = this.poses, p = [0, 0, 0];
    const at = (i) => {
      const f = Math.min(Math.max((time - SECONDS * (1 - i / (TRAIL - 1)) - start) * rate, 0), frames - 1), j = Math.min(Math.floor(f), frames - 2), w = f - j;
      for (let k = 0; k < 3; k++) p[k] = allCom[3 * j + k] * (1 - w) + allCom[3 * j + 3 + k] * w;
      return p.slice();
    };
    this.line.set(0, at, (i, n) => [1, 0.86, 0.58, 0.6 * (i / (n - 1)) ** 1.8]); this.line.done();
  }
}
