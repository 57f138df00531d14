// What stands: the frame the cables hang from, boards with their ladders.
import {
  BoxGeometry,
  type BufferGeometry,
  DoubleSide,
  Group,
  type Material,
  Mesh,
  MeshStandardMaterial,
} from "three";
import { Ribbons } from "../over/ribbon.ts";
import type { Board, Triple } from "../show/format.ts";
import type { Layout } from "../show/layout.ts";
import { lattice, type Tube, tubes } from "./tubes.ts";

export function frame(lay: Layout, boards: Board[]) {
  const steel: Tube[] = [],
    z = lay.top + 0.22,
    h = lay.half + 0.5,
    x0 = Math.min(lay.x0, ...boards.map((b) => b.pos[0])) - 1.6,
    x1 = Math.max(lay.x1, ...boards.map((b) => b.pos[0])) + 1.6;
  for (const y of [-h, h]) {
    lattice([x0, y, z], [x1, y, z], steel);
    for (const x of [x0, x1]) lattice([x, y, lay.floor], [x, y, z + 0.5], steel, 0.34);
  }
  for (const x of [x0, x1]) lattice([x, -h, z], [x, h, z], steel);
  for (const x of lay.anchorXs)
    for (const dx of [-0.12, 0.12])
      steel.push([[x + dx, -h, lay.top + 0.03], [x + dx, h, lay.top + 0.03], 0.032]); // The crane the cables hang from.
  const metal = new MeshStandardMaterial({ color: "#a8a2b4", metalness: 0.3, roughness: 0.45 });
  const group = new Group();
  group.add(tubes(steel, metal));
  const guys: [Triple, Triple][] = [];
  for (const x of [x0, x1])
    for (const y of [-1, 1])
      guys.push([
        [x, y * h, z + 0.45],
        [x + (x < lay.mid ? -5.5 : 5.5), y * (h + 4), lay.floor],
      ]);
  const wires = new Ribbons(
    guys.map(() => 24),
    { pixels: 0.7, metres: 0.005 },
  );
  guys.forEach(([a, b], k) =>
    wires.set(
      k,
      (i) => a.map((v, n) => v + ((b[n] - v) * i) / 23),
      () => [0.5, 0.48, 0.55, 0.4],
    ),
  );
  group.add(wires.done().mesh);
  return group;
}

export function boardsOf(boards: Board[], lay: Layout) {
  const group = new Group(),
    poles: Tube[] = [];
  const wood = new MeshStandardMaterial({ color: "#9a6a3e", roughness: 0.6 }),
    cloth = new MeshStandardMaterial({ color: "#8d1230", roughness: 0.8, side: DoubleSide }),
    trim = new MeshStandardMaterial({ color: "#d5a552", roughness: 0.4, metalness: 0.4 });
  for (const {
    pos: [x, y, z],
    size: [sx, sy, sz],
  } of boards) {
    const away = x < lay.mid ? -1 : 1,
      top = z + sz / 2,
      put = (geometry: BufferGeometry, material: Material, px: number, py: number, pz: number) => {
        const m = new Mesh(geometry, material);
        m.position.set(px, py, pz);
        m.castShadow = m.receiveShadow = true;
        group.add(m);
      };
    put(new BoxGeometry(sx, sy, Math.max(sz, 0.04)), wood, x, y, z);
    put(new BoxGeometry(sx + 0.05, sy + 0.05, 0.05), trim, x, y, top - 0.06);
    put(new BoxGeometry(sx + 0.02, sy + 0.02, 0.3), cloth, x, y, top - 0.24);
    for (const s of [-1, 1]) {
      poles.push([
        [x + away * sx * 0.45, y + s * (sy / 2 + 0.04), top - 0.3],
        [x + away * sx * 0.45, y + s * (sy / 2 + 0.04), lay.top + 0.2],
        0.017,
      ]);
      poles.push([
        [x - away * sx * 0.45, y + s * (sy / 2 + 0.04), top - 0.3],
        [x + away * sx * 0.45, y + s * (sy / 2 + 0.04), lay.top + 0.2],
        0.009,
      ]);
    }
    poles.push([
      [x + away * sx * 0.45, y - sy / 2, top + 1.0],
      [x + away * sx * 0.45, y + sy / 2, top + 1.0],
      0.017,
    ]);
    poles.push([
      [x + away * sx * 0.45, y - lay.half - 0.5, lay.top + 0.2],
      [x + away * sx * 0.45, y + lay.half + 0.5, lay.top + 0.2],
      0.03,
    ]);
    for (const s of [-0.17, 0.17])
      poles.push([
        [x + away * (sx * 0.5 + 0.16), y + s, lay.floor],
        [x + away * (sx * 0.5 + 0.16), y + s, top + 1.0],
        0.008,
      ]);
    for (let h = lay.floor + 0.3; h < top + 0.9; h += 0.3)
      poles.push([
        [x + away * (sx * 0.5 + 0.16), y - 0.17, h],
        [x + away * (sx * 0.5 + 0.16), y + 0.17, h],
        0.011,
      ]);
  }
  if (poles.length)
    group.add(tubes(poles, new MeshStandardMaterial({ color: "#a89f9a", metalness: 0.4, roughness: 0.5 })));
  return group;
}
