// What can be laid over the picture; each layer can be switched on and off.
import { Group, type Object3D, Vector3 } from "three";
import { Figure } from "../body/figure.ts";
import { clothOf, lookOf } from "../body/costume.ts";
import type { Tackle } from "../rig/tackle.ts";
import { clamp, Poses, Track } from "../show/data.ts";
import type { Companion, Load, Pair, Show } from "../show/format.ts";
import { Momentum } from "./arrow.ts";
import type { Ribbons } from "./ribbon.ts";
import { handsOf, pathsOf, Trail, Windows } from "./traces.ts";

export type LayerName =
  "paths" | "hands" | "window" | "effort" | "spin" | "loads" | "others" | "marks" | "odds";

// Key, name and text of each layer, and whether it is on at first.
export const LAYERS: readonly [key: string, name: LayerName, text: string, first: boolean][] = [
  ["t", "paths", "Paths of many takes", true],
  ["n", "hands", "Hands of many takes", false],
  ["w", "window", "Window of release", true],
  ["e", "effort", "Effort of joints", false],
  ["s", "spin", "Angular momentum", false],
  ["f", "loads", "Loads on cables", false],
  ["g", "others", "Another take", true],
  ["j", "marks", "The judges' marks", true],
  ["o", "odds", "The odds", true],
];

// How far other takes stand behind and beside, each at a place of its own: all are seen from every seat. [m] Our choice.
const BESIDE: readonly Pair[] = [
  [-1.5, 2.6],
  [2.6, 0.4],
  [-3.3, 4.6],
];
const MOVES: [RegExp, string][] = [
  [/^(neck|spine)/, "chest"],
  [/^shoulder/, "upper_arm"],
  [/^elbow/, "forearm"],
  [/^wrist/, "hand"],
  [/^hip/, "thigh"],
  [/^knee/, "shank"],
  [/^ankle/, "foot"],
];

// The body a joint moves: "flyer/knee_flexion_l" -> ["flyer/", "shank_l"].
function moved(joint: string): [prefix: string, body: string] {
  const [, prefix = "", name = joint] = /^(.*\/)?([^/]+)$/.exec(joint) ?? [],
    side = /_[lr]$/.exec(name)?.[0] ?? "",
    found = MOVES.find(([at]) => at.test(name));
  return [prefix, found ? found[1] + (found[1] === "chest" ? "" : side) : name];
}

// A load with its rows.
export interface LoadShown extends Load {
  track: Track;
}

// What stands in words and numbers of the layers.
export interface Readings {
  on: Partial<Record<LayerName, boolean>>;
  loads: LoadShown[];
  greatest: number; // [N]
  spin: number; // [kg m^2/s]
  beside: boolean;
  worn: string[]; // Colour of each other take's first performer.
}

// Another take on stage.
type Other = Omit<Companion, "figures"> & { poses: Poses; figures: Figure[] };

export class Layers implements Readings {
  readonly group = new Group();
  readonly on: Record<LayerName, boolean>;
  readonly there: Record<LayerName, boolean>;
  readonly loads: LoadShown[];
  readonly greatest: number;
  readonly others: Other[] = [];
  beside = false;
  inside = false; // Whether one looks out of the performer's eyes: a ghost would fill the picture.
  spin = 0;
  private readonly first: number; // On a bed the first place is to the right: to the left are the judges' marks.
  private readonly poses: Poses;
  private readonly figures: Figure[];
  private readonly tackle: Tackle;
  private readonly com = new Vector3();
  private readonly trail: Trail;
  private readonly bundles: Ribbons[] = [];
  private readonly meshes: [name: LayerName, mesh: Object3D][] = [];
  private readonly momentum?: Momentum;
  private readonly effort?: Track;
  private readonly joints: [prefix: string, body: string][] = [];

