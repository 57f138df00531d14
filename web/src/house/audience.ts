// People in the dark on three sides; the fourth is ours. Lit only by what spills from the stage.
import {
  BufferAttribute,
  BufferGeometry,
  Color,
  Group,
  InstancedBufferAttribute,
  InstancedMesh,
  LatheGeometry,
  Matrix4,
  Mesh,
  MeshStandardMaterial,
  ShaderMaterial,
  SphereGeometry,
  Vector2,
  Vector3,
} from "three";
import type { Triple } from "../show/format.ts";
import type { Layout } from "../show/layout.ts";
import { random } from "./random.ts";

const ROWS = 9,
  DEEP = 0.9,
  RISE = 0.42; // Rows, and how deep and high each is. [m] Our choice.
const OPEN = -0.3; // Sine of the angle below which there are no seats.
// Half-axes of a row, and its height. [m]
const row = (lay: Layout, k: number): Triple => [
  Math.max(lay.span / 2, 3.5) + 5.4 + k * DEEP,
  9.2 + k * DEEP,
  lay.floor + RISE * k,
];

// One seated person: lap, trunk with shoulders, head, hair; the part is told by a number.
function person() {
  const merge: [geometry: BufferGeometry, part: number][] = [],
    add = (geometry: BufferGeometry, part: number) => merge.push([geometry, part]);
  const trunk = [
    [0.02, 0.3],
    [0.17, 0.32],
    [0.165, 0.55],
    [0.19, 0.76],
    [0.185, 0.84],
    [0.12, 0.9],
    [0.06, 0.93],
    [0.05, 1.02],
  ].map(([r, h]) => new Vector2(r, h));
  add(new LatheGeometry(trunk, 8).rotateX(Math.PI / 2).scale(0.62, 1.12, 1), 0);
  for (const s of [-1, 1])
    add(new SphereGeometry(0.085, 6, 4).scale(0.85, 0.8, 2.6).translate(-0.03, s * 0.205, 0.66), 0); // Arms,
  add(new SphereGeometry(0.1, 6, 4).scale(2.4, 1.9, 0.9).translate(-0.2, 0, 0.36), 1); // lap,
  add(new SphereGeometry(0.084, 8, 7).scale(1, 0.84, 1.22).translate(-0.012, 0, 1.1), 2); // face,
  add(new SphereGeometry(0.1, 8, 6).scale(1, 0.9, 1.08).translate(0.024, 0, 1.135), 3); // hair.
  const position: number[] = [],
    normal: number[] = [],
    part: number[] = [],
    index: number[] = [];
  for (const [g, which] of merge) {
    index.push(...Array.from(g.index?.array ?? [], (i) => i + position.length / 3));
    position.push(...g.attributes.position.array);
    normal.push(...g.attributes.normal.array);
    for (let i = 0; i < g.attributes.position.count; i++) part.push(which);
  }
  const g = new BufferGeometry();
  g.setAttribute("position", new BufferAttribute(new Float32Array(position), 3));
  g.setAttribute("normal", new BufferAttribute(new Float32Array(normal), 3));
  g.setAttribute("part", new BufferAttribute(new Float32Array(part), 1));
  g.setIndex(index);
  return g;
}

const VERTEX = `attribute float part; attribute vec3 shirt; attribute vec2 kind; varying vec3 vTint; varying vec3 vNormal; varying vec3 vHere; varying float vFront;
void main() {
  vec4 p = modelMatrix * instanceMatrix * vec4(position, 1.); vHere = p.xyz; vNormal = mat3(modelMatrix * instanceMatrix) * normal;
  vec3 skin = mix(vec3(.16, .075, .045), vec3(.46, .26, .18), kind.x), hair = mix(vec3(.018, .012, .01), vec3(.16, .08, .035), kind.y * kind.y);
  vTint = part < .5 ? shirt * 1.5 : part < 1.5 ? shirt * .35 : part < 2.5 ? skin : hair; vFront = part > 1.5 && part < 2.5 ? .62 : .75;
  gl_Position = projectionMatrix * viewMatrix * p;
}`;
const FRAGMENT = `varying vec3 vTint, vNormal, vHere; varying float vFront; uniform vec3 stage, glow; uniform float topZ;
void main() {
  vec3 n = normalize(vNormal), to = stage - vHere; float d = length(to); to /= d;
  float lit = max(dot(n, to), 0.) * 9. / (20. + .22 * d * d) * vFront;
  float rim = pow(max(n.z, 0.), 1.4) * .05 + pow(1. - abs(dot(n, normalize(cameraPosition - vHere))), 3.) * .05;
  vec3 c = vTint * (glow * lit + vec3(.012, .012, .026)) + rim * vec3(.12, .13, .34) * (.4 + vTint);
  gl_FragColor = vec4(c, 1.);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
}`;

