// From the lit scene to the picture: haze, glow around what is bright, tone, and a fine grain against banding.
import {
  type Camera,
  DepthTexture,
  HalfFloatType,
  LinearFilter,
  NearestFilter,
  type Object3D,
  type RenderTargetOptions,
  type Texture,
  UnsignedIntType,
  Vector3,
  type WebGLRenderer,
  WebGLRenderTarget,
} from "three";
import type { Haze } from "./haze.ts";
import { Pass } from "./screen.ts";

const LEVELS = 5;
const DOWN = `varying vec2 vUv; uniform sampler2D map, haze; uniform vec2 texel; uniform float first; uniform vec3 mist;
vec3 tap(vec2 o) { vec3 c = texture2D(map, vUv + o * texel).rgb; return first > .5 ? max(c - .75, 0.) * min(1., 4. / (1. + max(c.r, max(c.g, c.b)))) : c; }
void main() { gl_FragColor = vec4(.25 * tap(vec2(0.)) + .125 * (tap(vec2(-1.,-1.)) + tap(vec2(1.,-1.)) + tap(vec2(-1.,1.)) + tap(vec2(1.,1.))) + .0625 * (tap(vec2(-2.,0.)) + tap(vec2(2.,0.)) + tap(vec2(0.,-2.)) + tap(vec2(0.,2.))), 1.); }`;
const UP = `varying vec2 vUv; uniform sampler2D map, wide; uniform vec2 texel;
vec3 tap(vec2 o) { return texture2D(wide, vUv + o * texel).rgb; }
void main() { vec3 c = .25 * tap(vec2(0.)) + .125 * (tap(vec2(-1.,0.)) + tap(vec2(1.,0.)) + tap(vec2(0.,-1.)) + tap(vec2(0.,1.))) + .0625 * (tap(vec2(-1.,-1.)) + tap(vec2(1.,-1.)) + tap(vec2(-1.,1.)) + tap(vec2(1.,1.))); gl_FragColor = vec4(texture2D(map, vUv).rgb + .85 * c, 1.); }`;
const FINISH = `varying vec2 vUv; uniform sampler2D map, haze, glow; uniform vec3 mist; uniform float dim, aspect;
vec3 film(vec3 x) { return clamp((x * (2.51 * x + .03)) / (x * (2.43 * x + .59) + .14), 0., 1.); } // A filmic curve after Narkowicz, 2015.
void main() {
  vec4 air = texture2D(haze, vUv);
  vec3 c = mix(texture2D(map, vUv).rgb, mist, air.a) + air.rgb + .17 * texture2D(glow, vUv).rgb;
  vec2 q = (vUv - vec2(.5, .52)) * vec2(min(aspect, 1.25), 1.); c *= 1. - .62 * smoothstep(.3, .95, length(q));
  c = mix(c, c * vec3(.2, .18, .27), dim);
  c = film(c * .82); c = mix(c * 12.92, 1.055 * pow(max(c, vec3(0.0031308)), vec3(1. / 2.4)) - .055, step(.0031308, c));
  float n = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(.06711056, .00583715))));
  gl_FragColor = vec4(c + (n - .5) / 200., 1.);
}`;

const map = (): { value: Texture | null } => ({ value: null });

// What is drawn into, for a canvas of one size.
interface Targets {
  scene: WebGLRenderTarget;
  air: WebGLRenderTarget;
  levels: WebGLRenderTarget[];
  sums: WebGLRenderTarget[];
}

export class Picture {
  samples = 4;
  private readonly renderer: WebGLRenderer;
  private readonly down = new Pass(DOWN, { map: map(), first: { value: 0 } });
  private readonly up = new Pass(UP, { map: map(), wide: map() });
  private readonly finish = new Pass(FINISH, {
    map: map(),
    haze: map(),
    glow: map(),
    mist: { value: new Vector3(0.0125, 0.0075, 0.026) },
    dim: { value: 0 },
    aspect: { value: 1 },
  });
  private targets: Targets | null = null;

  constructor(renderer: WebGLRenderer) {
    this.renderer = renderer;
  }

  // Targets for a canvas of `w` x `h` pixels.
  size(w: number, h: number) {
    this.dispose();
    const make = (x: number, y: number, extra: RenderTargetOptions = {}) =>
      new WebGLRenderTarget(Math.max(1, x), Math.max(1, y), {
        type: HalfFloatType,
        depthBuffer: false,
        minFilter: LinearFilter,
        magFilter: LinearFilter,
        ...extra,
      });
    const depth = new DepthTexture(w, h, UnsignedIntType);
    depth.minFilter = depth.magFilter = NearestFilter;
    this.targets = {
      scene: make(w, h, { depthBuffer: true, depthTexture: depth, samples: this.samples }),
      air: make(w >> 1, h >> 1),
      levels: Array.from({ length: LEVELS }, (_, i) => make(w >> (i + 1), h >> (i + 1))),
      sums: Array.from({ length: LEVELS - 1 }, (_, i) => make(w >> (i + 1), h >> (i + 1))),
    };
    this.finish.u.aspect.value = w / h;
  }

  draw(stage: Object3D, camera: Camera, haze: Haze, time: number, dim: number) {
    if (!this.targets) return;
    const r = this.renderer,
      { scene, air, levels, sums } = this.targets;
    r.setRenderTarget(scene);
    r.render(stage, camera);
    haze.draw(r, air, camera, scene.depthTexture, time);
    levels.forEach((level, i) => {
      const from = i ? levels[i - 1] : scene,
        u = this.down.u;
      u.map.value = from.texture;
      u.texel.value.set(1 / from.width, 1 / from.height);
      u.first.value = i ? 0 : 1;
      this.down.draw(r, level);
    });
    for (let i = LEVELS - 2; i >= 0; i--) {
      const wide = i === LEVELS - 2 ? levels[LEVELS - 1] : sums[i + 1],
        u = this.up.u;
      u.map.value = levels[i].texture;
      u.wide.value = wide.texture;
      u.texel.value.set(1 / wide.width, 1 / wide.height);
      this.up.draw(r, sums[i]);
    }
    const u = this.finish.u;
    u.map.value = scene.texture;
    u.haze.value = air.texture;
    u.glow.value = sums[0].texture;
    u.dim.value = dim;
    this.finish.draw(r, null);
  }

  dispose() {
    if (!this.targets) return;
    const { scene, air, levels, sums } = this.targets;
    for (const target of [scene, air, ...levels, ...sums]) {
      target.depthTexture?.dispose();
      target.dispose();
    }
  }
}
