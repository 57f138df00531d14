// A performer: cross-sections lofted into limbs whose skin follows two bodies at each joint.
import { Bone, BufferAttribute, BufferGeometry, Color, Group, Matrix4, MeshPhysicalMaterial, Quaternion, Skeleton, SkinnedMesh, SphereGeometry, Vector3 } from "three";
import { costume } from "./costume.js";
import { lofts } from "./loft.js";

const PARENTS = { chest: "pelvis", upper_arm: "chest", forearm: "upper_arm", hand: "forearm", thigh: "pelvis", shank: "thigh", foot: "shank" };
const CHAINS = [["chest", "pelvis"], ["upper_arm_l", "forearm_l", "hand_l"], ["upper_arm_r", "forearm_r", "hand_r"],
  ["thigh_l", "shank_l"], ["thigh_r", "shank_r"], ["foot_l"], ["foot_r"]];

const parentOf = (body) => { const side = /_[lr]$/.exec(body)?.[0] ?? ""; const p = PARENTS[body.replace(/_[lr]$/, "")]; return p && (p === "chest" || p === "pelvis" ? p : p + side); };

// Where each body's origin is when standing upright, arms hanging: joints do not move within the parent.
function standing(figure, poses) {
  const origin = {}, q = new Quaternion();
  const place = (body) => {
    if (origin[body]) return origin[body];
    const i = poses.index.get(figure.prefix + body), parent = parentOf(body);
    if (!parent) return (origin[body] = new Vector3());
    const j = poses.index.get(figure.prefix + parent), base = place(parent).clone();
    q.set(poses.quat[4 * j + 1], poses.quat[4 * j + 2], poses.quat[4 * j + 3], poses.quat[4 * j]).invert();
    const step = new Vector3().fromArray(poses.pos, 3 * i).sub(new Vector3().fromArray(poses.pos, 3 * j)).applyQuaternion(q);
    return (origin[body] = base.add(step));
  };
  for (const part of figure.bodies) place(part.body);
  return origin;
}

function geometryOf(patches, colourOf) {
  const position = [], colour = [], bones = [], weights = [], index = [], gloss = [];
  for (const patch of patches) {
    const base = position.length / 3;
    for (const v of patch.vertices) {
      position.push(v.x, v.y, v.z);
      const c = colourOf(v, patch);
      colour.push(c.r, c.g, c.b); gloss.push(c.gloss ?? 0);
      bones.push(v.a, v.b, 0, 0); weights.push(1 - v.w, v.w, 0, 0);
    }
    for (const i of patch.index) index.push(base + i);
  }
  const g = new BufferGeometry();
  const put = (name, list, n, kind = Float32Array) => g.setAttribute(name, new BufferAttribute(new kind(list), n));
  put("position", position, 3); put("color", colour, 3); put("gloss", gloss, 1);
  put("skinIndex", bones, 4, Uint16Array); put("skinWeight", weights, 4);
  g.setIndex(index); g.computeVertexNormals();
  return g;
}

// Cloth shines and glitters, skin does not; both get a thin edge of light against the dark.
function material() {
  const m = new MeshPhysicalMaterial({ vertexColors: true, roughness: 0.62, metalness: 0, sheen: 0.35, sheenRoughness: 0.5, sheenColor: new Color(0.5, 0.42, 0.5) });
  m.onBeforeCompile = (shader) => {
    shader.vertexShader = shader.vertexShader.replace("#include <common>", "#include <common>\nattribute float gloss; varying float vGloss; varying vec3 vRest;")
      .replace("#include <begin_vertex>", "#include <begin_vertex>\nvGloss = gloss; vRest = position;");
    shader.fragmentShader = shader.fragmentShader.replace("#include <common>", `#include <common>
      varying float vGloss; varying vec3 vRest;
      float grain(vec3 p) { return fract(sin(dot(floor(p), vec3(12.9, 78.2, 37.7))) * 43758.5); }`)
      .replace("#include <roughnessmap_fragment>", "float roughnessFactor = mix(roughness, .46, vGloss);")
      .replace("#include <emissivemap_fragment>", `
        float turned = pow(1. - clamp(dot(normalize(vViewPosition), normal), 0., 1.), 3.);
        totalEmissiveRadiance += turned * mix(vec3(.1, .085, .1), vec3(.16, .19, .3), .5);
        float spark = step(.978, grain(vRest * 190.)) * vGloss;
        totalEmissiveRadiance += spark * diffuseColor.rgb * .5 * (.3 + pow(abs(dot(normalize(vViewPosition + vRest), normal)), 6.));`);
  };
  return m;
}

export class Figure {
  constructor(figure, poses, number) {
    this.group = new Group();
    const origin = standing(figure, poses), names = figure.bodies.map((p) => p.body);
    this.rows = names.map((n) => poses.index.get(figure.prefix + n));
    this.bones = names.map(() => { const b = new Bone(); b.matrixAutoUpdate = false; return b; });
    const inverse = names.map((n) => new Matrix4().makeTranslation(-origin[n].x, -origin[n].y, -origin[n].z));
    const skeleton = new Skeleton(this.bones, inverse), look = costume(number);
    const patches = lofts(figure, origin, names, CHAINS);
    const mesh = new SkinnedMesh(geometryOf(patches, look.colour(figure, origin)), material());
    mesh.frustumCulled = false; mesh.castShadow = true; mesh.receiveShadow = true;
    mesh.bind(skeleton, new Matrix4());
    this.group.add(mesh);
    this.pose(poses);
  }

  pose(poses) {
    const p = new Vector3(), q = new Quaternion(), one = new Vector3(1, 1, 1);
    this.rows.forEach((i, k) => {
      p.fromArray(poses.pos, 3 * i);
      q.set(poses.quat[4 * i + 1], poses.quat[4 * i + 2], poses.quat[4 * i + 3], poses.quat[4 * i]);
      this.bones[k].matrixWorld.compose(p, q, one);
    });
  }
}