// Place, size, and how a person is turned and leans.
type Seat = [x: number, y: number, z: number, size: number, turn: number, lean: number];

export class Audience {
  readonly group = new Group();
  private readonly stage: { value: Vector3 };

  constructor(lay: Layout) {
    const rnd = random(20),
      places: Seat[] = [],
      m = new Matrix4();
    for (let k = 0; k < ROWS; k++) {
      const [ax, ay, z] = row(lay, k),
        count = Math.round((Math.PI * (ax + ay)) / 0.56);
      for (let i = 0; i < count; i++) {
        const a = ((i + 0.5 * (k % 2) + 0.25 * rnd()) / count) * 2 * Math.PI;
        if (Math.sin(a) < OPEN || rnd() < 0.06 || Math.abs(Math.abs(a / Math.PI - 0.5) - 0.24) < 0.016)
          continue; // Free seats, two aisles.
        places.push([
          lay.mid + (ax + 0.42) * Math.cos(a),
          lay.middle + (ay + 0.42) * Math.sin(a),
          z + 0.03 * rnd(),
          0.86 + 0.2 * rnd(),
          Math.atan2(ay * Math.sin(a), ax * Math.cos(a)) + 0.6 * (rnd() - 0.5),
          0.1 * (rnd() - 0.5),
        ]);
      }
    }
    const shades = [
        "#5c2038",
        "#22325c",
        "#6b2a22",
        "#3a3340",
        "#1f4a55",
        "#6a4a2a",
        "#8a7a6a",
        "#2a2a33",
      ].map((c) => new Color(c)),
      shirt: number[] = [],
      kind: number[] = [],
      glow = { value: new Vector3(1, 0.78, 0.52) };
    this.stage = { value: new Vector3(lay.mid, lay.middle, lay.floor + 5) };
    const mesh = new InstancedMesh(
      person(),
      new ShaderMaterial({
        vertexShader: VERTEX,
        fragmentShader: FRAGMENT,
        uniforms: { stage: this.stage, glow, topZ: { value: lay.top } },
      }),
      places.length,
    );
    places.forEach(([x, y, z, s, a, lean], i) => {
      m.makeRotationZ(a)
        .multiply(new Matrix4().makeRotationX(lean))
        .scale(new Vector3(s, s, s))
        .setPosition(x, y, z);
      mesh.setMatrixAt(i, m);
      const c = shades[Math.floor(rnd() * shades.length)];
      shirt.push(c.r, c.g, c.b);
      kind.push(rnd(), rnd());
    });
    mesh.geometry.setAttribute("shirt", instanced(shirt, 3));
    mesh.geometry.setAttribute("kind", instanced(kind, 2));
    mesh.frustumCulled = false;
    this.group.add(mesh, benches(lay));
  }
  aim(at: Vector3) {
    this.stage.value.copy(at);
  }
}

const instanced = (list: number[], n: number) => new InstancedBufferAttribute(new Float32Array(list), n);

function benches(lay: Layout) {
  // The steps people sit on.
  const steps: Triple[] = [],
    across = 120,
    start = Math.asin(OPEN),
    sweep = Math.PI - 2 * start,
    position: number[] = [],
    index: number[] = [];
  for (let k = 0; k < ROWS; k++) {
    const [ax, ay, z] = row(lay, k);
    steps.push([ax, ay, k ? z - RISE + 0.3 : lay.floor], [ax, ay, z + 0.3], [ax + DEEP, ay + DEEP, z + 0.3]);
  }
  const n = steps.length;
  for (let i = 0; i <= across; i++) {
    const a = start + (sweep * i) / across;
    for (const [ax, ay, z] of steps)
      position.push(lay.mid + ax * Math.cos(a), lay.middle + ay * Math.sin(a), z);
  }
  for (let i = 0; i < across; i++)
    for (let j = 0; j < n - 1; j++) {
      const a = i * n + j;
      index.push(a, a + 1, a + n, a + 1, a + n + 1, a + n);
    }
  const g = new BufferGeometry();
  g.setAttribute("position", new BufferAttribute(new Float32Array(position), 3));
  g.setIndex(index);
  g.computeVertexNormals();
  return new Mesh(g, new MeshStandardMaterial({ color: "#0f0a10", roughness: 1, side: 2 }));
}
