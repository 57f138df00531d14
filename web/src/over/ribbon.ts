// Lines of a width in pixels or metres, whichever is wider: cables, traces, trails.
import {
  BufferAttribute,
  BufferGeometry,
  Mesh,
  ShaderMaterial,
  Vector2,
  DoubleSide,
  NormalBlending,
  AdditiveBlending,
} from "three";

const VERTEX = `
attribute vec3 before; attribute vec3 after; attribute float side; attribute vec4 tint; attribute float run;
uniform vec2 size; uniform float pixels; uniform float metres;
varying vec4 vTint; varying float vRun; varying float vSide; varying float vWide;
void main() {
  vec4 here = projectionMatrix * modelViewMatrix * vec4(position, 1.);
  vec4 a = projectionMatrix * modelViewMatrix * vec4(before, 1.);
  vec4 b = projectionMatrix * modelViewMatrix * vec4(after, 1.);
  vec2 way = (b.xy / max(b.w, .01) - a.xy / max(a.w, .01)) * size;
  way = dot(way, way) > 1e-8 ? normalize(way) : vec2(1., 0.);
  float wide = max(pixels, min(metres * size.y * projectionMatrix[1][1] / max(here.w, .05), 40.)) + 1.;
  here.xy += vec2(-way.y, way.x) * side * wide / size * here.w;
  gl_Position = here; vTint = tint; vRun = run; vSide = side; vWide = wide;
}`;
const FRAGMENT = `
varying vec4 vTint; varying float vRun; varying float vSide; varying float vWide; uniform float dash, fade;
void main() {
  float edge = clamp((1. - abs(vSide)) * vWide, 0., 1.);
  float gap = vRun < 0. ? smoothstep(.42, .5, abs(fract(vRun * dash) - .5) * 2. ) : 1.;
  gl_FragColor = vec4(vTint.rgb, vTint.a * edge * gap * fade);
  #include <colorspace_fragment>
}`;

export const drawSize = new Vector2(1280, 720); // Shared by all ribbons; set when the canvas changes.

export class Ribbons {
  // `lengths`: points of each line. Lines are filled with `set` and then `done`.
  constructor(lengths, { pixels = 1.5, metres = 0, glow = false, dash = 5 } = {}) {
    const count = lengths.reduce((a, b) => a + b, 0),
      geometry = new BufferGeometry();
    this.starts = [];
    const index = [];
    lengths.reduce((start, n) => {
      this.starts.push(start);
      for (let i = 0; i < n - 1; i++) {
        const v = 2 * (start + i);
        index.push(v, v + 1, v + 2, v + 2, v + 1, v + 3);
      }
      return start + n;
    }, 0);
    for (const [name, width] of [
      ["position", 3],
      ["before", 3],
      ["after", 3],
      ["side", 1],
      ["tint", 4],
      ["run", 1],
    ])
      geometry.setAttribute(name, new BufferAttribute(new Float32Array(2 * count * width), width));
    const side = geometry.attributes.side.array;
    for (let i = 0; i < side.length; i++) side[i] = i % 2 ? -1 : 1;
    geometry.setIndex(index);
    this.mesh = new Mesh(
      geometry,
      new ShaderMaterial({
        vertexShader: VERTEX,
        fragmentShader: FRAGMENT,
        transparent: true,
        depthWrite: false,
        side: DoubleSide,
        blending: glow ? AdditiveBlending : NormalBlending,
        uniforms: {
          size: { value: drawSize },
          pixels: { value: pixels },
          metres: { value: metres },
          dash: { value: dash },
          fade: { value: 1 },
        },
      }),
    );
    this.mesh.frustumCulled = false;
    this.lengths = lengths;
  }

  // One line: `at(i)` gives its points, `tint(i, n)` colour and opacity; dashed lines are those with gaps.
  set(line, at, tint, dashed = false) {
    const { position, before, after, tint: colour, run } = this.mesh.geometry.attributes;
    const n = this.lengths[line],
      start = this.starts[line];
    let way = 0;
    for (let i = 0; i < n; i++) {
      const p = at(i),
        a = at(Math.max(i - 1, 0)),
        b = at(Math.min(i + 1, n - 1)),
        c = tint(i, n);
      way += Math.hypot(p[0] - a[0], p[1] - a[1], p[2] - a[2]);
      for (let s = 0; s < 2; s++) {
        const v = 2 * (start + i) + s;
        position.array.set(p, 3 * v);
        before.array.set(a, 3 * v);
        after.array.set(b, 3 * v);
        colour.array.set(c, 4 * v);
        run.array[v] = dashed ? -way - 1e-3 : way;
      }
    }
  }

  done() {
    for (const a of Object.values(this.mesh.geometry.attributes)) a.needsUpdate = true;
    return this;
  }
}
