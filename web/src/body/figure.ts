// A performer: one smooth skin over moving bones, hands that close around a bar, and warmth where joints work.
import {
  Bone,
  type BufferGeometry,
  Group,
  Matrix4,
  type MeshPhysicalMaterial,
  Quaternion,
  Skeleton,
  SkinnedMesh,
  Vector3,
} from "three";
import type { Held } from "../rig/tackle.ts";
import { got, type Poses } from "../show/data.ts";
import type { FigureShape } from "../show/format.ts";
import { Anatomy } from "./anatomy.ts";
import { MOST_BONES, material } from "./cloth.ts";
import { costumeUniforms } from "./costume.ts";
import { Head } from "./head.ts";
import { bodyGeometry, handGeometry } from "./mesh.ts";
import { type RestPose, restOf } from "./rest.ts";
import { Skin } from "./skin.ts";

const GRIP = new Vector3(0, 0, -0.078),
  NEAR = [0.03, 0.1]; // Where a hand holds, and how near a bar it closes. [m]
const ONE = new Vector3(1, 1, 1);

type Uniforms = ReturnType<typeof costumeUniforms> & {
  heat: { value: Float32Array };
  grasp: { value: number[] };
};

export class Figure {
  readonly prefix: string;
  readonly name: string | undefined;
  readonly look: number;
  readonly group = new Group();
  readonly offset = new Vector3();
  readonly turns: ReadonlyMap<string, Quaternion>;
  readonly places: ReadonlyMap<string, Vector3>;
  private readonly skin: Skin;
  private readonly poses: Poses;
  private readonly head: Head | null;
  private readonly rest: RestPose;
  private readonly rows: ReadonlyMap<string, number>;
  private readonly bones: Bone[];
  private readonly uniforms: Uniforms;
  private readonly meshes: SkinnedMesh<BufferGeometry, MeshPhysicalMaterial>[] = [];

  constructor(
    figure: FigureShape & { prefix: string },
    poses: Poses,
    number: number,
    { ghost = false } = {},
  ) {
    const rest = restOf(figure),
      anatomy = new Anatomy(figure, rest),
      head = figure.head ? new Head(figure.head, figure.sex, rest) : null;
    this.skin = new Skin(figure, rest, anatomy);
    this.poses = poses;
    this.prefix = figure.prefix;
    this.name = figure.name;
    this.look = number;
    this.head = head;
    this.rest = rest;
    this.rows = new Map(this.skin.names.map((n) => [n, poses.row(figure.prefix + n)]));
    this.bones = [...this.skin.bone.keys()].map(() => {
      const b = new Bone();
      b.matrixAutoUpdate = false;
      return b;
    });
    const moved = (o: Vector3) => new Matrix4().makeTranslation(-o.x, -o.y, -o.z);
    const skeleton = new Skeleton(this.bones, [
      ...this.skin.names.map((n) => rest[n].inverse),
      ...this.skin.joints.map((j) => moved(rest[j.child].origin)),
    ]);
    this.uniforms = {
      ...costumeUniforms(number, { rest, head, size: anatomy.size }),
      heat: { value: new Float32Array(MOST_BONES) },
      grasp: { value: [0, 0] },
    };
    const add = (geometry: BufferGeometry, hands: boolean) => {
      const mesh = new SkinnedMesh(geometry, material(this.uniforms, hands, ghost));
      mesh.frustumCulled = false;
      mesh.castShadow = !ghost;
      mesh.receiveShadow = !ghost;
      mesh.bind(skeleton, new Matrix4());
      this.group.add(mesh);
      this.meshes.push(mesh);
    };
    add(bodyGeometry(figure, anatomy, this.skin, head), false);
    const hands = handGeometry(figure, rest, this.skin);
    if (hands) add(hands, true);
    this.turns = new Map(this.skin.names.map((n) => [n, new Quaternion()]));
    this.places = new Map(this.skin.names.map((n) => [n, new Vector3()]));
    this.pose();
  }

  // Where it is, smoothed over about `width` seconds.
  about(time: number, width: number) {
    const root = got(this.rows, this.skin.names[0]);
    return this.poses.smoothPlace(root, time, width, new Vector3()).add(this.offset);
  }

  // How much of a ghost is seen: beside the other it is nearly whole.
  seen(much: number) {
    for (const { material: m } of this.meshes)
      if (m.transparent) Object.assign(m, { opacity: much, depthWrite: much > 0.5 });
  }

  pose() {
    const { poses, skin, bones, rest } = this,
      q = new Quaternion(),
      r = new Quaternion(),
      count = skin.names.length;
    skin.names.forEach((name, k) => {
      const turn = got(this.turns, name),
        place = got(this.places, name);
      poses.body(got(this.rows, name), place, turn);
      place.add(this.offset);
      bones[k].matrixWorld.compose(place, turn, ONE);
    });
    skin.joints.forEach(({ parent, child }, k) => {
      // How far each has turned from rest; the half-turned bone lies between.
      q.copy(rest[parent].turn).invert().premultiply(got(this.turns, parent));
      r.copy(rest[child].turn).invert().premultiply(got(this.turns, child));
      bones[count + k].matrixWorld.compose(got(this.places, child), q.slerp(r, 0.5), ONE);
    });
  }

  // Closes each hand that is at a bar.
  hold(bars: Held[]) {
    const at = new Vector3();
    this.uniforms.grasp.value = ["hand_l", "hand_r"].map((name) => {
      const here = this.places.get(name);
      if (!here) return 0;
      let near = 9;
      for (const [place, axis, half] of bars) {
        at.copy(GRIP).applyQuaternion(got(this.turns, name)).add(here).sub(place);
        const s = at.dot(axis);
        if (Math.abs(s) < half) near = Math.min(near, at.addScaledVector(axis, -s).length());
      }
      const t = Math.min(1, Math.max(0, (NEAR[1] - near) / (NEAR[1] - NEAR[0])));
      return t * t * (3 - 2 * t);
    });
  }

  // Effort of joints, 0 to 1, by the body each one moves.
  warmth(byBody: [body: string, value: number][]) {
    const heat = this.uniforms.heat.value;
    heat.fill(0);
    for (const [body, value] of byBody) {
      const half = this.skin.bone.get(`${body}/half`),
        own = this.skin.boneOf(body),
        parent = this.skin.joints.find((j) => j.child === body)?.parent;
      if (half === undefined) continue;
      heat[half] = Math.max(heat[half], value);
      heat[own] = Math.max(heat[own], 0.62 * value);
      if (parent) {
        const up = this.skin.boneOf(parent);
        heat[up] = Math.max(heat[up], 0.45 * value);
      }
    }
  }

  // Where the eyes are, and how the head is turned.
  eyes(place: Vector3, turn: Quaternion) {
    if (!this.head) return false;
    const { body, centre, radii } = this.head;
    turn.copy(got(this.turns, body));
    place
      .copy(centre)
      .add(new Vector3(0.9 * radii[0], 0, 0.05))
      .sub(this.rest[body].origin) // The chest is not turned at rest.
      .applyQuaternion(turn)
      .add(got(this.places, body));
    return true;
  }

  dispose() {
    for (const mesh of this.meshes) {
      mesh.geometry.dispose();
      mesh.material.dispose();
      mesh.skeleton.dispose();
    }
  }
}
