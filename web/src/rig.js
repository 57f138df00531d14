// The rig: frame, boards, ladders, bars, cables, net.
import { BoxGeometry, CylinderGeometry, DoubleSide, Group, InstancedMesh, Matrix4, Mesh, MeshStandardMaterial, PlaneGeometry, Quaternion, ShaderMaterial, SphereGeometry, Vector3 } from "three";
import { Ribbons } from "./ribbon.js";

const UP = new Vector3(0, 1, 0);

// Many straight tubes as one draw: [from, to, radius].
function tubes(list, material) {
  const mesh = new InstancedMesh(new CylinderGeometry(1, 1, 1, 10), material, list.length), m = new Matrix4(), q = new Quaternion();
  list.forEach(([p, q1, r], i) => {
    const a = new Vector3(...p), b = new Vector3(...q1), way = b.clone().sub(a), length = way.length();
    q.setFromUnitVectors(UP, way.normalize());
    m.compose(a.add(b).multiplyScalar(0.5), q, new Vector3(r, length, r)); mesh.setMatrixAt(i, m);
  });
  mesh.castShadow = false; mesh.receiveShadow = true; // Shadows of the lattice would cover the ring.
  return mesh;
}

// A three-chord lattice from a to b, both along one axis or upright.
function lattice(a, b, out, width = 0.3) {
  const way = new Vector3(...b).sub(new Vector3(...a)), n = Math.max(2, Math.round(way.length() / 0.55)), axis = way.clone().normalize();
  const side = Math.abs(axis.z) > 0.5 ? new Vector3(1, 0, 0) : new Vector3(0, 0, 1).cross(axis).normalize(), over = axis.clone().cross(side);
  const chord = [0, 1, 2].map((k) => side.clone().multiplyScalar(width * 0.58 * Math.cos(2.094 * k + 0.52)).addScaledVector(over, width * 0.58 * Math.sin(2.094 * k + 0.52)));
  const at = (k, i) => new Vector3(...a).addScaledVector(way, i / n).add(chord[k]).toArray();
  for (let k = 0; k < 3; k++) {
    out.push([at(k, 0), at(k, n), 0.024]);
    for (let i = 0; i < n; i++) out.push([at(k, i), at((k + 1) % 3, i + 1), 0.0095]);
  }
}

export function frame(lay, boards) {
  const steel = [], z = lay.top + 0.22, h = lay.half + 0.5, x0 = Math.min(lay.x0, ...boards.map((b) => b.pos[0])) - 1.6, x1 = Math.max(lay.x1, ...boards.map((b) => b.pos[0])) + 1.6;
  for (const y of [-h, h]) {
    lattice([x0, y, z], [x1, y, z], steel);
    for (const x of [x0, x1]) lattice([x, y, lay.floor], [x, y, z + 0.5], steel, 0.34);
  }
  for (const x of [x0, x1]) lattice([x, -h, z], [x, h, z], steel);
  for (const x of lay.anchorXs) for (const dx of [-0.12, 0.12]) steel.push([[x + dx, -h, lay.top + 0.03], [x + dx, h, lay.top + 0.03], 0.032]); // The crane the cables hang from.
  const metal = new MeshStandardMaterial({ color: "#8e8a94", metalness: 0.65, roughness: 0.42 });
  const group = new Group(); group.add(tubes(steel, metal));
  const guys = [];
  for (const x of [x0, x1]) for (const y of [-1, 1]) guys.push([[x, y * h, z + 0.45], [x + (x < lay.mid ? -5.5 : 5.5), y * (h + 4), lay.floor]]);
  const wires = new Ribbons(guys.map(() => 2), { pixels: 0.7, metres: 0.005 });
  guys.forEach((g, k) => wires.set(k, (i) => g[i], () => [0.5, 0.48, 0.55, 0.4]));
  group.add(wires.done().mesh);
  return group;
}

