// The trampoline: a cloth that dips under the feet, the springs around it, pads, frame, legs and end decks.
import {
  BoxGeometry,
  BufferAttribute,
  BufferGeometry,
  Color,
  CylinderGeometry,
  DoubleSide,
  Group,
  InstancedBufferAttribute,
  InstancedMesh,
  type Material,
  Mesh,
  MeshStandardMaterial,
  PlaneGeometry,
  Vector2,
  Vector3,
} from "three";
import { Track } from "../show/data.ts";
import type { Pair, Show, TrampolineSize } from "../show/format.ts";
import { type Tube, tubes } from "./tubes.ts";

// How the bed hangs when it is pressed down by `load.z` at `load.xy` and `under` to both sides of it: a rounded cone that runs out at the frame, as a net of straight straps under one load does.
const DIP = `uniform vec3 load; uniform vec2 frame, under;
float dip(vec2 p) {
  vec2 d = p - load.xy, edge = max(frame - sign(d) * load.xy, .05), level = min(under, max(edge - .25, 0.));
  vec2 beyond = max(abs(d) - level, 0.), q = beyond / (edge - level);
  float s = pow(pow(q.x, 3.) + pow(q.y, 3.), 1. / 3.), r = length(beyond);
  float foot = .16, cone = sqrt(r * r + foot * foot) - foot, out_ = max(r, 1e-4) / max(s, 1e-4), whole = sqrt(out_ * out_ + foot * foot) - foot;
  float t = clamp(1. - cone / whole, 0., 1.);
  return load.z * t * (.72 + .28 * t);
}`;
const MARKS = `
float line(float at, float x) { float w = fwidth(x) + 1e-5; return smoothstep(.009 + w, .009, abs(x - at)); }
float marking(vec2 p) { // Rectangle 2.15 x 1.08 m with its long sides run out to the ends, square of 1.08 m, cross of 0.7 m.
  vec2 a = abs(p); float inside = step(a.y, .549);
  float red = line(.54, a.y) + inside * (line(1.075, a.x) + line(.54, a.x));
  red = max(red, line(0., a.y) * step(a.x, .35)); red = max(red, line(0., a.x) * step(a.y, .35));
  return clamp(red, 0., 1.);
}`;

// Where the bed is pressed and how deep, half the size of what presses it, and half the frame's size. [m]
interface Dip {
  load: { value: Vector3 };
  under: { value: Vector2 };
  frame: { value: Pair };
}

function cloth(size: TrampolineSize, uniforms: Dip) {
  const m = new MeshStandardMaterial({ color: "#d9dce6", roughness: 0.82, side: DoubleSide });
  m.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms);
    shader.vertexShader = shader.vertexShader
      .replace("#include <common>", `#include <common>\nvarying vec2 vBed;\n${DIP}`)
      .replace(
        "#include <beginnormal_vertex>",
        `vec2 bedAt = position.xy; float e = .03;
        vec3 objectNormal = normalize(vec3((dip(bedAt + vec2(e, 0.)) - dip(bedAt - vec2(e, 0.))) / (2. * e), (dip(bedAt + vec2(0., e)) - dip(bedAt - vec2(0., e))) / (2. * e), 1.));`,
      )
      .replace(
        "#include <begin_vertex>",
        "vBed = position.xy; vec3 transformed = position - vec3(0., 0., dip(position.xy));",
      );
    shader.fragmentShader = shader.fragmentShader
      .replace("#include <common>", `#include <common>\nvarying vec2 vBed;\n${MARKS}`)
      .replace(
        "#include <color_fragment>",
        `vec2 g = vBed / .0135, gw = fwidth(g); vec2 tape = smoothstep(vec2(.5) + gw, vec2(.5) - gw, abs(fract(g) - .5) * 1.28);
        float weave = mix(max(tape.x, tape.y), .86, clamp(max(gw.x, gw.y) * 1.6 - .2, 0., 1.));
        float hem = smoothstep(.035, .03, min(${(size.length / 2).toFixed(3)} - abs(vBed.x), ${(size.width / 2).toFixed(3)} - abs(vBed.y)));
        diffuseColor.rgb *= mix(.34, 1., weave); diffuseColor.rgb = mix(diffuseColor.rgb, vec3(.12, .14, .3), hem);
        diffuseColor.rgb = mix(diffuseColor.rgb, vec3(.72, .03, .05), marking(vBed));`,
      );
  };
  const mesh = new Mesh(new PlaneGeometry(size.length, size.width, 96, 56), m);
  mesh.receiveShadow = true;
  mesh.frustumCulled = false;
  return mesh;
}

