// The lamps: a warm follow spot, a cool one from behind, lamps in the cupola that sway in the haze.
import {
  AdditiveBlending,
  BufferAttribute,
  BufferGeometry,
  DirectionalLight,
  Group,
  HemisphereLight,
  Object3D,
  Points,
  ShaderMaterial,
  SpotLight,
  Vector3,
} from "three";
import type { Triple } from "../show/format.ts";
import type { Layout } from "../show/layout.ts";
import { Haze } from "./haze.ts";
import { random } from "./random.ts";

const WARM = 0.125,
  COOL = 0.15; // Half-angles of the two follow spots. [rad] Our choice.
// Where along and across the house, and colour.
const DECOR: [x: number, y: number, tint: Triple][] = [
  [-0.9, 0.55, [0.1, 0.13, 0.5]],
  [-0.3, 0.9, [0.34, 0.05, 0.3]],
  [0.35, 0.9, [0.06, 0.2, 0.42]],
  [0.95, 0.5, [0.3, 0.07, 0.38]],
];

// Motes that the spot picks out.
function dust(lay: Layout) {
  const rnd = random(3),
    at: number[] = [],
    uniforms = {
      lamp: { value: new Vector3() },
      aim: { value: new Vector3() },
      time: { value: 0 },
      pixel: { value: 1 },
    };
  for (let i = 0; i < 1400; i++)
    at.push(
      lay.x0 - 3 + (lay.span + 6) * rnd(),
      -6 + 12 * rnd(),
      lay.floor + 1 + (lay.top - lay.floor + 2) * rnd(),
    );
  const g = new BufferGeometry();
  g.setAttribute("position", new BufferAttribute(new Float32Array(at), 3));
  const points = new Points(
    g,
    new ShaderMaterial({
      transparent: true,
      depthWrite: false,
      blending: AdditiveBlending,
      uniforms,
      vertexShader: `uniform vec3 lamp, aim; uniform float time, pixel; varying float vLit;
      void main() { vec3 p = position + .35 * vec3(sin(time * .21 + position.y * 3.), cos(time * .17 + position.x), sin(time * .13 + position.z * 2.));
        vec3 w = normalize(aim - lamp), d = p - lamp; float off = acos(clamp(dot(normalize(d), w), -1., 1.));
        vLit = smoothstep(.12, .04, off); vec4 e = viewMatrix * vec4(p, 1.); gl_Position = projectionMatrix * e; gl_PointSize = clamp(22. / -e.z, 1., 3.6) * pixel; }`,
      fragmentShader:
        "varying float vLit; void main() { float r = length(gl_PointCoord - .5) * 2.; gl_FragColor = vec4(vec3(1., .88, .66) * vLit * .4 * max(0., 1. - r), 1.); }",
    }),
  );
  points.frustumCulled = false;
  points.renderOrder = 6;
  return { points, uniforms };
}

export class Lights {
  readonly group = new Group();
  readonly haze: Haze;
  readonly home: Vector3;
  readonly far: Vector3;
  private readonly lay: Layout;
  private readonly spot: SpotLight;
  private readonly lamps: [lamp: SpotLight, angle: number][];
  private readonly dust: ReturnType<typeof dust>["uniforms"];
  private readonly roots: Vector3[];
  private readonly to = new Vector3();

  constructor(lay: Layout) {
    this.lay = lay;
    this.haze = new Haze(lay);
    const reach = Math.max(lay.span, 9);
    this.home = new Vector3(lay.mid - reach * 0.42, lay.middle - 9.5, lay.top + 6.5);
    this.far = new Vector3(lay.mid + reach * 0.45 + 2, lay.middle + 11, lay.top + 5);
    const other = new Vector3(lay.mid - reach * 0.5 - 3, lay.middle + 10, lay.top + 3);
    this.spot = this.lamp("#fff0dc", 4.6, WARM * 1.25, 0.5, this.home);
    const back = this.lamp("#8fa6ff", 4.2, COOL * 1.4, 0.8, this.far);
    const side = this.lamp("#ff8ad0", 1.5, COOL * 1.4, 0.9, other);
    this.lamps = [this.spot, back, side].map((lamp) => [lamp, lamp.angle]);
    const shadow = this.spot.shadow;
    this.spot.castShadow = true;
    shadow.mapSize.set(2048, 2048);
    shadow.bias = -0.0003;
    shadow.normalBias = 0.014;
    shadow.radius = 3.5;
    shadow.camera.near = 5;
    shadow.camera.far = 50;
    const { points, uniforms } = dust(lay);
    this.dust = uniforms;
    const fill = new DirectionalLight("#ffd2b8", 0.32);
    fill.position.set(2, -10, 3);
    this.group.add(points, fill, new HemisphereLight("#4a4280", "#3a2016", 0.55));
    this.roots = DECOR.map(
      ([x, y]) => new Vector3(lay.mid + x * (reach * 0.6 + 4), lay.middle + 9 + 5 * y, lay.top + 6),
    );
  }

  private lamp(colour: string, power: number, angle: number, penumbra: number, at: Vector3) {
    const lamp = new SpotLight(colour, power, 0, angle, penumbra, 0);
    lamp.position.copy(at);
    lamp.target = new Object3D();
    this.group.add(lamp, lamp.target);
    return lamp;
  }

  // `wide` opens the follow spots so far that another take beside stands in them too.
  aim(at: Vector3, time: number, pixel: number, wide: boolean) {
    for (const [lamp, angle] of this.lamps) {
      lamp.target.position.copy(at);
      lamp.angle = angle * (wide ? 1.7 : 1);
    }
    this.haze.beam(0, this.home, at, Math.tan(WARM), new Vector3(1, 0.68, 0.34).multiplyScalar(0.46), 3.2);
    this.haze.beam(1, this.far, at, Math.tan(COOL), new Vector3(0.16, 0.3, 1).multiplyScalar(0.26), 2.4);
    const { lay } = this;
    DECOR.forEach(([x, , tint], i) => {
      this.to.set(
        lay.mid + x * (lay.span * 0.3 + 2) + 2.4 * Math.sin(0.35 * time + 1.9 * i),
        lay.middle + 8 + 2 * Math.cos(0.27 * time + i),
        lay.floor,
      );
      this.haze.beam(2 + i, this.roots[i], this.to, 0.075, new Vector3(...tint).multiplyScalar(0.75), 2.2);
    });
    const u = this.dust;
    u.lamp.value.copy(this.home);
    u.aim.value.copy(at);
    u.time.value = time;
    u.pixel.value = pixel;
  }

  shadows(size: number) {
    const { shadow } = this.spot;
    shadow.mapSize.set(size, size);
    shadow.map?.dispose();
    shadow.map = null;
  }
}