export function boardsOf(boards, lay) {
  const group = new Group(), poles = [];
  const wood = new MeshStandardMaterial({ color: "#9a6a3e", roughness: 0.6 }), cloth = new MeshStandardMaterial({ color: "#8d1230", roughness: 0.8, side: DoubleSide }), trim = new MeshStandardMaterial({ color: "#d5a552", roughness: 0.4, metalness: 0.4 });
  for (const { pos: [x, y, z], size: [sx, sy, sz] } of boards) {
    const away = x < lay.mid ? -1 : 1, top = z + sz / 2, put = (geometry, material, px, py, pz) => { const m = new Mesh(geometry, material); m.position.set(px, py, pz); m.castShadow = m.receiveShadow = true; group.add(m); };
    put(new BoxGeometry(sx, sy, Math.max(sz, 0.04)), wood, x, y, z);
    put(new BoxGeometry(sx + 0.05, sy + 0.05, 0.05), trim, x, y, top - 0.06);
    put(new BoxGeometry(sx + 0.02, sy + 0.02, 0.3), cloth, x, y, top - 0.24);
    for (const s of [-1, 1]) {
      poles.push([[x + away * sx * 0.45, y + s * (sy / 2 + 0.04), top - 0.3], [x + away * sx * 0.45, y + s * (sy / 2 + 0.04), lay.top + 0.2], 0.017]);
      poles.push([[x - away * sx * 0.45, y + s * (sy / 2 + 0.04), top - 0.3], [x + away * sx * 0.45, y + s * (sy / 2 + 0.04), lay.top + 0.2], 0.009]);
    }
    poles.push([[x + away * sx * 0.45, y - sy / 2, top + 1.0], [x + away * sx * 0.45, y + sy / 2, top + 1.0], 0.017]);
    poles.push([[x + away * sx * 0.45, y - lay.half - 0.5, lay.top + 0.2], [x + away * sx * 0.45, y + lay.half + 0.5, lay.top + 0.2], 0.03]);
    for (const s of [-0.17, 0.17]) poles.push([[x + away * (sx * 0.5 + 0.16), y + s, lay.floor], [x + away * (sx * 0.5 + 0.16), y + s, top + 1.0], 0.008]);
    for (let h = lay.floor + 0.3; h < top + 0.9; h += 0.3) poles.push([[x + away * (sx * 0.5 + 0.16), y - 0.17, h], [x + away * (sx * 0.5 + 0.16), y + 0.17, h], 0.011]);
  }
  if (poles.length) group.add(tubes(poles, new MeshStandardMaterial({ color: "#a89f9a", metalness: 0.4, roughness: 0.5 })));
  return group;
}

const NET = `
varying vec3 vHere; uniform vec3 spot;
float lines(vec2 p, float gap, float thick) {
  vec2 q = p / gap, w = max(fwidth(q), vec2(1e-4)), d = abs(fract(q - .5) - .5);
  vec2 near = 1. - smoothstep(vec2(thick / gap) , vec2(thick / gap) + w * 1.2, d);
  vec2 mean = vec2(2. * thick / gap) + .02;
  near = mix(near, mean, smoothstep(.25, .8, w));
  return max(near.x, near.y);
}
void main() {
  float fine = lines(vHere.xy, .2, .006), coarse = lines(vHere.xy, 1., .012);
  float lit = .16 + 1.1 * exp(-dot(vHere - spot, vHere - spot) / 26.);
  float a = max(fine * .24, coarse * .38) * min(1., lit);
  gl_FragColor = vec4(mix(vec3(.62, .6, .72), vec3(1., .87, .66), lit * .7), a);
  #include <colorspace_fragment>
}`;

export function netOf(net, lay) {
  const group = new Group(), { z, x0, x1, y0, y1 } = net, spot = { value: new Vector3(lay.mid, 0, z) };
  const sag = 0.22, rise = 2.1, apron = 2.6, g = new PlaneGeometry(x1 - x0, y1 - y0, 60, 14); // Sag and aprons: our choice, drawn only.
  const p = g.attributes.position;
  const shape = (x, y) => { const u = (x - (x0 + x1) / 2) / ((x1 - x0) / 2), v = (y - (y0 + y1) / 2) / ((y1 - y0) / 2); return z - sag * (1 - u * u) * (1 - v * v); };
  for (let i = 0; i < p.count; i++) { const x = p.getX(i) + (x0 + x1) / 2, y = p.getY(i) + (y0 + y1) / 2; p.setXYZ(i, x, y, shape(x, y)); }
  const ends = [[x0, -1], [x1, 1]].map(([x, s]) => { const e = new PlaneGeometry(apron, y1 - y0, 6, 14), q = e.attributes.position; for (let i = 0; i < q.count; i++) { const t = q.getX(i) / apron + 0.5; q.setXYZ(i, x + s * t * apron, q.getY(i) + (y0 + y1) / 2, z + rise * t * (0.6 + 0.4 * t)); } return e; });
  const cloth = new ShaderMaterial({ transparent: true, depthWrite: false, side: DoubleSide, fragmentShader: NET, uniforms: { spot }, vertexShader: "varying vec3 vHere; void main() { vHere = (modelMatrix * vec4(position, 1.)).xyz; gl_Position = projectionMatrix * viewMatrix * vec4(vHere, 1.); }" });
  for (const geometry of [g, ...ends]) { const m = new Mesh(geometry, cloth); m.renderOrder = 2; group.add(m); }
  const rope = [], poles = [], n = Math.max(2, Math.round((x1 - x0) / 4));
  for (const y of [y0, y1]) {
    const out = Math.sign(y - (y0 + y1) / 2);
    rope.push([x0 - apron, y, z + rise], [x0, y, z], [x1, y, z], [x1 + apron, y, z + rise]);
    for (let i = 0; i <= n; i++) { const x = x0 + ((x1 - x0) * i) / n; poles.push([[x, y + 0.5 * out, lay.floor], [x, y, z], 0.026]); rope.push([x, y, z], [x, y + 1.7 * out, lay.floor]); }
  }
  const wires = new Ribbons([4, 4, ...Array((n + 1) * 2).fill(2)], { pixels: 1, metres: 0.008 });
  let k = 0, line = 0;
  for (let s = 0; s < 2; s++) {
    for (const count of [4, ...Array(n + 1).fill(2)]) { const start = k; wires.set(s * 0 + order(line++, n), (i) => rope[start + i], () => [0.8, 0.72, 0.6, count > 2 ? 0.8 : 0.25]); k += count; }
  }
  group.add(wires.done().mesh, tubes(poles, new MeshStandardMaterial({ color: "#5d5862", metalness: 0.5, roughness: 0.5 })));
  return { group, spot };
}
// Long edge ropes come first in the ribbon's layout, then the short stays.
function order(line, n) { const side = line > n + 1 ? 1 : 0, i = line - side * (n + 2); return i === 0 ? side : 2 + side * (n + 1) + i - 1; }

