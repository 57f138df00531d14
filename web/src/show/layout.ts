// What the drawing needs to know about where things are.
import type { Poses } from "./data.ts";
import type { Show } from "./format.ts";

// Ends of the rig along x, its middle and width; heights; where cables hang. [m]
export interface Layout {
  x0: number;
  x1: number;
  mid: number;
  span: number;
  floor: number;
  low: number;
  high: number;
  middle: number;
  bed: number | null;
  top: number;
  anchorXs: number[];
  half: number;
}

export function layoutOf(show: Show, poses: Poses): Layout {
  const anchors = show.cables.map((c) => c.anchor),
    xs = [...anchors.map((a) => a[0]), ...show.boards.map((b) => b.pos[0])],
    com = poses.allCom;
  let low = Infinity,
    high = -Infinity;
  for (let i = 0; i < com.length; i += 3) {
    xs.push(com[i]);
    low = Math.min(low, com[i + 2]);
    high = Math.max(high, com[i + 2]);
  }
  const bed = show.trampoline,
    centre = bed?.center ?? [0, 0];
  if (bed) xs.push(centre[0] - bed.frame_length / 2, centre[0] + bed.frame_length / 2);
  const zs = anchors.map((a) => a[2]),
    x0 = Math.min(...xs),
    x1 = Math.max(...xs),
    floor = show.floor_z;
  return {
    x0,
    x1,
    mid: (x0 + x1) / 2,
    span: x1 - x0,
    floor,
    low,
    high,
    middle: bed ? centre[1] : 0,
    bed: bed ? floor + bed.height : null,
    top: zs.length ? Math.max(...zs) : Math.max(floor + 8.5, high + 2.2),
    anchorXs: [...new Set(anchors.map((a) => Math.round(a[0] * 100) / 100))].sort((a, b) => a - b),
    half: Math.max(1.6, ...anchors.map((a) => Math.abs(a[1]) + 1.1)),
  };
}
