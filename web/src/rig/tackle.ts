// Bars and cables: what moves with the take.
import {
  CylinderGeometry,
  Group,
  type Material,
  Mesh,
  MeshStandardMaterial,
  Quaternion,
  SphereGeometry,
  Vector3,
} from "three";
import { type Point, Ribbons } from "../over/ribbon.ts";
import type { Poses } from "../show/data.ts";
import type { Bar, Show } from "../show/format.ts";

const POINTS = 22,
  ONE = new Vector3(1, 1, 1);
const STEEL = [0.8, 0.75, 0.7, 0.85],
  SLACK = [0.62, 0.55, 0.6, 0.8],
  CALM = [0.45, 0.62, 0.95, 1],
  LOADED = [1, 0.62, 0.16, 1];

// A cable of its true length: straight when taut, sagging when its ends are nearer.
function hang(a: Point, b: Point, rest: number, out: number[][]) {
  const d = Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
  const fill = (sag: number) => {
    let way = 0;
    for (let i = 0; i < POINTS; i++) {
      const u = i / (POINTS - 1),
        p = out[i];
      for (let k = 0; k < 3; k++) p[k] = a[k] + (b[k] - a[k]) * u;
      p[2] -= 4 * sag * u * (1 - u);
      if (i) way += Math.hypot(p[0] - out[i - 1][0], p[1] - out[i - 1][1], p[2] - out[i - 1][2]);
    }
    return way;
  };
  if (d >= rest - 0.004) {
    fill(0);
    return 0;
  }
  let low = 0,
    high = rest;
  for (let i = 0; i < 18; i++) {
    const mid = (low + high) / 2;
    if (fill(mid) < rest) low = mid;
    else high = mid;
  }
  return low;
}

function barOf(bar: Bar, steel: Material, tape: Material) {
  const g = new Group(),
    add = (length: number, radius: number, material: Material) => {
      const m = new Mesh(new CylinderGeometry(radius, radius, length, 16), material);
      m.castShadow = true;
      g.add(m);
    };
  add(bar.length, bar.radius, steel);
  add(bar.length * 0.66, bar.radius * 1.18, tape);
  for (const s of [-1, 1]) {
    const knob = new Mesh(new SphereGeometry(bar.radius * 2.1, 12, 10), steel);
    knob.position.y = (s * bar.length) / 2;
    g.add(knob);
  }
  g.matrixAutoUpdate = false;
  return g;
}

// Place, direction and half length of a bar.
export type Held = [place: Vector3, axis: Vector3, half: number];

export class Tackle {
  readonly group = new Group();
  // Tells the share of the greatest load on a cable, or nothing.
  load: ((cable: number) => number | undefined) | null = null;
  private readonly show: Show;
  private readonly poses: Poses;
  private readonly bars: {
    g: Group;
    row: number;
    half: number;
    place: Vector3;
    turn: Quaternion;
    axis: Vector3;
  }[];
  private readonly lines: Ribbons;
  private readonly points: number[][];

  constructor(show: Show, poses: Poses) {
    this.show = show;
    this.poses = poses;
    const steel = new MeshStandardMaterial({
        color: "#e9e4dc",
        metalness: 0.35,
        roughness: 0.3,
        emissive: "#2a2622",
      }),
      tape = new MeshStandardMaterial({ color: "#f4ecdc", roughness: 0.85, emissive: "#2c261f" });
    this.bars = show.bars.map((bar) => {
      const g = barOf(bar, steel, tape);
      this.group.add(g);
      return {
        g,
        row: poses.row(bar.body),
        half: bar.length / 2,
        place: new Vector3(),
        turn: new Quaternion(),
        axis: new Vector3(),
      };
    });
    this.lines = new Ribbons(
      show.cables.map(() => POINTS),
      { pixels: 1.05, metres: 0.0055 },
    );
    this.group.add(this.lines.mesh);
    this.points = Array.from({ length: POINTS }, () => [0, 0, 0]);
  }

  held(): Held[] {
    return this.bars.map((b) => [b.place, b.axis, b.half]);
  }

  pose() {
    for (const b of this.bars) {
      this.poses.body(b.row, b.place, b.turn);
      b.axis.set(0, 1, 0).applyQuaternion(b.turn);
      b.g.matrix.compose(b.place, b.turn, ONE);
      b.g.matrixWorldNeedsUpdate = true;
    }
    const p = new Vector3(),
      q = new Quaternion();
    this.show.cables.forEach((cable, k) => {
      this.poses.body(this.poses.row(cable.body), p, q);
      const end = new Vector3(...cable.offset).applyQuaternion(q).add(p).toArray(),
        slack = hang(cable.anchor, end, cable.rest_length, this.points) > 0.02;
      const share = this.load?.(k),
        colour =
          share === undefined ? (slack ? SLACK : STEEL) : CALM.map((c, i) => c + (LOADED[i] - c) * share);
      this.lines.set(
        k,
        (i) => this.points[i],
        () => colour,
      );
    });
    this.lines.uniforms.pixels.value = this.load ? 2.2 : 1.05;
    this.lines.done();
  }
}
