// Hands with fingers, in two shapes: open, and closed around a bar; the page blends between them.
import { Vector3 } from "three";
import type { Side } from "./anatomy.ts";

// Of the left hand, in its frame: z along the hand, palm towards -x, thumb towards -y. Lengths of a 43 mm palm half-width. [m] Our choice.
// `long`: of the three bones.
interface Finger {
  y: number;
  long: [number, number, number];
  thick: number;
  fan: number;
}
const FINGERS: Finger[] = [
  { y: -0.031, long: [0.042, 0.025, 0.021], thick: 0.0092, fan: -0.1 },
  { y: -0.0105, long: [0.046, 0.029, 0.022], thick: 0.0095, fan: -0.02 },
  { y: 0.0105, long: [0.042, 0.027, 0.021], thick: 0.009, fan: 0.05 },
  { y: 0.0295, long: [0.033, 0.02, 0.018], thick: 0.0078, fan: 0.14 },
];
const OPEN = [0.1, 0.28, 0.42],
  CLOSED = [0.95, 2.55, 3.75]; // Angles of the three bones from the hand's line. [rad]
const KNUCKLE = -0.09,
  AROUND = 9,
  ALONG = 12,
  WIDE = 0.0426;

function fingerAt(finger: Finger, angles: number[], spread: number, dorsal: number, u: number) {
  const at = new Vector3(dorsal, finger.y, KNUCKLE + 0.012),
    tilt = finger.fan * spread,
    way = new Vector3();
  let left = u * (finger.long.reduce((a, b) => a + b, 0) + 0.012);
  for (let bone = -1; bone < 3 && left > 0; bone++) {
    // The first stretch lies inside the palm.
    const step = Math.min(left, bone < 0 ? 0.012 : finger.long[bone]),
      angle = bone < 0 ? 0 : angles[bone];
    way.set(-Math.sin(angle), Math.sin(tilt) * Math.cos(angle), -Math.cos(angle));
    at.addScaledVector(way, step);
    left -= step;
  }
  return { at, way };
}

function thumbAt(closed: boolean, u: number) {
  const base = new Vector3(0.0, -0.024, -0.022),
    mid = closed ? new Vector3(-0.016, -0.046, -0.062) : new Vector3(-0.008, -0.056, -0.058);
  const tip = closed ? new Vector3(-0.026, -0.032, -0.098) : new Vector3(-0.012, -0.066, -0.098);
  const a = base.clone().lerp(mid, u),
    b = mid.clone().lerp(tip, u),
    at = a.clone().lerp(b, u);
  return { at, way: b.sub(a).normalize() };
}

function palmRow(u: number, closed: boolean) {
  // From wrist to knuckles: a flat oval that grows wide.
  const z = 0.012 + u * (KNUCKLE - 0.016),
    grow = Math.min(1, u * 1.5),
    x = closed ? 0.014 * grow : 0.002;
  return {
    at: new Vector3(x, 0.001, z),
    rx: 0.0195 - 0.006 * u,
    ry: 0.0245 + (WIDE - 0.0255) * Math.sin(Math.min(1, grow) * 1.57),
  };
}

// Rings of one shape of the left hand: lists of rows of points.
function shape(closed: boolean) {
  const tubes: Vector3[][][] = [],
    rows: Vector3[][] = [];
  for (let i = 0; i <= ALONG; i++) {
    const u = i / ALONG,
      { at, rx, ry } = palmRow(u, closed),
      end = i === ALONG ? 0.3 : i === ALONG - 1 ? 0.82 : 1;
    rows.push(
      ring(18, (a) => {
        const c = Math.cos(a),
          s = -Math.sin(a),
          k = 1 / (Math.abs(c) ** 2.6 + Math.abs(s) ** 2.6) ** (1 / 2.6);
        return new Vector3(at.x + end * rx * c * k, at.y + end * ry * s * k, at.z);
      }),
    );
  }
  tubes.push(rows);
  const tube = (path: (u: number) => { at: Vector3; way: Vector3 }, thick: number) => {
    const out: Vector3[][] = [],
      side = new Vector3(),
      up = new Vector3();
    for (let i = 0; i <= ALONG; i++) {
      const u = i / ALONG,
        { at, way } = path(u),
        r = thick * (1 - 0.2 * u) * (u > 0.9 ? Math.sqrt(Math.max(0.02, 1 - ((u - 0.9) / 0.1) ** 2)) : 1);
      side.set(0, 1, 0).addScaledVector(way, -way.y).normalize();
      up.crossVectors(way, side);
      out.push(
        ring(AROUND, (a) =>
          at
            .clone()
            .addScaledVector(side, r * Math.cos(a))
            .addScaledVector(up, r * Math.sin(a)),
        ),
      );
    }
    tubes.push(out);
  };
  for (const finger of FINGERS)
    tube(
      (u) => fingerAt(finger, closed ? CLOSED : OPEN, closed ? 0.2 : 1, closed ? 0.014 : 0.002, u),
      finger.thick,
    );
  tube((u) => thumbAt(closed, u), 0.0112);
  return tubes;
}

const ring = (n: number, at: (angle: number) => Vector3) =>
  Array.from({ length: n }, (_, j) => at((2 * Math.PI * j) / n));

// Vertices of one hand in its body's frame: `open`, `closed` (flat lists) and `index`.
export function hand(side: Side, wide: number) {
  const k = wide / WIDE,
    flip = side === "l" ? 1 : -1,
    shapes = [shape(false), shape(true)],
    lists: number[][] = [[], []],
    index: number[] = [];
  shapes.forEach((tubes, which) => {
    let base = 0;
    for (const rows of tubes) {
      const n = rows[0].length;
      for (const row of rows) for (const p of row) lists[which].push(k * p.x, k * flip * p.y, k * p.z);
      if (!which)
        for (let i = 0; i < rows.length - 1; i++)
          for (let j = 0; j < n; j++) {
            const a = base + i * n + j,
              b = base + i * n + ((j + 1) % n);
            index.push(...(flip > 0 ? [a, b, a + n, b, b + n, a + n] : [a, a + n, b, b, a + n, b + n]));
          }
      base += rows.length * n;
    }
  });
  return { open: lists[0], closed: lists[1], index };
}
