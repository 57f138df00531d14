// The lamps: one warm follow spot with its beam in the haze, a cool one behind, little else.
import { AdditiveBlending, BufferAttribute, BufferGeometry, ConeGeometry, DirectionalLight, DoubleSide, Group, HemisphereLight, Mesh, Object3D, Points, Quaternion, ShaderMaterial, SpotLight, Vector3 } from "three";
import { random } from "./tent.js";

const BEAM = `
varying vec3 vHere; varying vec3 vWay; varying float vAlong;
uniform vec3 tint; uniform float power; uniform float time;
float smoke(vec3 p) { return sin(p.x * 1.3 + time * .31 + sin(p.z * .9)) * sin(p.y * 1.1 - time * .23) * sin(p.z * .8 + p.x * .5 + time * .17); }
void main() {
  vec3 view = normalize(cameraPosition - vHere);
  float face = abs(dot(normalize(vWay), view));
  float edge = pow(face, 2.2);
  float fall = pow(1. - vAlong, 1.4) * .9 / (1. + 9. * vAlong * vAlong) + .5 * (1. - smoothstep(.55, 1., vAlong)) * .16;
  float haze = .82 + .3 * smoke(vHere);
  gl_FragColor = vec4(tint * power * edge * fall * haze * smoothstep(0., .02, vAlong) + (fract(sin(dot(gl_FragCoord.xy, vec2(12.99, 78.23))) * 43758.5) - .5) / 160. * edge, 1.);
}`;
const BEAM_VERTEX = `
varying vec3 vHere; varying vec3 vWay; varying float vAlong;
void main() { vAlong = 1. - uv.y; vHere = (modelMatrix * vec4(position, 1.)).xyz; vWay = mat3(modelMatrix) * normal; gl_Position = projectionMatrix * viewMatrix * vec4(vHere, 1.); }`;

class Beam {
  constructor(angle, tint, power) {
    const g = new ConeGeometry(Math.tan(angle), 1, 72, 1, true); g.translate(0, -0.5, 0);
    this.mesh = new Mesh(g, new ShaderMaterial({ vertexShader: BEAM_VERTEX, fragmentShader: BEAM, transparent: true, depthWrite: false, side: DoubleSide, blending: AdditiveBlending, uniforms: { tint: { value: tint }, power: { value: power }, time: { value: 0 } } }));
    this.mesh.frustumCulled = false; this.mesh.renderOrder = 5;
    this.way = new Vector3(); this.turn = new Quaternion(); this.down = new Vector3(0, -1, 0);
  }
  point(from, to, length, time) {
    this.way.copy(to).sub(from).normalize();
    this.mesh.position.copy(from); this.mesh.quaternion.setFromUnitVectors(this.down, this.way); this.mesh.scale.setScalar(length);
    this.mesh.material.uniforms.time.value = time;
  }
}

function dust(lay) { // Motes that the spot picks out.
  const rnd = random(3), at = [];
  for (let i = 0; i < 900; i++) at.push(lay.x0 - 3 + (lay.span + 6) * rnd(), -6 + 12 * rnd(), lay.floor + 1 + (lay.top + 2) * rnd());
  const g = new BufferGeometry(); g.setAttribute("position", new BufferAttribute(new Float32Array(at), 3));
  const points = new Points(g, new ShaderMaterial({
    transparent: true, depthWrite: false, blending: AdditiveBlending, uniforms: { lamp: { value: new Vector3() }, aim: { value: new Vector3() }, time: { value: 0 }, pixel: { value: 1 } },
    vertexShader: `uniform vec3 lamp; uniform vec3 aim; uniform float time; uniform float pixel; varying float vLit;
      void main() { vec3 p = position + .35 * vec3(sin(time * .21 + position.y * 3.), cos(time * .17 + position.x), sin(time * .13 + position.z * 2.));
        vec3 w = normalize(aim - lamp), d = p - lamp; float off = acos(clamp(dot(normalize(d), w), -1., 1.));
        vLit = smoothstep(.13, .05, off); vec4 e = viewMatrix * vec4(p, 1.); gl_Position = projectionMatrix * e; gl_PointSize = clamp(26. / -e.z, 1., 4.) * pixel; }`,
    fragmentShader: "varying float vLit; void main() { float r = length(gl_PointCoord - .5) * 2.; gl_FragColor = vec4(vec3(1., .88, .66) * vLit * .32 * max(0., 1. - r), 1.); }",
  }));
  points.frustumCulled = false; points.renderOrder = 6;
  return points;
}

export class Lights {
  constructor(scene, lay) {
    this.lay = lay;
    const warm = 0.115, cool = 0.16;
    this.spot = new SpotLight("#fff0de", 7.4, 0, warm * 1.25, 0.55, 0);
    this.spot.castShadow = true; this.spot.shadow.mapSize.set(2048, 2048); this.spot.shadow.bias = -0.0004; this.spot.shadow.normalBias = 0.012; this.spot.shadow.radius = 1.6;
    this.spot.shadow.camera.near = 6; this.spot.shadow.camera.far = 46;
    this.back = new SpotLight("#9fb2ff", 3.4, 0, cool * 1.3, 0.8, 0);
    this.home = new Vector3(lay.mid - lay.span * 0.36, -6.6, lay.top + 7);
    this.far = new Vector3(lay.mid + lay.span * 0.42 + 3, 11, lay.top + 5);
    this.beam = new Beam(warm, [1, 0.83, 0.58], 1.05); this.cold = new Beam(cool, [0.36, 0.46, 1], 0.62);
    this.dust = dust(lay);
    for (const lamp of [this.spot, this.back]) { lamp.target = new Object3D(); scene.add(lamp, lamp.target); }
    this.spot.position.copy(this.home); this.back.position.copy(this.far);
    const rim = new DirectionalLight("#8f7bff", 0.5); rim.position.set(-3, 9, 7);
    const fill = new DirectionalLight("#ffd9c0", 0.34); fill.position.set(2, -10, 3);
    scene.add(this.beam.mesh, this.cold.mesh, this.dust, rim, fill, new HemisphereLight("#5d4a78", "#3a2418", 0.5));
  }
  aim(at, time, pixel) {
    this.spot.target.position.copy(at); this.back.target.position.copy(at);
    this.beam.point(this.home, at, this.home.distanceTo(at) * 1.9, time);
    this.cold.point(this.far, at, this.far.distanceTo(at) * 1.7, time);
    const u = this.dust.material.uniforms; u.lamp.value.copy(this.home); u.aim.value.copy(at); u.time.value = time; u.pixel.value = pixel;
  }
}
