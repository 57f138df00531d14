// A performer: one smooth skin over moving bones, hands that close around a bar, and warmth where joints work.
import { Bone, Group, Matrix4, Quaternion, Skeleton, SkinnedMesh, Vector3 } from "three";
import { Anatomy } from "./anatomy.ts";
import { MOST_BONES, material } from "./cloth.ts";
import { costumeUniforms } from "./costume.ts";
import { Head } from "./head.ts";
import { bodyGeometry, handGeometry } from "./mesh.ts";
import { restOf } from "./rest.ts";
import { Skin } from "./skin.ts";

const GRIP = new Vector3(0, 0, -0.078),
  NEAR = [0.03, 0.1]; // Where a hand holds, and how near a bar it closes. [m]
const ONE = new Vector3(1, 1, 1);

export class Figure {
  constructor(figure, poses, number, { ghost = false } = {}) {
    const rest = restOf(figure),
      anatomy = new Anatomy(figure, rest),
      head = figure.head ? new Head(figure, rest) : null;
    this.skin = new Skin(figure, rest, anatomy);
    this.poses = poses;
    this.prefix = figure.prefix;
    this.name = figure.name;
    this.head = head;
    this.rest = rest;
    this.group = new Group();
    this.offset = new Vector3();
    this.warm = new Map();
    this.rows = new Map(this.skin.names.map((n) => [n, poses.index.get(figure.prefix + n)]));
    this.bones = [...this.skin.bone.keys()].map(() => {
      const b = new Bone();
      b.matrixAutoUpdate = false;
      return b;
    });
    const moved = (o) => new Matrix4().makeTranslation(-o.x, -o.y, -o.z);
    const skeleton = new Skeleton(this.bones, [
      ...this.skin.names.map((n) => rest[n].inverse),
      ...this.skin.joints.map((j) => moved(rest[j.child].origin)),
    ]);
    this.uniforms = {
      ...costumeUniforms(number, { rest, head, size: anatomy.size }),
      heat: { value: new Float32Array(MOST_BONES) },
      grasp: { value: [0, 0] },
    };
    const add = (geometry, hands) => {
      const mesh = new SkinnedMesh(geometry, material(this.uniforms, hands, ghost));
      mesh.frustumCulled = false;
      mesh.castShadow = !ghost;
      mesh.receiveShadow = !ghost;
      mesh.bind(skeleton, new Matrix4());
      this.group.add(mesh);
    };
    add(bodyGeometry(figure, anatomy, this.skin, head), false);
    const hands = handGeometry(figure, rest, this.skin);
    if (hands) add(hands, true);
    this.turns = new Map(this.skin.names.map((n) => [n, new Quaternion()]));
    this.places = new Map(this.skin.names.map((n) => [n, new Vector3()]));
    this.pose();
  }

  // How much of a ghost is seen: beside the other it is nearly whole.
  seen(much) {
    this.group.traverse(({ material: m }) => {
      if (m?.transparent) Object.assign(m, { opacity: much, depthWrite: much > 0.5 });
    });
  }

  pose() {
    const { poses, skin, bones, rest } = this,
      q = new Quaternion(),
      r = new Quaternion(),
      count = skin.names.length;
    skin.names.forEach((name, k) => {
      const turn = this.turns.get(name),
        place = this.places.get(name);
      poses.body(this.rows.get(name), place, turn);
      place.add(this.offset);
      bones[k].matrixWorld.compose(place, turn, ONE);
    });
    skin.joints.forEach(({ parent, child }, k) => {
      // How far each has turned from rest; the half-turned bone lies between.
      q.copy(rest[parent].turn).invert().premultiply(this.turns.get(parent));
      r.copy(rest[child].turn).invert().premultiply(this.turns.get(child));
      bones[count + k].matrixWorld.compose(this.places.get(child), q.slerp(r, 0.5), ONE);
    });
  }

  // Closes each hand that is at a bar: [place, direction, half length] of every bar.
  hold(bars) {
    const at = new Vector3(),
      way = new Vector3();
    this.uniforms.grasp.value = ["hand_l", "hand_r"].map((name) => {
      if (!this.places.has(name)) return 0;
      let near = 9;
      for (const [place, axis, half] of bars) {
        at.copy(GRIP).applyQuaternion(this.turns.get(name)).add(this.places.get(name)).sub(place);
        const s = at.dot(axis);
        if (Math.abs(s) < half) near = Math.min(near, at.addScaledVector(axis, -s).length());
      }
      const t = Math.min(1, Math.max(0, (NEAR[1] - near) / (NEAR[1] - NEAR[0])));
      return t * t * (3 - 2 * t);
    });
  }

  // Effort of joints, 0 to 1, by the body each one moves.
  warmth(byBody) {
    const heat = this.uniforms.heat.value;
    heat.fill(0);
    for (const [body, value] of byBody) {
      const half = this.skin.bone.get(`${body}/half`),
        own = this.skin.bone.get(body),
        parent = this.skin.joints.find((j) => j.child === body)?.parent;
      if (half === undefined) continue;
      heat[half] = Math.max(heat[half], value);
      heat[own] = Math.max(heat[own], 0.62 * value);
      if (parent) {
        const up = this.skin.bone.get(parent);
        heat[up] = Math.max(heat[up], 0.45 * value);
      }
    }
  }

  // Where the eyes are, and how the head is turned.
  eyes(place, turn) {
    if (!this.head) return false;
    const { body, centre, radii } = this.head;
    turn.copy(this.turns.get(body));
    place
      .copy(centre)
      .add(new Vector3(0.9 * radii[0], 0, 0.05))
      .sub(this.rest[body].origin) // The chest is not turned at rest.
      .applyQuaternion(turn)
      .add(this.places.get(body));
    return true;
  }

  dispose() {
    this.group.traverse((o) => {
      o.geometry?.dispose();
      o.material?.dispose();
      o.skeleton?.dispose();
    });
  }
}
