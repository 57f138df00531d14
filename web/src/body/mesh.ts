// A performer's meshes: one of skin and head, one of both hands, with what their shaders need to know.
import { BufferAttribute, BufferGeometry, Vector3 } from "three";
import type { FigureShape } from "../show/format.ts";
import type { Anatomy, Side } from "./anatomy.ts";
import { hand } from "./hands.ts";
import type { Head } from "./head.ts";
import { surface } from "./net.ts";
import type { RestPose } from "./rest.ts";
import type { Skin, Where } from "./skin.ts";

const CELL = 0.0095,
  FACE = 0.0062; // Cells of the skin's and the head's mesh. [m] Our choice, by eye.

type Numbers = new (list: ArrayLike<number>) => Float32Array | Uint16Array;
type Attribute = [name: string, list: ArrayLike<number>, width: number, kind?: Numbers];

function put(geometry: BufferGeometry, lists: Attribute[]) {
  for (const [name, list, n, kind = Float32Array] of lists)
    geometry.setAttribute(name, new BufferAttribute(new kind(list), n));
  return geometry;
}

const made = new Map<string, BufferGeometry>(); // Shows of one performer follow one another on a live page.

// The mesh of skin and head; made once for each shape.
export function bodyGeometry(figure: FigureShape, anatomy: Anatomy, skin: Skin, head: Head | null) {
  const key = JSON.stringify([figure.bodies, figure.head, figure.sex, figure.height]);
  let geometry = made.get(key);
  if (!geometry) made.set(key, (geometry = meshed(anatomy, skin, head)));
  return geometry;
}

function meshed(anatomy: Anatomy, skin: Skin, head: Head | null) {
  const { low, high } = anatomy.box(),
    parts = [{ ...surface((p) => anatomy.distance(p), low, high, CELL), zone: 0 }];
  if (head) parts.push({ ...surface((p) => head.distance(p), head.low, head.high, FACE), zone: 1 });
  const lists: Record<"position" | "normal" | "bones" | "weights" | "suit" | "zone" | "index", number[]> = {
      position: [],
      normal: [],
      bones: [],
      weights: [],
      suit: [],
      zone: [],
      index: [],
    },
    p = new Vector3();
  for (const { position, normal, index, zone } of parts) {
    const base = lists.position.length / 3;
    for (let i = 0; i < position.length; i += 3) {
      lists.position.push(position[i], position[i + 1], position[i + 2]);
      lists.normal.push(normal[i], normal[i + 1], normal[i + 2]);
      const { weights, suit }: Where =
        zone && head
          ? { weights: skin.four(new Map([[head.body, 1]])), suit: [0, 0, 0, 0] }
          : skin.at(p.fromArray(position, i));
      for (const [bone, weight] of weights) {
        lists.bones.push(bone);
        lists.weights.push(weight);
      }
      lists.suit.push(...suit);
      lists.zone.push(zone);
    }
    for (const i of index) lists.index.push(base + i);
  }
  const g = put(new BufferGeometry(), [
    ["position", lists.position, 3],
    ["normal", lists.normal, 3],
    ["skinIndex", lists.bones, 4, Uint16Array],
    ["skinWeight", lists.weights, 4],
    ["suit", lists.suit, 4],
    ["zone", lists.zone, 1],
  ]);
  g.setIndex(lists.index);
  return g;
}

export function handGeometry(figure: FigureShape, rest: RestPose, skin: Skin) {
  const all: Record<"open" | "closed" | "bones" | "suit" | "which" | "index", number[]> = {
      open: [],
      closed: [],
      bones: [],
      suit: [],
      which: [],
      index: [],
    },
    p = new Vector3();
  for (const part of figure.bodies)
    if (part.body.startsWith("hand_")) {
      const side: Side = part.body.endsWith("l") ? "l" : "r",
        wide = Math.max(...part.rings.map((r) => r[4])),
        { open, closed, index } = hand(side, wide),
        base = all.open.length / 3;
      for (const [from, to] of [
        [open, all.open],
        [closed, all.closed],
      ])
        for (let i = 0; i < from.length; i += 3) {
          p.fromArray(from, i).applyMatrix4(rest[part.body].matrix);
          to.push(p.x, p.y, p.z);
        }
      for (let i = 0; i < open.length; i += 3) {
        all.bones.push(skin.boneOf(part.body), 0, 0, 0);
        all.suit.push(1, 0, 0, -open[i + 2]);
        all.which.push(side === "l" ? 0 : 1);
      }
      for (const i of index) all.index.push(base + i);
    }
  if (!all.open.length) return null;
  const n = all.open.length / 3,
    g = put(new BufferGeometry(), [["position", all.closed, 3]]);
  g.setIndex(all.index);
  g.computeVertexNormals();
  put(g, [
    ["closed", all.closed, 3],
    ["closedNormal", g.attributes.normal.array, 3],
    ["position", all.open, 3],
  ]);
  g.computeVertexNormals();
  return put(g, [
    ["skinIndex", all.bones, 4, Uint16Array],
    ["skinWeight", Array.from({ length: 4 * n }, (_, i) => (i % 4 ? 0 : 1)), 4],
    ["suit", all.suit, 4],
    ["zone", new Array<number>(n).fill(2), 1],
    ["which", all.which, 1],
  ]);
}