const POINTS = 22;

// A cable of its true length: straight when taut, sagging when its ends are nearer.
function hang(a, b, rest, out) {
  const d = Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
  let low = 0, high = rest;
  const fill = (sag) => { let way = 0; for (let i = 0; i < POINTS; i++) { const u = i / (POINTS - 1), p = out[i]; p[0] = a[0] + (b[0] - a[0]) * u; p[1] = a[1] + (b[1] - a[1]) * u; p[2] = a[2] + (b[2] - a[2]) * u - 4 * sag * u * (1 - u); if (i) way += Math.hypot(p[0] - out[i - 1][0], p[1] - out[i - 1][1], p[2] - out[i - 1][2]); } return way; };
  if (d >= rest - 0.004) { fill(0); return 0; }
  for (let i = 0; i < 18; i++) { const mid = (low + high) / 2; if (fill(mid) < rest) low = mid; else high = mid; }
  return low;
}

export class Tackle { // Bars and cables: what moves with the take.
  constructor(show, poses) {
    this.show = show; this.poses = poses; this.group = new Group(); this.bars = [];
    const steel = new MeshStandardMaterial({ color: "#e9e4dc", metalness: 0.55, roughness: 0.3, emissive: "#3a332b" }), tape = new MeshStandardMaterial({ color: "#f4ecdc", roughness: 0.85, emissive: "#2c261f" });
    for (const bar of show.bars) {
      const g = new Group(), add = (length, radius, material, y = 0) => { const m = new Mesh(new CylinderGeometry(radius, radius, length, 14), material); m.position.y = y; m.castShadow = true; g.add(m); };
      add(bar.length, bar.radius, steel); add(bar.length * 0.66, bar.radius * 1.18, tape);
      for (const s of [-1, 1]) { const knob = new Mesh(new SphereGeometry(bar.radius * 2.1, 12, 10), steel); knob.position.y = (s * bar.length) / 2; g.add(knob); }
      g.matrixAutoUpdate = false; this.group.add(g); this.bars.push([g, poses.index.get(bar.body)]);
    }
    this.lines = new Ribbons(show.cables.map(() => POINTS), { pixels: 1.05, metres: 0.0055 });
    this.group.add(this.lines.mesh);
    this.points = Array.from({ length: POINTS }, () => [0, 0, 0]);
  }

  pose() {
    const p = new Vector3(), q = new Quaternion(), one = new Vector3(1, 1, 1), { pos, quat, index } = this.poses;
    const read = (i) => { p.fromArray(pos, 3 * i); q.set(quat[4 * i + 1], quat[4 * i + 2], quat[4 * i + 3], quat[4 * i]); };
    for (const [g, i] of this.bars) { read(i); g.matrix.compose(p, q, one); g.matrixWorldNeedsUpdate = true; }
    this.show.cables.forEach((cable, k) => {
      read(index.get(cable.body));
      const end = new Vector3(...cable.offset).applyQuaternion(q).add(p).toArray();
      const slack = hang(cable.anchor, end, cable.rest_length, this.points) > 0.02;
      this.lines.set(k, (i) => this.points[i], () => (slack ? [0.95, 0.55, 0.45, 0.85] : [0.8, 0.75, 0.7, 0.85]));
    });
    this.lines.done();
  }
}