  constructor(show: Show, poses: Poses, figures: Figure[], tackle: Tackle) {
    this.poses = poses;
    this.figures = figures;
    this.tackle = tackle;
    this.first = show.trampoline ? 1 : 0;
    this.trail = new Trail(poses, !!show.trampoline);
    this.group.add(this.trail.line.mesh);
    this.there = {
      paths: show.ghosts.length > 0,
      hands: show.ghosts.some((g) => !!g.hands),
      window: show.windows.length > 0,
      effort: !!show.effort,
      spin: !!show.momentum,
      loads: show.loads.length > 0,
      others: show.others.length > 0,
      marks: show.marks.length > 0,
      odds: !!show.odds || show.facts.length > 0,
    };
    if (this.there.paths) this.bundle("paths", pathsOf(show.ghosts));
    if (this.there.hands) this.bundle("hands", handsOf(show.ghosts));
    if (this.there.window) this.lay("window", new Windows(show, poses).group);
    if (show.momentum) {
      this.momentum = new Momentum(show.momentum, show);
      this.group.add(this.momentum.group);
    }
    if (show.effort) {
      this.effort = new Track(show.effort, show);
      this.joints = show.effort.joints.map(moved);
    }
    this.loads = show.loads.map((load) => ({ ...load, track: new Track(load, show) }));
    this.greatest = Math.max(1e-6, ...this.loads.map((l) => l.most ?? l.track.most()));
    this.companions(show);
    this.on = { ...this.there };
    for (const [, name, , first] of LAYERS) this.on[name] = first && this.there[name];
  }

  private lay(name: LayerName, mesh: Object3D) {
    this.meshes.push([name, mesh]);
    this.group.add(mesh);
  }

  private bundle(name: LayerName, lines: Ribbons) {
    this.bundles.push(lines);
    this.lay(name, lines.mesh);
  }

  private companions(show: Show) {
    // Other takes: their own poses, figures seen through.
    // Nobody wears the star's colours, not even the star's own double.
    const taken = this.figures.map((f) => f.look);
    for (const other of show.others) {
      const poses = new Poses(show, other),
        figures = other.figures.map((f) => {
          taken.push(lookOf(f.name, taken));
          return new Figure({ prefix: "", ...f }, poses, taken[taken.length - 1], { ghost: true });
        });
      for (const f of figures) this.group.add(f.group);
      this.others.push({ ...other, poses, figures });
    }
  }

  // Seen along their way, lines pile up: they are drawn fainter then.
  fade(much: number) {
    for (const lines of [...this.bundles, this.trail.line]) lines.uniforms.fade.value = much;
  }

  // Names come from the address too: those of no layer are passed over.
  set(name: string, on: boolean) {
    for (const [, layer] of LAYERS) if (layer === name && this.there[layer]) this.on[layer] = on;
  }

  pose(time: number) {
    const { on, com } = this;
    this.trail.pose(time);
    for (const [name, mesh] of this.meshes) mesh.visible = on[name];
    com.fromArray(this.poses.com);
    if (this.momentum) {
      this.momentum.group.visible = on.spin;
      this.spin = on.spin ? this.momentum.pose(time, com) : 0;
    }
    this.warm(time);
    this.tackle.load = on.loads ? (cable) => this.shareOn(cable, time) : null;
    const seen = on.others && (this.beside || !this.inside);
    this.others.forEach(({ poses, figures }, i) => {
      const away: Pair = this.beside ? BESIDE[(i + this.first) % BESIDE.length] : [0, 0];
      if (seen) poses.seek(time);
      for (const f of figures) {
        f.group.visible = seen;
        f.offset.set(...away, 0);
        f.seen(this.beside ? 0.9 : 0.34);
        if (seen) f.pose();
      }
    });
  }

  get worn() {
    return this.others.map(({ figures }) => (figures.length ? clothOf(figures[0].look) : ""));
  }

  // Where those are who stand beside, for the camera to keep them in the picture.
  company(time: number) {
    const shown = this.beside && this.on.others ? this.others : [];
    return shown.flatMap(({ figures }) => figures.map((f) => f.about(time, 0.16)));
  }

  warm(time: number) {
    const { effort } = this;
    if (!effort) return;
    for (const figure of this.figures) {
      const now: [body: string, value: number][] = [];
      if (this.on.effort)
        this.joints.forEach(([prefix, body], j) => {
          if (!prefix || prefix === figure.prefix) now.push([body, clamp(effort.at(time, j), 0, 1)]);
        });
      figure.warmth(now);
    }
  }

  shareOn(cable: number, time: number) {
    const load = this.loads.find((l) => l.cables.includes(cable));
    return load && clamp(load.track.at(time) / this.greatest, 0, 1);
  }
}
