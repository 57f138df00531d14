// A performer: one smooth skin over moving bones, hands that close around a bar, and warmth where joints work.
import { Bone, BufferAttribute, BufferGeometry, Color, Group, Matrix4, MeshPhysicalMaterial, Quaternion, Skeleton, SkinnedMesh, Vector3 } from "three";
import { Anatomy } from "./anatomy.js";
import { COSTUME, costumeUniforms } from "./costume.js";
import { hand } from "./hands.js";
import { Head } from "./head.js";
import { surface } from "./net.js";
import { restOf } from "./rest.js";
import { Skin } from "./skin.js";

const CELL = 0.0095, FACE = 0.0062; // Cells of the skin's and the head's mesh. [m] Our choice, by eye.
const GRIP = new Vector3(0, 0, -0.078), NEAR = [0.03, 0.1]; // Where a hand holds, and how near a bar it closes. [m]
const MOST_BONES = 48, ONE = new Vector3(1, 1, 1);

function put(geometry, lists) {
  for (const [name, list, n, kind = Float32Array] of lists) geometry.setAttribute(name, new BufferAttribute(new kind(list), n));
  return geometry;
}

function bodyGeometry(anatomy, skin, head) {
  const { low, high } = anatomy.box(), parts = [{ ...surface((p) => anatomy.distance(p), low, high, CELL), zone: 0 }];
  if (head) parts.push({ ...surface((p) => head.distance(p), head.low, head.high, FACE), zone: 1 });
  const lists = { position: [], normal: [], bones: [], weights: [], suit: [], zone: [], index: [] }, p = new Vector3();
  for (const { position, normal, index, zone } of parts) {
    const base = lists.position.length / 3;
    for (let i = 0; i < position.length; i += 3) {
      lists.position.push(position[i], position[i + 1], position[i + 2]); lists.normal.push(normal[i], normal[i + 1], normal[i + 2]);
      const { weights, suit } = zone ? { weights: skin.four(new Map([[head.body, 1]])), suit: [0, 0, 0, 0] } : skin.at(p.fromArray(position, i));
      for (const [bone, weight] of weights) { lists.bones.push(bone); lists.weights.push(weight); }
      lists.suit.push(...suit); lists.zone.push(zone);
    }
    for (const i of index) lists.index.push(base + i);
  }
  const g = put(new BufferGeometry(), [["position", lists.position, 3], ["normal", lists.normal, 3], ["skinIndex", lists.bones, 4, Uint16Array], ["skinWeight", lists.weights, 4], ["suit", lists.suit, 4], ["zone", lists.zone, 1]]);
  g.setIndex(lists.index);
  return g;
}

function handGeometry(figure, rest, skin) {
  const all = { open: [], closed: [], bones: [], suit: [], which: [], index: [] }, p = new Vector3();
  for (const part of figure.bodies) if (part.body.startsWith("hand_")) {
    const side = part.body.slice(-1), wide = Math.max(...part.rings.map((r) => r[4])), { open, closed, index } = hand(side, wide), base = all.open.length / 3;
    for (const [from, to] of [[open, all.open], [closed, all.closed]]) for (let i = 0; i < from.length; i += 3) { p.fromArray(from, i).applyMatrix4(rest[part.body].matrix); to.push(p.x, p.y, p.z); }
    for (let i = 0; i < open.length; i += 3) { all.bones.push(skin.bone.get(part.body), 0, 0, 0); all.suit.push(1, 0, 0, -open[i + 2]); all.which.push(side === "l" ? 0 : 1); }
    for (const i of index) all.index.push(base + i);
  }
  if (!all.open.length) return null;
  const n = all.open.length / 3, g = put(new BufferGeometry(), [["position", all.closed, 3]]);
  g.setIndex(all.index); g.computeVertexNormals();
  put(g, [["closed", all.closed, 3], ["closedNormal", g.attributes.normal.array, 3], ["position", all.open, 3]]);
  g.computeVertexNormals();
  return put(g, [["skinIndex", all.bones, 4, Uint16Array], ["skinWeight", Array.from({ length: 4 * n }, (_, i) => (i % 4 ? 0 : 1)), 4], ["suit", all.suit, 4], ["zone", new Array(n).fill(2), 1], ["which", all.which, 1]]);
}

