// The big top: canvas, king poles, strings of bulbs. Dark, so that the light belongs to the performers.
import {
  AdditiveBlending,
  BackSide,
  BufferAttribute,
  BufferGeometry,
  Group,
  LatheGeometry,
  Matrix4,
  Mesh,
  Points,
  ShaderMaterial,
  Vector2,
  Vector3,
} from "three";
import type { Layout } from "../show/layout.ts";
import type { Lights } from "./lights.ts";

const CANVAS = `
varying vec3 vHere; uniform vec3 middle; uniform vec2 radii; uniform float eaves, peak, time; uniform vec3 lamps[2], aims[2], tints[2]; uniform float wide[2];
void main() {
  vec2 flat2 = (vHere.xy - middle.xy) / radii;
  float angle = atan(flat2.y, flat2.x), z = vHere.z - middle.z, stripes = 36., s = fract(angle / 6.2831853 * stripes), w = min(fwidth(angle) / 6.2831853 * stripes, .5);
  float stripe = smoothstep(.5 - w, .5 + w, s) * smoothstep(1., 1. - 2. * w, s);
  float fold = .8 + .2 * sin(s * 6.2831853 * 2. + 1. + .15 * sin(z * .7)), roof = smoothstep(eaves - .2, eaves + .4, z);
  vec3 cloth = mix(vec3(.13, .008, .03), vec3(.2, .13, .1), stripe) * fold;
  cloth = mix(cloth, mix(vec3(.02, .016, .075), vec3(.055, .02, .09), stripe) * fold, roof);
  float rise = clamp(z / eaves, 0., 1.);
  float wash = pow(rise, 1.8) * (1. - roof) * .3 + .03 * (1. - roof) + roof * .12 * smoothstep(peak, eaves, z); // Bulbs under the eaves light the wall below them.
  vec3 c = cloth * wash * (.6 + .4 * cos(angle * 18.));
  for (int i = 0; i < 2; i++) { // The follow spots' pools on the canvas.
    vec3 d = normalize(vHere - lamps[i]); float off = acos(clamp(dot(d, normalize(aims[i] - lamps[i])), -1., 1.));
    c += cloth * tints[i] * smoothstep(wide[i], wide[i] * .55, off);
  }
  gl_FragColor = vec4(c + vec3(.0016, .0012, .004), 1.);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
}`;

export class Tent {
  readonly group = new Group();
  private readonly aims = [new Vector3(), new Vector3()];

  constructor(lay: Layout, lights: Lights) {
    const rx = Math.max(lay.span, 9) / 2 + 15,
      ry = 21,
      eaves = lay.top - lay.floor + 1.5,
      peak = eaves + 8;
    const profile = [new Vector2(1, 0), new Vector2(1, eaves * 0.5), new Vector2(1, eaves)];
    for (let i = 1; i <= 14; i++) {
      const t = i / 14;
      profile.push(new Vector2(1 - 0.97 * t, eaves + (peak - eaves) * (0.68 * t + 0.32 * t * t)));
    } // Canvas hangs between ring and king pole.
    const geometry = new LatheGeometry(profile, 144);
    geometry.applyMatrix4(
      new Matrix4().set(rx, 0, 0, lay.mid, 0, 0, -ry, lay.middle, 0, 1, 0, lay.floor, 0, 0, 0, 1),
    );
    const canvas = new ShaderMaterial({
      side: BackSide,
      fragmentShader: CANVAS,
      vertexShader:
        "varying vec3 vHere; void main() { vHere = (modelMatrix * vec4(position, 1.)).xyz; gl_Position = projectionMatrix * viewMatrix * vec4(vHere, 1.); }",
      uniforms: {
        middle: { value: [lay.mid, lay.middle, lay.floor] },
        radii: { value: [rx, ry] },
        eaves: { value: eaves },
        peak: { value: peak },
        time: { value: 0 },
        lamps: { value: [lights.home, lights.far] },
        aims: { value: this.aims },
        tints: { value: [new Vector3(0.62, 0.5, 0.34), new Vector3(0.2, 0.26, 0.6)] },
        wide: { value: [0.15, 0.18] },
      },
    });
    this.group.add(new Mesh(geometry, canvas), bulbs(lay, rx, ry, eaves));
  }
  aim(at: Vector3) {
    for (const aim of this.aims) aim.copy(at);
  }
}

function bulbs(lay: Layout, rx: number, ry: number, eaves: number) {
  // Swags of small lamps under the eaves, and strings up to the cupola.
  const at: number[] = [],
    scale = { value: 1 },
    swags = 18,
    each = 17;
  for (let i = 0; i < swags * each; i++) {
    const a = (i / (swags * each)) * 2 * Math.PI,
      u = (i % each) / each;
    at.push(
      lay.mid + 0.975 * rx * Math.cos(a),
      lay.middle + 0.975 * ry * Math.sin(a),
      lay.floor + eaves - 0.3 - 1.5 * 4 * u * (1 - u),
    );
  }
  for (let k = 0; k < swags; k++)
    for (let i = 1; i < 20; i++) {
      const a = (k / swags) * 2 * Math.PI,
        t = i / 20,
        r = 0.975 - 0.9 * t;
      at.push(
        lay.mid + r * rx * Math.cos(a),
        lay.middle + r * ry * Math.sin(a),
        lay.floor + eaves + 6.6 * (0.55 * t + 0.45 * t * t) - 0.6 * Math.sin(Math.PI * t),
      );
    }
  const g = new BufferGeometry();
  g.setAttribute("position", new BufferAttribute(new Float32Array(at), 3));
  const points = new Points(
    g,
    new ShaderMaterial({
      transparent: true,
      depthWrite: false,
      blending: AdditiveBlending,
      uniforms: { scale },
      vertexShader:
        "uniform float scale; varying float vFar; void main() { vec4 p = modelViewMatrix * vec4(position, 1.); gl_Position = projectionMatrix * p; gl_PointSize = clamp(scale * .34 / -p.z, 2.5, 40.); vFar = clamp(24. / -p.z, .35, 1.2); }",
      fragmentShader:
        "varying float vFar; void main() { float r = length(gl_PointCoord - .5) * 2.; float c = 2.4 * smoothstep(.42, .12, r) + .22 * pow(max(0., 1. - r), 2.4); gl_FragColor = vec4(vec3(1., .62, .26) * c * vFar, 1.); }",
    }),
  );
  points.onBeforeRender = (renderer, _s, camera) => {
    const target = renderer.getRenderTarget();
    scale.value = ((target?.height ?? renderer.domElement.height) * camera.projectionMatrix.elements[5]) / 2;
  };
  points.frustumCulled = false;
  return points;
}
