// The data block of the page: reading it, and what was recorded at any time.
import { Quaternion } from "three";

const FORMAT = 2;
export const clamp = (x, low, high) => Math.min(high, Math.max(low, x));
export const smooth = (t) => {
  const u = clamp(t, 0, 1);
  return u * u * (3 - 2 * u);
};

function int16(text) {
  const raw = atob(text),
    bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  const view = new DataView(bytes.buffer),
    out = new Int16Array(raw.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = view.getInt16(2 * i, true); // Little-endian on every machine.
  return out;
}

export function points(packed) {
  const counts = int16(packed.data),
    out = new Float32Array(counts.length);
  for (let i = 0; i < out.length; i++) out[i] = counts[i] * packed.step + packed.offset[i % 3];
  return out;
}

const DAMAGED =
  "The data of this page are damaged: part of the file is missing. Ask for it again, or write it anew.";

// The show, from text or from an object already read; both live pages and files come this way.
export function readShow(source = document.getElementById("show").textContent) {
  let show = source;
  if (typeof source === "string")
    try {
      show = JSON.parse(source);
    } catch {
      throw new Error(DAMAGED);
    }
  if (!show || !show.pos || !show.quat || !show.com) throw new Error(DAMAGED);
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

// Rows of numbers, one a frame, read at any time.
export class Track {
  constructor(packed, { start, rate, frames }) {
    this.values = Float32Array.from(int16(packed.data), (v) => v * packed.step);
    Object.assign(this, { width: packed.width, start, rate, frames });
  }
  at(time, column = 0) {
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
  constructor(show, moving = show) {
    Object.assign(this, {
      rate: show.rate,
      frames: show.frames,
      start: show.start,
      count: moving.bodies.length,
    });
    this.index = new Map(moving.bodies.map((name, i) => [name, i]));
    this.allPos = points(moving.pos);
    this.allQuat = int16(moving.quat);
    this.allCom = moving.com ? points(moving.com) : null;
    this.pos = new Float32Array(3 * this.count);
    this.quat = new Float32Array(4 * this.count);
    this.com = new Float32Array(3);
    this.end = this.start + (this.frames - 1) / this.rate;
    this.seek(this.start);
  }

  seek(time) {
    const f = clamp((time - this.start) * this.rate, 0, this.frames - 1),
      i = Math.min(Math.floor(f), this.frames - 2),
      w = f - i;
    mix(this.allPos, i, w, this.pos);
    mix(this.allQuat, i, w, this.quat);
    if (this.allCom) mix(this.allCom, i, w, this.com);
    for (let b = 0; b < this.count; b++) unit(this.quat, 4 * b);
  }

  // Position and orientation of one body now.
  body(i, place, turn) {
    place.fromArray(this.pos, 3 * i);
    turn.set(this.quat[4 * i + 1], this.quat[4 * i + 2], this.quat[4 * i + 3], this.quat[4 * i]);
  }

  // Place of a body in one frame.
  placeIn(frame, i, out) {
    return out.fromArray(this.allPos, 3 * (frame * this.count + i));
  }
  turnIn(frame, i, out = new Quaternion()) {
    const k = 4 * (frame * this.count + i),
      q = this.allQuat;
    return out.set(q[k + 1], q[k + 2], q[k + 3], q[k]).normalize();
  }

  // Centre of mass smoothed over about `width` seconds: what lamps and cameras follow.
  smoothCom(time, width, out) {
    const centre = (Math.min(time, this.end) - this.start) * this.rate,
      reach = Math.ceil(2.5 * width * this.rate);
    let sum = 0;
    out.set(0, 0, 0);
    for (let k = Math.ceil(centre - reach); k <= centre + reach; k++) {
      const j = 3 * clamp(k, 0, this.frames - 1),
        w = Math.exp(-0.5 * ((k - centre) / (width * this.rate)) ** 2);
      out.x += w * this.allCom[j];
      out.y += w * this.allCom[j + 1];
      out.z += w * this.allCom[j + 2];
      sum += w;
    }
    return out.multiplyScalar(1 / sum);
  }
}

function mix(from, row, w, out) {
  const n = out.length,
    a = row * n;
  for (let i = 0; i < n; i++) out[i] = from[a + i] * (1 - w) + from[a + n + i] * w;
}

function unit(q, at) {
  const s = 1 / Math.hypot(q[at], q[at + 1], q[at + 2], q[at + 3]);
  for (let i = 0; i < 4; i++) q[at + i] *= s;
}