const VERTEX = `attribute vec4 suit; attribute float zone; varying vec4 vSuit; varying float vZone; varying vec3 vRest; varying vec3 vRestNormal; varying float vHeat;
uniform float heat[${MOST_BONES}];
#ifdef HANDS
attribute vec3 closed; attribute vec3 closedNormal; attribute float which; uniform vec2 grasp;
#endif
`;
const GRASP = `#ifdef HANDS
float g = which < .5 ? grasp.x : grasp.y;`;

// Cloth shines and glitters, skin does not; both get a thin edge of light against the dark.
function material(uniforms, hands, ghost) {
  const m = new MeshPhysicalMaterial({ roughness: 0.6, metalness: 0, specularIntensity: 0.7, sheen: 0.35, sheenRoughness: 0.45, sheenColor: new Color(0.42, 0.36, 0.46) });
  if (ghost) Object.assign(m, { transparent: true, opacity: 0.34, depthWrite: false });
  if (hands) m.defines = { ...m.defines, HANDS: "" };
  m.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms);
    shader.vertexShader = shader.vertexShader.replace("#include <common>", `#include <common>\n${VERTEX}`)
      .replace("#include <beginnormal_vertex>", `#include <beginnormal_vertex>\n${GRASP} objectNormal = normalize(mix(objectNormal, closedNormal, g));\n#endif\nvRestNormal = objectNormal;`)
      .replace("#include <begin_vertex>", `#include <begin_vertex>
        #ifdef HANDS
        transformed = mix(transformed, closed, which < .5 ? grasp.x : grasp.y);
        #endif
        vSuit = suit; vZone = zone; vRest = position;
        vHeat = skinWeight.x * heat[int(skinIndex.x)] + skinWeight.y * heat[int(skinIndex.y)] + skinWeight.z * heat[int(skinIndex.z)] + skinWeight.w * heat[int(skinIndex.w)];`);
    shader.fragmentShader = shader.fragmentShader.replace("#include <common>", `#include <common>
      varying vec4 vSuit; varying float vZone; varying vec3 vRest; varying vec3 vRestNormal; varying float vHeat;\n${COSTUME}`)
      .replace("#include <color_fragment>", "float hair; vec4 wear = dress(vRest, vSuit, vZone, normalize(vRestNormal), hair); diffuseColor.rgb = wear.rgb;")
      .replace("#include <roughnessmap_fragment>", "float roughnessFactor = mix(mix(roughness, .48, wear.a), .45, hair);")
      .replace("#include <emissivemap_fragment>", `
        float turned = pow(1. - clamp(dot(normalize(vViewPosition), normal), 0., 1.), 3.);
        totalEmissiveRadiance += turned * mix(vec3(.07, .06, .08), vec3(.12, .15, .26), .5);
        vec3 grain = floor(vRest * 230.); float spark = step(.972, hash(grain)) * wear.a;
        totalEmissiveRadiance += spark * (diffuseColor.rgb + .1) * pow(abs(sin(40. * dot(normal, vec3(.7, .5, .6)) + 6.28 * hash(grain + 3.))), 24.) * 1.6;
        totalEmissiveRadiance += vec3(1.5, .34, .04) * vHeat * vHeat * (.35 + .65 * (1. - turned));`);
  };
  return m;
}

