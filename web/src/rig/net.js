// The net: cloth of lines, sagging in the middle, rising at its ends.
import { DoubleSide, Group, Mesh, MeshStandardMaterial, PlaneGeometry, ShaderMaterial, Vector3 } from "three";
import { Ribbons } from "../over/ribbon.js";
import { tubes } from "./tubes.js";

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
