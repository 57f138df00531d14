// The distance to a performer's skin, in the rest pose: limbs lofted from rings, melted into one another.
import { Vector3 } from "three";
import type { Ring, Segment } from "../show/format.ts";
import type { Rest, RestPose } from "./rest.ts";

const STEP = 0.004; // Spacing of the table of rings along a limb. [m]
export const clamp = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x));

// Rings at even steps along a limb: four numbers each.
interface Table {
  out: Float32Array;
  first: number;
  last: number;
  step: number;
  count: number;
}

// Monotone cubic through rings [cx, cy, along, rx, ry], sampled every STEP.
function table(rings: Ring[]): Table {
  const first = rings[0][2],
    last = rings[rings.length - 1][2],
    count = Math.max(2, Math.ceil((last - first) / STEP) + 1);
  const out = new Float32Array(4 * count),
    step = (last - first) / (count - 1);
  let i = 0;
  for (let n = 0; n < count; n++) {
    const s = first + n * step;
    while (i < rings.length - 2 && s > rings[i + 1][2]) i++;
    const p = [rings[Math.max(i - 1, 0)], rings[i], rings[i + 1], rings[Math.min(i + 2, rings.length - 1)]];
    const h = p[2][2] - p[1][2],
      u = h > 0 ? clamp((s - p[1][2]) / h, 0, 1) : 0;
    [0, 1, 3, 4].forEach((k, slot) => {
      out[4 * n + slot] = cubic(p, h, u, k);
    });
  }
  return { out, first, last, step, count };
}

function cubic(p: Ring[], h: number, u: number, k: number) {
  const m0 = slope(p[0], p[1], p[2], k) * h,
    m1 = slope(p[1], p[2], p[3], k) * h;
  const v =
    (2 * u ** 3 - 3 * u * u + 1) * p[1][k] +
    (u ** 3 - 2 * u * u + u) * m0 +
    (3 * u * u - 2 * u ** 3) * p[2][k] +
    (u ** 3 - u * u) * m1;
  return k > 2 ? Math.max(v, 0.004) : v;
}

function slope(a: Ring, b: Ring, c: Ring, k: number) {
  const h1 = b[2] - a[2],
    h2 = c[2] - b[2];
  if (h1 <= 0 || h2 <= 0) return h1 + h2 > 0 ? (c[k] - a[k]) / (h1 + h2) : 0;
  const d1 = (b[k] - a[k]) / h1,
    d2 = (c[k] - b[k]) / h2;
  return d1 * d2 <= 0 && k > 2 ? 0 : (d1 * h2 + d2 * h1) / (h1 + h2);
}

export function ellipsoid(x: number, y: number, z: number, rx: number, ry: number, rz: number) {
  const k0 = Math.hypot(x / rx, y / ry, z / rz),
    k1 = Math.hypot(x / (rx * rx), y / (ry * ry), z / (rz * rz));
  return k1 > 1e-6 ? (k0 * (k0 - 1)) / k1 : -Math.min(rx, ry, rz);
}

// The smooth smaller of two distances: surfaces nearer than `k` melt into each other.
export function melt(a: number, b: number, k: number) {
  const h = clamp(0.5 + (0.5 * (b - a)) / k, 0, 1);
  return b + (a - b) * h - k * h * (1 - h);
}

// Which rings of its bodies make a limb.
export interface Choice {
  keep?: (body: string, ring: Ring) => boolean;
  drawn?: (body: string, ring: Ring) => Ring; // As it is drawn.
  more?: Ring[]; // Of the last body.
}

// A straight limb: rings of several bodies in the frame of the first.
export class Limb {
  readonly parts: Segment[];
  readonly table: Table;
  readonly centre: Vector3;
  readonly reach: number;
  private readonly root: Rest;
  private readonly flat: boolean;
  private readonly here = new Vector3();

  constructor(parts: Segment[], rest: RestPose, { keep = () => true, drawn = (_, ring) => ring, more = [] }: Choice = {}) {
    this.parts = parts;
    this.root = rest[parts[0].body];
    this.flat = parts[0].axis === "x";
    const rings: Ring[] = [];
    for (const part of parts) {
      this.here.copy(rest[part.body].origin).applyMatrix4(this.root.inverse);
      const o = this.here;
      for (const ring of part === parts[parts.length - 1] ? [...part.rings, ...more] : part.rings)
        if (keep(part.body, ring)) {
          const [cx, cy, cz, r1, r2] = drawn(part.body, ring);
          rings.push(
            this.flat ? [o.y + cy, o.z + cz, o.x + cx, r1, r2] : [o.x + cx, o.y + cy, o.z + cz, r1, r2],
          );
        }
    }
    rings.sort((p, q) => p[2] - q[2]);
    this.table = table(rings.filter((r, i) => !i || r[2] - rings[i - 1][2] > 0.004));
    const { first, last, out } = this.table;
    let wide = 0;
    for (let i = 0; i < out.length; i += 4)
      wide = Math.max(wide, Math.hypot(out[i], out[i + 1]) + Math.max(out[i + 2], out[i + 3]));
    const middle = (first + last) / 2;
    this.centre = (this.flat ? new Vector3(middle, 0, 0) : new Vector3(0, 0, middle)).applyMatrix4(
      this.root.matrix,
    );
    this.reach = (last - first) / 2 + wide;
  }

  local(p: Vector3) {
    this.here.copy(p).applyMatrix4(this.root.inverse);
    return this.here;
  }

  // How far along the limb, in the frame of its first body.
  along(p: Vector3) {
    const q = this.local(p);
    return this.flat ? q.x : q.z;
  }

  // Outside the limb's ball this is a lower bound, unless `exact`.
  distance(p: Vector3, exact = false) {
    const far = p.distanceTo(this.centre) - this.reach;
    if (far > 0.12 && !exact) return far; // Far away the shape does not matter.
    const q = this.local(p),
      { out, first, last, step, count } = this.table,
      s = this.flat ? q.x : q.z;
    const f = clamp((s - first) / step, 0, count - 1),
      i = 4 * Math.min(Math.floor(f), count - 2),
      w = f - i / 4;
    const at = (k: number) => out[i + k] * (1 - w) + out[i + 4 + k] * w;
    const u = (this.flat ? q.y : q.x) - at(0),
      v = (this.flat ? q.z : q.y) - at(1),
      rx = at(2),
      ry = at(3);
    const k0 = Math.hypot(u / rx, v / ry),
      k1 = Math.hypot(u / (rx * rx), v / (ry * ry));
    const d = k1 > 1e-6 ? (k0 * (k0 - 1)) / k1 : -Math.min(rx, ry),
      beyond = Math.max(first - s, s - last, 0);
    return beyond > 0
      ? Math.hypot(Math.max(d + 0.3 * Math.min(rx, ry), 0), beyond * 1.3) - 0.3 * Math.min(rx, ry)
      : d;
  }
}
