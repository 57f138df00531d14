// Many straight tubes as one draw, and lattices made of them.
import { CylinderGeometry, InstancedMesh, type Material, Matrix4, Quaternion, Vector3 } from "three";
import type { Triple } from "../show/format.ts";

const UP = new Vector3(0, 1, 0);

export type Tube = [from: Triple, to: Triple, radius: number];

export function tubes(list: Tube[], material: Material) {
  const mesh = new InstancedMesh(new CylinderGeometry(1, 1, 1, 10), material, list.length),
    m = new Matrix4(),
    q = new Quaternion();
  list.forEach(([p, q1, r], i) => {
    const a = new Vector3(...p),
      b = new Vector3(...q1),
      way = b.clone().sub(a),
      length = way.length();
    q.setFromUnitVectors(UP, way.normalize());
    m.compose(a.add(b).multiplyScalar(0.5), q, new Vector3(r, length, r));
    mesh.setMatrixAt(i, m);
  });
  mesh.castShadow = false;
  mesh.receiveShadow = true; // Shadows of the lattice would cover the ring.
  return mesh;
}

// A three-chord lattice from a to b, both along one axis or upright.
export function lattice(a: Triple, b: Triple, out: Tube[], width = 0.3) {
  const way = new Vector3(...b).sub(new Vector3(...a)),
    n = Math.max(2, Math.round(way.length() / 0.55)),
    axis = way.clone().normalize();
  const side = Math.abs(axis.z) > 0.5 ? new Vector3(1, 0, 0) : new Vector3(0, 0, 1).cross(axis).normalize(),
    over = axis.clone().cross(side);
  const chord = [0, 1, 2].map((k) =>
    side
      .clone()
      .multiplyScalar(width * 0.58 * Math.cos(2.094 * k + 0.52))
      .addScaledVector(over, width * 0.58 * Math.sin(2.094 * k + 0.52)),
  );
  const at = (k: number, i: number): Triple =>
    new Vector3(...a)
      .addScaledVector(way, i / n)
      .add(chord[k])
      .toArray();
  for (let k = 0; k < 3; k++) {
    out.push([at(k, 0), at(k, n), 0.024]);
    for (let i = 0; i < n; i++) out.push([at(k, i), at((k + 1) % 3, i + 1), 0.0095]);
  }
}
