// Which bones a point of the skin follows. At every joint a half-turned bone keeps elbows and hips round.
import type { Vector3 } from "three";
import type { FigureShape, Segment } from "../show/format.ts";
import type { Anatomy, Side } from "./anatomy.ts";
import { clamp, type Limb } from "./field.ts";
import type { RestPose } from "./rest.ts";

const HIP = 0.1,
  SHOULDER = 0.075,
  ANKLE = 0.045; // Over how far limb and trunk share the skin. [m] Our choice, by eye.
const OWN = 0.05; // Skin farther from a limb than this is not the limb's. [m]
const REACH: Partial<Record<string, number>> = { forearm: 1.1, hand: 0.03, shank: 1.15, chest: 0.11 }; // Half of a joint's length: of its radius, or in metres.
const smooth = (t: number) => t * t * (3 - 2 * t);
const bare = (name: string) => name.replace(/_[lr]$/, "");

// Shares of bones by their names.
type Weights = Map<string, number>;

// Four bones with their weights; shares of arm, leg and foot, length along the limb.
export interface Where {
  weights: [bone: number, weight: number][];
  suit: [arm: number, leg: number, foot: number, along: number];
}

// Where along its limb a joint is, half its length, and whether the limb runs up from it. [m]
interface Level {
  at: number;
  reach: number;
  up: boolean;
}

export class Skin {
  readonly names: string[];
  readonly joints: { child: string; parent: string }[];
  readonly bone: ReadonlyMap<string, number>;
  private readonly rest: RestPose;
  private readonly anatomy: Anatomy;
  private readonly levels: Record<string, Level>;

  constructor(figure: FigureShape, rest: RestPose, anatomy: Anatomy) {
    this.rest = rest;
    this.anatomy = anatomy;
    this.names = figure.bodies.map((p) => p.body);
    this.joints = figure.bodies.flatMap(({ body, parent }) =>
      parent && rest[parent] ? [{ child: body, parent }] : [],
    );
    this.bone = new Map(
      [...this.names, ...this.joints.map((j) => `${j.child}/half`)].map((name, i) => [name, i]),
    );
    this.levels = Object.fromEntries(
      anatomy.limbs
        .map(({ limb }) => limb)
        .concat(anatomy.trunk ?? [])
        .flatMap((limb) => limb.parts.slice(1).map((part) => [part.body, this.level(limb, part)])),
    );
  }

  // Number of a bone by its name.
  boneOf(name: string) {
    return this.bone.get(name) ?? 0;
  }

  private level(limb: Limb, part: Segment): Level {
    const at = limb.along(this.rest[part.body].origin),
      near = part.rings.reduce((m, r) => (Math.abs(r[2]) < Math.abs(m[2]) ? r : m), part.rings[0]);
    const how = REACH[bare(part.body)] ?? 1,
      reach = how > 0.2 ? how * Math.max(near[3], near[4]) : how;
    return { at, reach, up: part.body === "chest" };
  }

  // Moves the weight of `parent` towards `child` by `t`, by way of the half-turned bone.
  private share(weights: Weights, parent: string, child: string, t: number) {
    const had = weights.get(parent) ?? 0,
      s = smooth(clamp(t, 0, 1));
    if (s <= 0 || !had) return;
    weights.set(parent, had * Math.max(0, 1 - 2 * s));
    weights.set(`${child}/half`, had * (1 - Math.abs(2 * s - 1)));
    weights.set(child, had * Math.max(0, 2 * s - 1));
  }

  private along(weights: Weights, limb: Limb, p: Vector3) {
    // Joints within a straight limb.
    const s = limb.along(p);
    limb.parts.slice(1).forEach((part, i) => {
      const { at, reach, up } = this.levels[part.body];
      this.share(weights, limb.parts[i].body, part.body, ((up ? s - at : at - s) + reach) / (2 * reach));
    });
  }

  at(p: Vector3): Where {
    const { trunk, limbs } = this.anatomy,
      weights: Weights = new Map(),
      suit: Where["suit"] = [0, 0, 0, 0];
    const near = this.anatomy.trunkAt(p, true);
    weights.set(trunk ? trunk.parts[0].body : this.names[0], 1);
    if (trunk) this.along(weights, trunk, p);
    for (const { name, side, limb } of limbs)
      if (name !== "foot") {
        const d = this.anatomy.sideAt(p, name, side, true),
          wide = name === "arm" ? SHOULDER : HIP,
          t = clamp(0.5 + (0.5 * (near - d)) / wide, 0, 1);
        if (t <= 0 || d > OWN) continue;
        const root = limb.parts[0].body,
          base = name === "arm" ? "chest" : "pelvis";
        this.share(weights, weights.has(base) ? base : this.names[0], root, t);
        this.along(weights, limb, p);
        suit[name === "arm" ? 0 : 1] = t;
        suit[3] = limb.table.last - limb.along(p);
        suit[2] = name === "leg" ? this.ankle(weights, side, limb, p) : this.wrist(limb);
      }
    return { weights: this.four(weights), suit };
  }

  private wrist(arm: Limb) {
    // How far down the arm the wrist is.
    const hand = arm.parts.find((part) => part.body.startsWith("hand"));
    return hand ? arm.table.last - this.levels[hand.body].at : 9;
  }

  private ankle(weights: Weights, side: Side, leg: Limb, p: Vector3) {
    const foot = this.anatomy.limbs.find((l) => l.name === "foot" && l.side === side)?.limb;
    if (!foot) return 0;
    const t = clamp(0.5 + (0.5 * (leg.distance(p, true) - foot.distance(p, true))) / ANKLE, 0, 1);
    this.share(weights, leg.parts[leg.parts.length - 1].body, foot.parts[0].body, t);
    return t;
  }

  four(weights: Weights): Where["weights"] {
    const list = [...weights]
        .filter(([, w]) => w > 1e-3)
        .sort((a, b) => b[1] - a[1])
        .slice(0, 4),
      sum = list.reduce((s, [, w]) => s + w, 0);
    while (list.length < 4) list.push([this.names[0], 0]);
    return list.map(([name, w]) => [this.boneOf(name), w / sum]);
  }
}
