// The data block of the page: reading it, and what was recorded at any time.
import { Quaternion, type Vector3 } from "three";
import type { Block, Clock, Motion, PackedPoints, PackedRows, Show } from "./format.ts";

const FORMAT = 2;
export const clamp = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x));
export const smooth = (t: number) => {
  const u = clamp(t, 0, 1);
  return u * u * (3 - 2 * u);
};

function int16(text: string) {
  const raw = atob(text),
    bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  const view = new DataView(bytes.buffer),
    out = new Int16Array(raw.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = view.getInt16(2 * i, true); // Little-endian on every machine.
  return out;
}

export function points(packed: PackedPoints) {
  const counts = int16(packed.data),
    out = new Float32Array(counts.length);
  for (let i = 0; i < out.length; i++) out[i] = counts[i] * packed.step + packed.offset[i % 3];
  return out;
}

const DAMAGED =
  "The data of this page are damaged: part of the file is missing. Ask for it again, or write it anew.";

// The show, from text or from an object already read; both live pages and files come this way.
export function readShow(source: unknown = document.getElementById("show")?.textContent): Show {
  let show = source;
  if (typeof source === "string")
    try {
      show = JSON.parse(source);
    } catch {
      throw new Error(DAMAGED);
    }
  if (!isBlock(show)) throw new Error(DAMAGED);
  if (show.format > FORMAT)
    throw new Error(
      `This page holds data of format ${show.format}, but its player knows ${FORMAT}. Write it anew with one version of Kaleido Stage.`,
    );
  const lists = {
    figures: [],
    bars: [],
    cables: [],
    boards: [],
    events: [],
    ghosts: [],
    others: [],
    facts: [],
    windows: [],
    loads: [],
    marks: [],
  };
  return { floor_z: 0, ...lists, ...show };
}

// Whether a value holds poses; the rest of a block is as it was written.
function isBlock(value: unknown): value is Block {
  if (typeof value !== "object" || value === null) return false;
  const { pos, quat, com } = value as Partial<Record<string, unknown>>;
  return !!(pos && quat && com);
}

// What is under a key that must be there.
export function got<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(DAMAGED);
  return value;
}

// Rows of numbers, one a frame, read at any time.
export class Track {
  readonly values: Float32Array;
  readonly width: number;
  readonly start: number;
  readonly rate: number;
  readonly frames: number;

  constructor(packed: PackedRows, { start, rate, frames }: Clock) {
    this.values = Float32Array.from(int16(packed.data), (v) => v * packed.step);
    this.width = packed.width;
    this.start = start;
    this.rate = rate;
    this.frames = frames;
  }
  at(time: number, column = 0) {
    const f = clamp((time - this.start) * this.rate, 0, this.frames - 1),
      i = Math.min(Math.floor(f), this.frames - 2),
      w = f - i,
      k = i * this.width + column;
    return this.values[k] * (1 - w) + this.values[k + this.width] * w;
  }
  most(column = 0) {
    let m = 0;
    for (let i = column; i < this.values.length; i += this.width) m = Math.max(m, Math.abs(this.values[i]));
    return m;
  }
}

// Poses of all bodies at one time: `pos` (B x 3) [m], `quat` (B x 4) w first.
export class Poses {
  readonly rate: number;
  readonly frames: number;
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly index: ReadonlyMap<string, number>;
  readonly allPos: Float32Array;
  readonly allQuat: Int16Array;
  readonly allCom: Float32Array; // Empty where the mass centre was not recorded.
  readonly pos: Float32Array;
  readonly quat: Float32Array;
  readonly com: Float32Array;

  constructor(show: Clock & Motion, moving: Motion = show) {
    this.rate = show.rate;
    this.frames = show.frames;
    this.start = show.start;
    this.count = moving.bodies.length;
    this.index = new Map(moving.bodies.map((name, i) => [name, i]));
    this.allPos = points(moving.pos);
    this.allQuat = int16(moving.quat);
    this.allCom = moving.com ? points(moving.com) : new Float32Array(0);
    this.pos = new Float32Array(3 * this.count);
    this.quat = new Float32Array(4 * this.count);
    this.com = new Float32Array(3);
    this.end = this.start + (this.frames - 1) / this.rate;
    this.seek(this.start);
  }

  seek(time: number) {
    const f = clamp((time - this.start) * this.rate, 0, this.frames - 1),
      i = Math.min(Math.floor(f), this.frames - 2),
      w = f - i;
    mix(this.allPos, i, w, this.pos);
    mix(this.allQuat, i, w, this.quat);
    if (this.allCom.length) mix(this.allCom, i, w, this.com);
    for (let b = 0; b < this.count; b++) unit(this.quat, 4 * b);
  }

  // Number of a body by its name.
  row(name: string) {
    return got(this.index, name);
  }

  // Position and orientation of one body now.
  body(i: number, place: Vector3, turn: Quaternion) {
    place.fromArray(this.pos, 3 * i);
    turn.set(this.quat[4 * i + 1], this.quat[4 * i + 2], this.quat[4 * i + 3], this.quat[4 * i]);
  }

  // Place of a body in one frame.
  placeIn(frame: number, i: number, out: Vector3) {
    return out.fromArray(this.allPos, 3 * (frame * this.count + i));
  }
  turnIn(frame: number, i: number, out = new Quaternion()) {
    const k = 4 * (frame * this.count + i),
      q = this.allQuat;
    return out.set(q[k + 1], q[k + 2], q[k + 3], q[k]).normalize();
  }

  // Orientation of a body at any time, the poses now left as they are.
  turnAt(time: number, i: number, out = new Quaternion()) {
    const f = clamp((time - this.start) * this.rate, 0, this.frames - 1),
      frame = Math.min(Math.floor(f), this.frames - 2);
    return this.turnIn(frame, i, out).slerp(this.turnIn(frame + 1, i), f - frame);
  }

  // Centre of mass smoothed over about `width` seconds: what lamps and cameras follow.
  smoothCom(time: number, width: number, out: Vector3) {
    return this.smoothed(this.allCom, 0, time, width, out);
  }
  // The same of one body's place.
  smoothPlace(i: number, time: number, width: number, out: Vector3) {
    return this.smoothed(this.allPos, i, time, width, out);
  }

  private smoothed(rows: Float32Array, i: number, time: number, width: number, out: Vector3) {
    const step = rows.length / this.frames,
      centre = (Math.min(time, this.end) - this.start) * this.rate,
      reach = Math.ceil(2.5 * width * this.rate);
    let sum = 0;
    out.set(0, 0, 0);
    for (let k = Math.ceil(centre - reach); k <= centre + reach; k++) {
      const j = step * clamp(k, 0, this.frames - 1) + 3 * i,
        w = Math.exp(-0.5 * ((k - centre) / (width * this.rate)) ** 2);
      out.x += w * rows[j];
      out.y += w * rows[j + 1];
      out.z += w * rows[j + 2];
      sum += w;
    }
    return out.multiplyScalar(1 / sum);
  }
}

function mix(from: ArrayLike<number>, row: number, w: number, out: Float32Array) {
  const n = out.length,
    a = row * n;
  for (let i = 0; i < n; i++) out[i] = from[a + i] * (1 - w) + from[a + n + i] * w;
}

function unit(q: Float32Array, at: number) {
  const s = 1 / Math.hypot(q[at], q[at + 1], q[at + 2], q[at + 3]);
  for (let i = 0; i < 4; i++) q[at + i] *= s;
}
