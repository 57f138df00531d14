// The air of the big top: mist that deepens with distance, and beams of light in it.
import {
  type Camera,
  type DepthTexture,
  Matrix4,
  Vector3,
  type WebGLRenderer,
  type WebGLRenderTarget,
} from "three";
import type { Layout } from "../show/layout.ts";
import { Pass } from "./screen.ts";

export const BEAMS = 6;

// A beam is a cone whose light thins out from its axis as a bell does. Its brightness along a line of sight is then known in closed form, up to whatever stands in the way.
const HAZE = `
varying vec2 vUv; uniform sampler2D depth; uniform mat4 back; uniform vec3 eye; uniform float floorZ, topZ, time;
uniform vec3 from[${BEAMS}], way[${BEAMS}], tint[${BEAMS}]; uniform float slope[${BEAMS}], hard[${BEAMS}];
float erf(float x) { float a = abs(x), t = 1. / (1. + .47047 * a); return sign(x) * (1. - t * (.3480242 + t * (-.0958798 + t * .7478556)) * exp(-a * a)); }
float smoke(vec3 p) {
  p.z -= time * .12; p.x += time * .05;
  float a = sin(p.x * .9 + sin(p.z * .7 + time * .1)) * sin(p.y * .8 + sin(p.x * .5)) * sin(p.z * .6 + p.x * .3);
  float b = sin(p.x * 2.3 + 1.7 * sin(p.y * 1.1)) * sin(p.z * 2.1 + p.y) * sin(p.y * 1.9 - time * .2);
  return 1. + .34 * a + .2 * b;
}
void main() {
  float z = texture2D(depth, vUv).r;
  vec4 h = back * vec4(vUv * 2. - 1., z * 2. - 1., 1.); vec3 there = h.xyz / h.w, ray = there - eye;
  float far = length(ray); ray /= far;
  vec3 light = vec3(0.);
  for (int i = 0; i < ${BEAMS}; i++) {
    vec3 d = way[i], w = eye - from[i];
    float b = dot(ray, d), c = dot(w, d), e = dot(w, ray), side = max(1. - b * b, .004);
    float near = (b * c - e) / side;                    // Where the line of sight passes nearest to the axis,
    float t = clamp(near, 0., far), s = c + b * t;      // and how far down the beam that is.
    if (s < .15) { t = clamp((.15 - c) / (abs(b) > 1e-3 ? b : 1e-3), 0., far); s = max(c + b * t, .15); }
    vec3 p = eye + ray * t; float off = length(p - from[i] - d * s), r = slope[i] * s + .06, width = r / sqrt(hard[i] * side);
    float part = .5 * (erf((far - near) / width) - erf(-near / width));
    float bell = exp(-hard[i] * off * off / (r * r));
    float thin = 1. / (1. + 2.6 * r * r) * exp(-.022 * s) * smoothstep(0., 1.2, s);
    light += tint[i] * bell * part * min(width, 6.) * thin * smoke(p);
  }
  float height = clamp((there.z - floorZ) / (topZ - floorZ), 0., 1.3);
  gl_FragColor = vec4(light, 1. - exp(-.0125 * far * (1.25 - .5 * height)));
}`;

// One value for each beam.
const many = <T>(make: () => T) => ({ value: Array.from({ length: BEAMS }, make) });

function passOf(lay: Layout) {
  const depth: { value: DepthTexture | null } = { value: null };
  return new Pass(HAZE, {
    depth,
    back: { value: new Matrix4() },
    eye: { value: new Vector3() },
    floorZ: { value: lay.floor },
    topZ: { value: lay.top + 4 },
    time: { value: 0 },
    from: many(() => new Vector3()),
    way: many(() => new Vector3(0, 0, -1)),
    tint: many(() => new Vector3()),
    slope: many(() => 0.1),
    hard: many(() => 2.4),
  });
}

export class Haze {
  readonly pass: ReturnType<typeof passOf>;

  constructor(lay: Layout) {
    this.pass = passOf(lay);
  }

  // Sets one beam: from where, to where, half-angle's tangent, colour and power.
  beam(i: number, from: Vector3, to: Vector3, slope: number, tint: Vector3, hard = 2.4) {
    const u = this.pass.u;
    u.from.value[i].copy(from);
    u.way.value[i].copy(to).sub(from).normalize();
    u.slope.value[i] = slope;
    u.hard.value[i] = hard;
    u.tint.value[i].copy(tint);
  }

  draw(
    renderer: WebGLRenderer,
    target: WebGLRenderTarget,
    camera: Camera,
    depth: DepthTexture | null,
    time: number,
  ) {
    const u = this.pass.u;
    u.depth.value = depth;
    u.time.value = time;
    u.eye.value.setFromMatrixPosition(camera.matrixWorld);
    u.back.value.copy(camera.matrixWorld).multiply(camera.projectionMatrixInverse);
    this.pass.draw(renderer, target);
  }
}