// Springs from the bed's hem to the frame; their inner ends go with the bed.
function springs(size: TrampolineSize, uniforms: Dip) {
  const { length: l, width: w, frame_length: fl, frame_width: fw } = size,
    inner: number[] = [],
    outer: number[] = [];
  const run = (n: number, at: (u: number) => void) => {
    for (let i = 0; i < n; i++) at((i + 0.5) / n - 0.5);
  };
  const out = 0.86; // Springs end inside the frame's outer edge.
  run(36, (u) => {
    for (const s of [-1, 1]) {
      inner.push(u * l, (s * w) / 2, 0);
      outer.push(u * l * (1 + (fl / l - 1) * 0.35), s * (w / 2 + ((fw - w) / 2) * out), 0);
    }
  });
  run(18, (u) => {
    for (const s of [-1, 1]) {
      inner.push((s * l) / 2, u * w, 0);
      outer.push(s * (l / 2 + ((fl - l) / 2) * out), u * w * (1 + (fw / w - 1) * 0.35), 0);
    }
  });
  const g = new CylinderGeometry(0.011, 0.011, 1, 7, 1, true).rotateX(Math.PI / 2); // Along z, from -0.5 to 0.5.
  g.setAttribute("inner", new InstancedBufferAttribute(new Float32Array(inner), 3));
  g.setAttribute("outer", new InstancedBufferAttribute(new Float32Array(outer), 3));
  const m = new MeshStandardMaterial({ color: "#c9ccd6", roughness: 0.35, metalness: 0.35 });
  m.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms);
    shader.vertexShader = shader.vertexShader
      .replace(
        "#include <common>",
        `#include <common>\nattribute vec3 inner, outer; varying float vCoil;\n${DIP}`,
      )
      .replace(
        "#include <beginnormal_vertex>",
        `vec3 a = inner - vec3(0., 0., dip(inner.xy)), b = outer, way = normalize(b - a), side = normalize(cross(way, vec3(0., 0., 1.))), over = cross(side, way);
        vec3 objectNormal = normalize(side * normal.x + over * normal.y);`,
      )
      .replace(
        "#include <begin_vertex>",
        "vec3 transformed = mix(a, b, position.z + .5) + side * position.x + over * position.y; vCoil = (position.z + .5) * 34.;",
      );
    shader.fragmentShader = shader.fragmentShader
      .replace("#include <common>", "#include <common>\nvarying float vCoil;")
      .replace(
        "#include <color_fragment>",
        "diffuseColor.rgb *= mix(.25, 1., smoothstep(.1, .5, abs(fract(vCoil) - .5) * 2.));",
      );
  };
  const mesh = new InstancedMesh(g, m, inner.length / 3);
  const one = new Float32Array(16 * mesh.count);
  for (let i = 0; i < mesh.count; i++) one.set([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], 16 * i);
  mesh.instanceMatrix.array.set(one);
  mesh.frustumCulled = false;
  mesh.receiveShadow = true;
  return mesh;
}

// Middle, length, width, thickness and colour.
type Box = [x: number, y: number, z: number, l: number, w: number, h: number, paint: string];

// Boxes in one mesh with a colour each.
function boxes(list: Box[], material: Material) {
  const position: number[] = [],
    normal: number[] = [],
    colour: number[] = [],
    index: number[] = [];
  for (const [x, y, z, l, w, h, paint] of list) {
    const g = new BoxGeometry(l, w, h).translate(x, y, z),
      base = position.length / 3,
      c = new Color(paint);
    position.push(...g.attributes.position.array);
    normal.push(...g.attributes.normal.array);
    index.push(...Array.from(g.index?.array ?? [], (i) => base + i));
    for (let i = 0; i < g.attributes.position.count; i++) colour.push(c.r, c.g, c.b);
  }
  const g = new BufferGeometry();
  for (const [name, data] of Object.entries({ position, normal, color: colour }))
    g.setAttribute(name, new BufferAttribute(new Float32Array(data), 3));
  g.setIndex(index);
  const mesh = new Mesh(g, material);
  mesh.castShadow = mesh.receiveShadow = true;
  return mesh;
}

