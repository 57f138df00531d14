// Surface nets: the zero surface of a distance field as a smooth mesh, searched only where it can be.
import { Vector3 } from "three";
import type { Triple } from "../show/format.ts";

type Field = (p: Vector3) => number;

const COARSE = 4; // Cells along an edge of a block that is looked at as a whole.

// `distance(p)` over the box `low`..`high`; returns vertices with normals, and triangles.
export function surface(distance: Field, low: Vector3, high: Vector3, cell: number) {
  const n = (["x", "y", "z"] as const).map(
      (a) => Math.ceil((high[a] - low[a]) / (cell * COARSE)) * COARSE + 1,
    ),
    p = new Vector3();
  const at = (i: number, j: number, k: number) => p.set(low.x + i * cell, low.y + j * cell, low.z + k * cell);
  const values = new Map<number, number>(),
    key = (i: number, j: number, k: number) => (i * n[1] + j) * n[2] + k;
  const value = (i: number, j: number, k: number) => {
    const id = key(i, j, k);
    let v = values.get(id);
    if (v === undefined) {
      v = distance(at(i, j, k));
      values.set(id, v);
    }
    return v;
  };
  const vertices = new Map<number, number>(),
    position: number[] = [],
    edges: [a: number, b: number, c: number, axis: number, inside: boolean][] = [],
    reach = cell * COARSE * 0.87 + cell * 2;
  for (let i = 0; i < n[0] - 1; i += COARSE)
    for (let j = 0; j < n[1] - 1; j += COARSE)
      for (let k = 0; k < n[2] - 1; k += COARSE) {
        if (Math.abs(distance(at(i + COARSE / 2, j + COARSE / 2, k + COARSE / 2))) > reach) continue;
        for (let a = i; a < i + COARSE; a++)
          for (let b = j; b < j + COARSE; b++) for (let c = k; c < k + COARSE; c++) cross(a, b, c);
      }

  function cross(a: number, b: number, c: number) {
    // One cell: a vertex at the mean of its crossings, and the edges that need a face.
    const v: number[] = [];
    let signs = 0;
    for (let m = 0; m < 8; m++) {
      const d = value(a + (m & 1), b + ((m >> 1) & 1), c + (m >> 2));
      v.push(d);
      if (d < 0) signs |= 1 << m;
    }
    if (signs === 0 || signs === 255) return;
    let x = 0,
      y = 0,
      z = 0,
      count = 0;
    for (let m = 0; m < 8; m++)
      for (let axis = 0; axis < 3; axis++) {
        const o = m | (1 << axis);
        if (o === m || v[m] < 0 === v[o] < 0) continue;
        const t = v[m] / (v[m] - v[o]);
        x += (m & 1) + (axis === 0 ? t : 0);
        y += ((m >> 1) & 1) + (axis === 1 ? t : 0);
        z += (m >> 2) + (axis === 2 ? t : 0);
        count++;
      }
    vertices.set(key(a, b, c), position.length / 3);
    position.push(
      low.x + (a + x / count) * cell,
      low.y + (b + y / count) * cell,
      low.z + (c + z / count) * cell,
    );
    for (let axis = 0; axis < 3; axis++)
      if (v[0] < 0 !== v[1 << axis] < 0) edges.push([a, b, c, axis, v[0] < 0]);
  }

  const index: number[] = [];
  for (const [a, b, c, axis, inside] of edges) {
    const u = (axis + 1) % 3,
      w = (axis + 2) % 3,
      cellAt = (du: number, dw: number) => {
        const q: Triple = [a, b, c];
        q[u] -= du;
        q[w] -= dw;
        return vertices.get(key(...q));
      };
    const q = [cellAt(1, 1), cellAt(0, 1), cellAt(0, 0), cellAt(1, 0)].filter((i) => i !== undefined);
    if (q.length < 4) continue;
    if (inside) index.push(q[0], q[1], q[2], q[0], q[2], q[3]);
    else index.push(q[0], q[2], q[1], q[0], q[3], q[2]);
  }
  return { ...polish(distance, position, cell), index };
}

// Moves vertices onto the surface along its gradient, which is also their normal.
function polish(distance: Field, position: number[], cell: number) {
  const out = new Float32Array(position),
    normal = new Float32Array(position.length),
    p = new Vector3(),
    g = new Vector3(),
    e = 0.3 * cell;
  const corners = [
    [1, -1, -1],
    [-1, -1, 1],
    [-1, 1, -1],
    [1, 1, 1],
  ];
  for (let i = 0; i < out.length; i += 3) {
    for (let pass = 0; pass < 2; pass++) {
      g.set(0, 0, 0);
      for (const [x, y, z] of corners) {
        const d = distance(p.set(out[i] + e * x, out[i + 1] + e * y, out[i + 2] + e * z));
        g.x += x * d;
        g.y += y * d;
        g.z += z * d;
      }
      g.normalize();
      if (pass) break;
      const d = Math.max(-cell, Math.min(cell, distance(p.fromArray(out, i))));
      out[i] -= d * g.x;
      out[i + 1] -= d * g.y;
      out[i + 2] -= d * g.z;
    }
    normal.set([g.x, g.y, g.z], i);
  }
  return { position: out, normal };
}
