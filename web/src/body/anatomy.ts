// A performer's limbs and what rounds them: seat, bust, calves come from rings, the rest is drawn only.
import { Vector3 } from "three";
import type { FigureShape, HeadShape, Segment } from "../show/format.ts";
import { type Choice, clamp, ellipsoid, Limb, melt } from "./field.ts";
import { neckOf } from "./head.ts";
import type { RestPose } from "./rest.ts";

const SIDES = ["l", "r"] as const;
export type Side = (typeof SIDES)[number];
type LimbName = "arm" | "leg" | "foot";

// A limb of one side.
interface SideLimb {
  name: LimbName;
  side: Side;
  limb: Limb;
}

// Centre and half-axes.
type Ellipsoid = [x: number, y: number, z: number, rx: number, ry: number, rz: number];

// The neck as it is drawn: the tape measures it round and straight, the eye wants it slim under the jaw. It ends within the skull.
function neck(head: HeadShape): Choice {
  const { x, radius, chin } = neckOf(head);
  return {
    drawn: (body, [cx, cy, z, rx, ry]) => {
      const most = radius + 5 * Math.max(0, chin - z) ** 2,
        up = body === head.body ? clamp(1 - (chin - z) / 0.1, 0, 1) : 0,
        slim = up ? Math.min(1, most / rx) : 1;
      return [cx + up * up * (x - cx), cy, z, slim * rx, slim * ry];
    },
    more: [[x, 0, head.center[2], radius, radius]],
  };
}

// Limbs, the body's distance field, and which limb owns a point.
export class Anatomy {
  readonly size: number; // Height over that of a performer of 1.7 m.
  readonly female: boolean;
  readonly trunk: Limb | null;
  readonly limbs: SideLimb[];
  private readonly rest: RestPose;
  private readonly extras: Ellipsoid[];

  constructor(figure: FigureShape, rest: RestPose) {
    const part = (name: string) => figure.bodies.find((p) => p.body === name),
      limb = (names: string[], how?: Choice) => {
        const parts = names.map(part).filter((p) => p !== undefined);
        return parts.length ? new Limb(parts, rest, how) : null;
      },
      sided = (name: LimbName, side: Side, found: Limb | null): SideLimb[] =>
        found ? [{ name, side, limb: found }] : [];
    this.rest = rest;
    this.size = figure.height / 1.7;
    this.female = figure.sex !== "male";
    this.trunk = limb(["pelvis", "chest"], figure.head ? neck(figure.head) : {});
    this.limbs = SIDES.flatMap((s) => [
      ...sided(
        "arm",
        s,
        limb([`upper_arm_${s}`, `forearm_${s}`, `hand_${s}`], {
          keep: (body, r) => !body.startsWith("hand") || r[2] > -0.012,
        }),
      ),
      ...sided("leg", s, limb([`thigh_${s}`, `shank_${s}`])),
      ...sided("foot", s, limb([`foot_${s}`])),
    ]);
    this.extras = this.soft(part("pelvis"), part("chest"));
  }

  // Ellipsoids on the trunk, in the world of the rest pose.
  private soft(pelvis?: Segment, chest?: Segment) {
    const out: Ellipsoid[] = [],
      k = this.size,
      widest = (p: Segment) => p.rings.reduce((m, r) => (r[4] > m[4] ? r : m), p.rings[0]);
    if (pelvis) {
      const [, , z, rx, ry] = widest(pelvis),
        o = this.rest.pelvis.origin;
      for (const s of [-1, 1])
        out.push([o.x - 0.5 * rx, o.y + s * 0.43 * ry, o.z + z - 0.055 * k, 0.62 * rx, 0.5 * ry, 0.082 * k]);
    }
    if (chest) {
      const o = this.rest.chest.origin,
        ring = chest.rings.reduce(
          (m, r) => (Math.abs(r[2] - 0.2 * k) < Math.abs(m[2] - 0.2 * k) ? r : m),
          chest.rings[0],
        );
      const [cx, , z, rx, ry] = ring;
      for (const s of [-1, 1])
        out.push(
          this.female
            ? [o.x + cx + 0.72 * rx, o.y + s * 0.44 * ry, o.z + z + 0.005, 0.42 * rx, 0.36 * ry, 0.052 * k]
            : [
                o.x + cx + 0.68 * rx,
                o.y + s * 0.45 * ry,
                o.z + z + 0.03 * k,
                0.34 * rx,
                0.46 * ry,
                0.055 * k,
              ],
        );
    }
    return out;
  }

  trunkAt(p: Vector3, exact?: boolean) {
    let d = this.trunk ? this.trunk.distance(p, exact) : 9;
    if (d < 0.12)
      for (const [x, y, z, rx, ry, rz] of this.extras)
        d = melt(d, ellipsoid(p.x - x, p.y - y, p.z - z, rx, ry, rz), 0.03);
    return d;
  }

  // Distance to a limb of one side, its foot melted on.
  sideAt(p: Vector3, name: LimbName, side: Side, exact?: boolean) {
    const of = (n: LimbName) => this.limbs.find((l) => l.name === n && l.side === side)?.limb;
    if (name === "arm") return of("arm")?.distance(p, exact) ?? 9;
    const leg = of("leg")?.distance(p, exact) ?? 9,
      foot = of("foot")?.distance(p, exact) ?? 9;
    return foot > 8 ? leg : melt(leg, foot, 0.022);
  }

  distance(p: Vector3) {
    const arm = Math.min(this.sideAt(p, "arm", "l"), this.sideAt(p, "arm", "r")),
      leg = Math.min(this.sideAt(p, "leg", "l"), this.sideAt(p, "leg", "r"));
    return melt(melt(this.trunkAt(p), leg, 0.055), arm, 0.05);
  }

  box() {
    const low = new Vector3(9, 9, 9),
      high = new Vector3(-9, -9, -9);
    for (const limb of [this.trunk, ...this.limbs.map((l) => l.limb)])
      if (limb) {
        low.min(limb.centre.clone().addScalar(-limb.reach));
        high.max(limb.centre.clone().addScalar(limb.reach));
      }
    return { low, high };
  }
}
