// Head and hair as one distance field: skull, jaw, brow, nose, lips, ears; a bun where the hair is long.
import { Vector3 } from "three";
import type { HeadShape, Triple } from "../show/format.ts";
import { clamp, ellipsoid, melt } from "./field.ts";
import type { RestPose } from "./rest.ts";

const smooth = (a: number, b: number, x: number) => {
  const t = clamp((x - a) / (b - a), 0, 1);
  return t * t * (3 - 2 * t);
};
const carve = (d: number, hole: number, k: number) => -melt(-d, hole, k); // Takes `hole` away, smoothly.

// How much of a point (in radii of the head) is hair; the page's colours use the same line.
export function hairAt(x: number, y: number, z: number, long: boolean) {
  const front = 0.44 + 0.3 * y * y,
    back = long ? -0.62 : -0.5,
    over = 0.24; // Above the ears.
  const line =
    x > 0.25
      ? over + (front - over) * smooth(0.25, 0.62, x)
      : back + (over - back) * smooth(-0.72, -0.24, x);
  return smooth(line - 0.05, line + 0.05, z);
}

// Where the neck stands under the head, how thick it is there, and how high the chin is; in the frame of the head's body.
export function neckOf({ center, radii }: HeadShape) {
  const [rx, ry, rz] = radii;
  return { x: center[0] - 0.2 * rx, radius: 0.6 * ry, chin: center[2] - 0.8 * rz };
}

export class Head {
  readonly body: string;
  readonly radii: Triple;
  readonly long: boolean;
  readonly centre: Vector3;
  readonly low: Vector3;
  readonly high: Vector3;
  private readonly neck: ReturnType<typeof neckOf>;

  constructor(shape: HeadShape, sex: string | undefined, rest: RestPose) {
    const { body, center, radii } = shape,
      origin = rest[body].origin;
    this.body = body;
    this.radii = radii;
    this.long = sex !== "male";
    this.centre = new Vector3(...center).add(origin);
    this.neck = neckOf(shape);
    this.neck.x += origin.x;
    this.neck.chin += origin.z;
    const [rx, ry, rz] = radii,
      wide = new Vector3(1.5 * rx, 1.25 * ry, 1.25 * rz);
    this.low = this.centre.clone().sub(wide);
    this.low.z -= 0.3 * rz;
    this.high = this.centre.clone().add(wide);
  }

  distance(p: Vector3) {
    const [rx, ry, rz] = this.radii,
      c = this.centre,
      x = (p.x - c.x) / rx,
      y = (p.y - c.y) / ry,
      z = (p.z - c.z) / rz,
      s = Math.abs(y);
    const e = (ex: number, ey: number, ez: number, ax: number, ay: number, az: number) =>
      rx * ellipsoid(x - ex, ((s - ey) * ry) / rx, ((z - ez) * rz) / rx, ax, (ay * ry) / rx, (az * rz) / rx);
    let d = e(-0.1, 0, 0.26, 0.9, 0.97, 0.76); // Skull.
    d = melt(d, e(0.27, 0, -0.34, 0.6, 0.62, 0.62), 0.035); // Face and jaw.
    d = melt(d, e(0.56, 0, -0.8, 0.25, 0.25, 0.14), 0.022); // Chin.
    d = melt(d, e(0.62, 0.4, -0.2, 0.22, 0.26, 0.2), 0.02); // Cheeks.
    d = melt(d, e(0.72, 0.3, 0.17, 0.16, 0.36, 0.1), 0.02); // Brow.
    d = carve(d, e(0.98, 0.42, 0.01, 0.14, 0.22, 0.1), 0.02); // Eye sockets,
    d = melt(d, e(0.7, 0.4, 0.0, 0.16, 0.17, 0.1), 0.006); // and eyes in them.
    d = melt(d, e(0.93, 0, -0.06, 0.09, 0.09, 0.2), 0.014); // Nose: bridge,
    d = melt(d, e(1.01, 0, -0.24, 0.13, 0.15, 0.09), 0.012); // and tip.
    d = melt(d, e(0.84, 0, -0.49, 0.1, 0.25, 0.075), 0.01); // Lips.
    d = Math.min(d, melt(d, e(-0.05, 1.0, -0.1, 0.2, 0.09, 0.27), 0.012)); // Ears.
    const cover = hairAt(x, y, z, this.long),
      strands = 0.0012 * Math.sin(30 * s + 9 * x) * cover;
    d -= (this.long ? 0.008 : 0.006) * cover + strands;
    if (this.long)
      d = Math.min(d, e(-1.14, 0, 0.42, 0.4, 0.48, 0.36) - 0.002 * Math.sin(16 * Math.atan2(z - 0.42, y)));
    // Its stump goes under the skin of the trunk's neck, so that no edge shows.
    const { x: at, radius, chin } = this.neck,
      thick = radius - 0.001 - 0.4 * Math.max(0, chin - p.z),
      neck = Math.max(Math.hypot(p.x - at, p.y - c.y) - thick, p.z - c.z);
    return melt(d, Math.max(neck, this.low.z + 0.008 - p.z), 0.014);
  }
}
