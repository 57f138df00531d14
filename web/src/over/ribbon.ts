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

// A place [m], or a colour with opacity.
export type Point = ArrayLike<number>;
type Tint = ArrayLike<number>;

// Numbers a vertex of each attribute.
const WIDTHS = { position: 3, before: 3, after: 3, side: 1, tint: 4, run: 1 },
  NAMES = ["position", "before", "after", "side", "tint", "run"] as const;

export class Ribbons {
  readonly mesh: Mesh<BufferGeometry, ShaderMaterial>;
  readonly uniforms: Record<"pixels" | "metres" | "dash" | "fade", { value: number }>;
  private readonly lengths: number[];
  private readonly starts: number[] = [];
  private readonly lists: Record<keyof typeof WIDTHS, Float32Array>;

  // `lengths`: points of each line. Lines are filled with `set` and then `done`.
  constructor(lengths: number[], { pixels = 1.5, metres = 0, glow = false, dash = 5 } = {}) {
    const count = lengths.reduce((a, b) => a + b, 0),
      geometry = new BufferGeometry(),
      list = (width: number) => new Float32Array(2 * count * width);
    const index: number[] = [];
    lengths.reduce((start, n) => {
      this.starts.push(start);
      for (let i = 0; i < n - 1; i++) {
        const v = 2 * (start + i);
        index.push(v, v + 1, v + 2, v + 2, v + 1, v + 3);
      }
      return start + n;
    }, 0);
    this.lists = {
      position: list(WIDTHS.position),
      before: list(WIDTHS.before),
      after: list(WIDTHS.after),
      side: list(WIDTHS.side),
      tint: list(WIDTHS.tint),
      run: list(WIDTHS.run),
    };
    const { side } = this.lists;
    for (let i = 0; i < side.length; i++) side[i] = i % 2 ? -1 : 1;
    for (const name of NAMES)
      geometry.setAttribute(name, new BufferAttribute(this.lists[name], WIDTHS[name]));
    geometry.setIndex(index);
    this.uniforms = {
      pixels: { value: pixels },
      metres: { value: metres },
      dash: { value: dash },
      fade: { value: 1 },
    };
    this.mesh = new Mesh(
      geometry,
      new ShaderMaterial({
        vertexShader: VERTEX,
        fragmentShader: FRAGMENT,
        transparent: true,
        depthWrite: false,
        side: DoubleSide,
        blending: glow ? AdditiveBlending : NormalBlending,
        uniforms: { size: { value: drawSize }, ...this.uniforms },
      }),
    );
    this.mesh.frustumCulled = false;
    this.lengths = lengths;
  }

  // One line: `at(i)` gives its points, `tint(i, n)` colour and opacity; dashed lines are those with gaps.
  set(line: number, at: (i: number) => Point, tint: (i: number, n: number) => Tint, dashed = false) {
    const { position, before, after, tint: colour, run } = this.lists;
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
        position.set(p, 3 * v);
        before.set(a, 3 * v);
        after.set(b, 3 * v);
        colour.set(c, 4 * v);
        run[v] = dashed ? -way - 1e-3 : way;
      }
    }
  }

  done() {
    for (const name of NAMES) this.mesh.geometry.getAttribute(name).needsUpdate = true;
    return this;
  }
}