export class Figure {
  constructor(figure, poses, number, { ghost = false } = {}) {
    const rest = restOf(figure), anatomy = new Anatomy(figure, rest), head = figure.head ? new Head(figure, rest) : null;
    this.skin = new Skin(figure, rest, anatomy); this.poses = poses; this.prefix = figure.prefix; this.name = figure.name; this.head = head; this.rest = rest;
    this.group = new Group(); this.offset = new Vector3(); this.warm = new Map();
    this.rows = new Map(this.skin.names.map((n) => [n, poses.index.get(figure.prefix + n)]));
    this.bones = [...this.skin.bone.keys()].map(() => { const b = new Bone(); b.matrixAutoUpdate = false; return b; });
    const moved = (o) => new Matrix4().makeTranslation(-o.x, -o.y, -o.z);
    const skeleton = new Skeleton(this.bones, [...this.skin.names.map((n) => rest[n].inverse), ...this.skin.joints.map((j) => moved(rest[j.child].origin))]);
    this.uniforms = { ...costumeUniforms(number, { rest, head, size: anatomy.size }), heat: { value: new Float32Array(MOST_BONES) }, grasp: { value: [0, 0] } };
    const add = (geometry, hands) => {
      const mesh = new SkinnedMesh(geometry, material(this.uniforms, hands, ghost));
      mesh.frustumCulled = false; mesh.castShadow = !ghost; mesh.receiveShadow = !ghost;
      mesh.bind(skeleton, new Matrix4()); this.group.add(mesh);
    };
    add(bodyGeometry(anatomy, this.skin, head), false);
    const hands = handGeometry(figure, rest, this.skin);
    if (hands) add(hands, true);
    this.turns = new Map(this.skin.names.map((n) => [n, new Quaternion()])); this.places = new Map(this.skin.names.map((n) => [n, new Vector3()]));
    this.pose();
  }

  pose() {
    const { poses, skin, bones, rest } = this, q = new Quaternion(), r = new Quaternion(), count = skin.names.length;
    skin.names.forEach((name, k) => {
      const turn = this.turns.get(name), place = this.places.get(name); poses.body(this.rows.get(name), place, turn); place.add(this.offset);
      bones[k].matrixWorld.compose(place, turn, ONE);
    });
    skin.joints.forEach(({ parent, child }, k) => { // How far each has turned from rest; the half-turned bone lies between.
      q.copy(rest[parent].turn).invert().premultiply(this.turns.get(parent));
      r.copy(rest[child].turn).invert().premultiply(this.turns.get(child));
      bones[count + k].matrixWorld.compose(this.places.get(child), q.slerp(r, 0.5), ONE);
    });
  }

  // Closes each hand that is at a bar: [place, direction, half length] of every bar.
  hold(bars) {
    const at = new Vector3(), way = new Vector3();
    this.uniforms.grasp.value = ["hand_l", "hand_r"].map((name) => {
      if (!this.places.has(name)) return 0;
      let near = 9;
      for (const [place, axis, half] of bars) {
        at.copy(GRIP).applyQuaternion(this.turns.get(name)).add(this.places.get(name)).sub(place);
        const s = at.dot(axis); if (Math.abs(s) < half) near = Math.min(near, at.addScaledVector(axis, -s).length());
      }
      const t = Math.min(1, Math.max(0, (NEAR[1] - near) / (NEAR[1] - NEAR[0])));
      return t * t * (3 - 2 * t);
    });
  }

  // Effort of joints, 0 to 1, by the body each one moves.
  warmth(byBody) {
    const heat = this.uniforms.heat.value; heat.fill(0);
    for (const [body, value] of byBody) {
      const half = this.skin.bone.get(`${body}/half`), own = this.skin.bone.get(body), parent = this.skin.joints.find((j) => j.child === body)?.parent;
      if (half === undefined) continue;
      heat[half] = Math.max(heat[half], value); heat[own] = Math.max(heat[own], 0.62 * value);
      if (parent) { const up = this.skin.bone.get(parent); heat[up] = Math.max(heat[up], 0.45 * value); }
    }
  }

  // Where the eyes are, and how the head is turned.
  eyes(place, turn) {
    if (!this.head) return false;
    const { body, centre, radii } = this.head;
    turn.copy(this.turns.get(body));
    place.copy(centre).add(new Vector3(0.9 * radii[0], 0, 0.05)).sub(rest0(this.rest[body])).applyQuaternion(turn).add(this.places.get(body));
    return true;
  }

  dispose() { this.group.traverse((o) => { o.geometry?.dispose(); o.material?.dispose(); o.skeleton?.dispose(); }); }
}

const rest0 = (body) => body.origin; // The chest is not turned at rest.
