// The net: cloth of lines, sagging in the middle, rising at its ends.
import { DoubleSide, Group, Mesh, MeshStandardMaterial, PlaneGeometry, ShaderMaterial, Vector3 } from "three";
import { type Point, Ribbons } from "../over/ribbon.ts";
import type { Net, Triple } from "../show/format.ts";
import type { Layout } from "../show/layout.ts";
import { type Tube, tubes } from "./tubes.ts";

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

const SAG = 0.22,
  RISE = 2.1,
  APRON = 2.6; // Of the middle, of the aprons, and how long these are. [m] Our choice, drawn only.
const VERTEX =
  "varying vec3 vHere; void main() { vHere = (modelMatrix * vec4(position, 1.)).xyz; gl_Position = projectionMatrix * viewMatrix * vec4(vHere, 1.); }";

// A plane of `across` x `along` metres whose points `place` puts where they hang.
function sheet(across: number, along: number, place: (u: number, v: number) => Triple) {
  const g = new PlaneGeometry(across, along, Math.max(6, Math.round(across * 3)), 14),
    p = g.attributes.position;
  for (let i = 0; i < p.count; i++) p.setXYZ(i, ...place(p.getX(i) / across, p.getY(i) / along));
  return g;
}

// Points on a straight line: close together, so that a line past the eye is cut off cleanly.
const line = (a: Triple, b: Triple, n = 16): Point[] =>
  Array.from({ length: n }, (_, i) => a.map((v, k) => v + ((b[k] - v) * i) / (n - 1)));

// The net, and the point of it that is lit.
export interface HungNet {
  group: Group;
  spot: { value: Vector3 };
}

export function netOf(net: Net, lay: Layout): HungNet {
  const group = new Group(),
    { z, x0, x1, y0, y1 } = net,
    spot = { value: new Vector3(lay.mid, 0, z) },
    midX = (x0 + x1) / 2,
    midY = (y0 + y1) / 2,
    wide = y1 - y0;
  const cloth = new ShaderMaterial({
    transparent: true,
    depthWrite: false,
    side: DoubleSide,
    fragmentShader: NET,
    vertexShader: VERTEX,
    uniforms: { spot },
  });
  const middle = sheet(x1 - x0, wide, (u, v) => [
    midX + u * (x1 - x0),
    midY + v * wide,
    z - SAG * (1 - 4 * u * u) * (1 - 4 * v * v),
  ]);
  const ends = [
    [x0, -1],
    [x1, 1],
  ].map(([x, s]) =>
    sheet(APRON, wide, (u, v) => {
      const t = u + 0.5;
      return [x + s * t * APRON, midY + v * wide, z + RISE * t * (0.6 + 0.4 * t)];
    }),
  );
  for (const geometry of [middle, ...ends]) {
    const m = new Mesh(geometry, cloth);
    m.renderOrder = 2;
    group.add(m);
  }
  const ropes: Point[][] = [],
    stays: Point[][] = [],
    poles: Tube[] = [],
    n = Math.max(2, Math.round((x1 - x0) / 4));
  for (const y of [y0, y1]) {
    const out = Math.sign(y - midY);
    ropes.push(
      line([x0 - APRON, y, z + RISE], [x0, y, z]),
      line([x0, y, z], [x1, y, z], 48),
      line([x1, y, z], [x1 + APRON, y, z + RISE]),
    );
    for (let i = 0; i <= n; i++) {
      const x = x0 + ((x1 - x0) * i) / n;
      poles.push([[x, y + 0.5 * out, lay.floor], [x, y, z], 0.026]);
      stays.push(line([x, y, z], [x, y + 1.7 * out, lay.floor]));
    }
  }
  const all = [...ropes, ...stays],
    wires = new Ribbons(
      all.map((l) => l.length),
      { pixels: 1, metres: 0.008 },
    );
  all.forEach((l, k) =>
    wires.set(
      k,
      (i) => l[i],
      () => [0.8, 0.72, 0.6, k < ropes.length ? 0.8 : 0.25],
    ),
  );
  group.add(
    wires.done().mesh,
    tubes(poles, new MeshStandardMaterial({ color: "#5d5862", metalness: 0.5, roughness: 0.5 })),
  );
  return { group, spot };
}
