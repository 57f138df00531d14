// The data block of the page: decoding, and poses at any time.
const FORMAT = 1;

function int16(text) {
  const raw = atob(text), bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  const view = new DataView(bytes.buffer), out = new Int16Array(raw.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = view.getInt16(2 * i, true); // Little-endian on every machine.
  return out;
}

export function points(packed) {
  const counts = int16(packed.data), out = new Float32Array(counts.length);
  for (let i = 0; i < out.length; i++) out[i] = counts[i] * packed.step + packed.offset[i % 3];
  return out;
}

export function readShow() {
  let show;
  try { show = JSON.parse(document.getElementById("show").textContent); }
  catch { throw new Error("The data of this page are damaged: part of the file is missing. Ask for it again, or write it anew."); }
  if (show.format > FORMAT) throw new Error(`This page holds data of format ${show.format}, but its player knows ${FORMAT}. Write it anew with one version of Kaleido Stage.`);
  return show;
}

const clamp = (x, low, high) => Math.min(high, Math.max(low, x));

// Poses of all bodies at one time: `pos` (B x 3) [m], `quat` (B x 4) w first.
export class Poses {
  constructor(show) {
    Object.assign(this, { rate: show.rate, frames: show.frames, start: show.start, count: show.bodies.length });
    this.index = new Map(show.bodies.map((name, i) => [name, i]));
    this.allPos = points(show.pos);
    this.allQuat = int16(show.quat);
    this.allCom = points(show.com);
    this.pos = new Float32Array(3 * this.count);
    this.quat = new Float32Array(4 * this.count);
    this.com = new Float32Array(3);
    this.end = this.start + (this.frames - 1) / this.rate;
    this.seek(this.start);
  }

  seek(time) {
    const f = clamp((time - this.start) * this.rate, 0, this.frames - 1);
    const i = Math.min(Math.floor(f), this.frames - 2), w = f - i;
    mix(this.allPos, i, w, this.pos);
    mix(this.allCom, i, w, this.com);
    mix(this.allQuat, i, w, this.quat);
    for (let b = 0; b < this.count; b++) unit(this.quat, 4 * b);
  }

  // Centre of mass smoothed over about `width` seconds: what lamps and cameras follow.
  smoothCom(time, width, out) {
    const centre = (time - this.start) * this.rate, reach = Math.ceil(2.5 * width * this.rate);
    let sum = 0; out.set(0, 0, 0);
    for (let k = Math.ceil(centre - reach); k <= centre + reach; k++) {
      const j = 3 * clamp(k, 0, this.frames - 1), w = Math.exp(-0.5 * ((k - centre) / (width * this.rate)) ** 2);
      out.x += w * this.allCom[j]; out.y += w * this.allCom[j + 1]; out.z += w * this.allCom[j + 2]; sum += w;
    }
    return out.multiplyScalar(1 / sum);
  }
}

function mix(from, row, w, out) {
  const n = out.length, a = row * n;
  for (let i = 0; i < n; i++) out[i] = from[a + i] * (1 - w) + from[a + n + i] * w;
}

function unit(q, at) {
  const s = 1 / Math.hypot(q[at], q[at + 1], q[at + 2], q[at + 3]);
  for (let i = 0; i < 4; i++) q[at + i] *= s;
}

// What the drawing needs to know about where things are.
export function layoutOf(show, poses) {
  const anchors = show.cables.map((c) => c.anchor);
  const xs = [...anchors.map((a) => a[0]), ...show.boards.map((b) => b.pos[0])];
  for (let i = 0; i < poses.allCom.length; i += 3) xs.push(poses.allCom[i]);
  const zs = anchors.map((a) => a[2]);
  const x0 = Math.min(...xs), x1 = Math.max(...xs);
  return {
    x0, x1, mid: (x0 + x1) / 2, span: x1 - x0, floor: show.floor_z,
    top: zs.length ? Math.max(...zs) : show.floor_z + 8,
    anchorXs: [...new Set(anchors.map((a) => Math.round(a[0] * 100) / 100))].sort((a, b) => a - b),
    half: Math.max(1.6, ...anchors.map((a) => Math.abs(a[1]) + 1.1)),
  };
}