function surround(size: TrampolineSize) {
  // Pads on the frame, decks with mats at the ends. Thicknesses and colours: our choice, drawn only.
  const { length: l, width: w, frame_length: fl, frame_width: fw, height } = size,
    pad = 0.05,
    cover = 0.62,
    deck = 2.0,
    list: Box[] = [];
  const px = ((fl - l) / 2) * cover + 0.06,
    py = ((fw - w) / 2) * cover + 0.06,
    blue = "#15307f",
    gold = "#c8913a";
  for (const s of [-1, 1]) {
    list.push(
      [0, s * (fw / 2 + 0.03 - py / 2), 0.012, fl + 0.06, py, pad, blue],
      [s * (fl / 2 + 0.03 - px / 2), 0, 0.011, px, fw - 2 * py + 0.06, pad, blue],
    );
    list.push([0, s * (fw / 2 + 0.045), -0.03, fl + 0.09, 0.03, 0.1, gold]);
    list.push(
      [s * (fl / 2 + 0.1 + deck / 2), 0, -0.16, deck, fw + 0.2, 0.06, "#3a3440"],
      [s * (fl / 2 + 0.1 + deck / 2), 0, -0.02, deck - 0.04, fw + 0.16, 0.22, "#6d0c22"],
      [s * (fl / 2 + 0.1 + deck / 2), 0, 0.091, deck - 0.3, fw - 0.1, 0.012, "#8d1a33"],
    );
  }
  for (const s of [-1, 1])
    list.push([0, s * (fw / 2 + 1.15), 0.1 - height, fl + 2 * deck, 1.9, 0.2, "#171a33"]); // Mats on the floor.
  return boxes(list, new MeshStandardMaterial({ vertexColors: true, roughness: 0.72 }));
}

function legs({ frame_length: fl, frame_width: fw, height }: TrampolineSize) {
  const list: Tube[] = [],
    x = fl / 2 + 0.01,
    y = fw / 2 + 0.01,
    f = -height;
  for (const s of [-1, 1]) {
    list.push([[-x, s * y, -0.06], [x, s * y, -0.06], 0.03], [[s * x, -y, -0.06], [s * x, y, -0.06], 0.03]);
    for (const e of [-1, 1])
      list.push(
        [[s * x * 0.82, e * y, -0.06], [s * x * 0.45, e * y * 0.96, f + 0.03], 0.022],
        [[s * x * 0.2, e * y, -0.06], [s * x * 0.45, e * y * 0.96, f + 0.03], 0.018],
      );
    list.push([[s * x * 0.45, -y * 0.96, f + 0.03], [s * x * 0.45, y * 0.96, f + 0.03], 0.024]);
    const far = fl / 2 + 2.0;
    for (const e of [-1, 1])
      list.push(
        [[s * far, e * y * 0.9, -0.16], [s * far, e * y * 0.9, f], 0.02],
        [[s * far, e * y * 0.9, -0.16], [s * (fl / 2 + 0.3), e * y * 0.9, f + 0.1], 0.014],
      );
    list.push([[s * far, -y * 0.9, f + 0.05], [s * far, y * 0.9, f + 0.05], 0.016]);
  }
  return tubes(list, new MeshStandardMaterial({ color: "#b4b0ba", metalness: 0.3, roughness: 0.4 }));
}

export class Trampoline {
  readonly group = new Group();
  private readonly track: Track | null;
  private readonly x: number;
  private readonly y: number;
  private readonly uniforms: Dip;

  constructor(show: Show, size: TrampolineSize) {
    const [x, y] = size.center ?? [0, 0];
    this.track = show.bed ? new Track(show.bed, show) : null;
    this.x = x;
    this.y = y;
    this.uniforms = {
      load: { value: new Vector3() },
      under: { value: new Vector2() },
      frame: { value: [size.frame_length / 2, size.frame_width / 2] },
    };
    this.group.position.set(x, y, show.floor_z + size.height);
    this.group.add(cloth(size, this.uniforms), springs(size, this.uniforms), surround(size), legs(size));
  }
  pose(time: number) {
    const { track, uniforms } = this;
    if (!track) return;
    uniforms.load.value.set(track.at(time, 0) - this.x, track.at(time, 1) - this.y, track.at(time, 2));
    if (track.width > 3) uniforms.under.value.set(track.at(time, 3), track.at(time, 4));
  }
}
