// What can be laid over the picture; each layer can be switched on and off.
import { Group, Vector3 } from "three";
import { Figure } from "../body/figure.ts";
import { lookOf } from "../body/costume.ts";
import { clamp, Poses, Track } from "../show/data.ts";
import { Momentum } from "./arrow.ts";
import { handsOf, pathsOf, Trail, Windows } from "./traces.ts";

// Key, name and text of each layer, and whether it is on at first.
export const LAYERS = [
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

const BESIDE = [-1.5, 2.6]; // How far another take stands behind and beside: both are seen from every seat. [m] Our choice.
const MOVES = [
  [/^(neck|spine)/, "chest"],
  [/^shoulder/, "upper_arm"],
  [/^elbow/, "forearm"],
  [/^wrist/, "hand"],
  [/^hip/, "thigh"],
  [/^knee/, "shank"],
  [/^ankle/, "foot"],
];

// The body a joint moves: "flyer/knee_flexion_l" -> ["flyer/", "shank_l"].
function moved(joint) {
  const [, prefix, name] = /^(.*\/)?([^/]+)$/.exec(joint),
    side = /_[lr]$/.exec(name)?.[0] ?? "",
    found = MOVES.find(([at]) => at.test(name));
  return [prefix ?? "", found ? found[1] + (found[1] === "chest" ? "" : side) : name];
}

export class Layers {
  constructor(show, poses, figures, tackle) {
    Object.assign(this, { show, poses, figures, tackle, group: new Group(), on: {}, com: new Vector3() });
    this.trail = new Trail(poses, !!show.trampoline);
    this.group.add(this.trail.line.mesh);
    const parts = {
      paths: () => pathsOf(show.ghosts),
      hands: () => handsOf(show.ghosts),
      window: () => new Windows(show, poses).group,
    };
    this.there = {
      paths: show.ghosts.length > 0,
      hands: show.ghosts.some((g) => g.hands),
      window: show.windows.length > 0,
      effort: !!show.effort,
      spin: !!show.momentum,
      loads: show.loads.length > 0,
      others: show.others.length > 0,
      marks: show.marks.length > 0,
      odds: !!show.odds || show.facts.length > 0,
    };
    this.meshes = {};
    for (const [name, make] of Object.entries(parts))
      if (this.there[name]) this.group.add((this.meshes[name] = make()));
    if (this.there.spin) {
      this.momentum = new Momentum(show);
      this.group.add(this.momentum.group);
    }
    if (this.there.effort) {
      this.effort = new Track(show.effort, show);
      this.joints = show.effort.joints.map(moved);
    }
    this.loads = show.loads.map((load) => ({ ...load, track: new Track(load, show) }));
    this.greatest = Math.max(1e-6, ...this.loads.map((l) => l.most ?? l.track.most()));
    this.companions(show);
    for (const [, name, , first] of LAYERS) this.on[name] = first && this.there[name];
  }

  companions(show) {
    // Other takes: their own poses, figures seen through.
    this.others = [];
    this.beside = false;
    this.inside = false; // Whether one looks out of the performer's eyes: a ghost would fill the picture.
    for (const other of show.others) {
      const poses = new Poses(show, other),
        figures = other.figures.map(
          (f) => new Figure({ prefix: "", ...f }, poses, lookOf(f.name, []), { ghost: true }),
        );
      for (const f of figures) this.group.add(f.group);
      this.others.push({ ...other, poses, figures });
    }
  }

  // Seen along their way, lines pile up: they are drawn fainter then.
  fade(much) {
    for (const name of ["paths", "hands"])
      if (this.meshes[name]) this.meshes[name].material.uniforms.fade.value = much;
    this.trail.line.mesh.material.uniforms.fade.value = much;
  }

  set(name, on) {
    if (this.there[name]) this.on[name] = on;
  }

  pose(time) {
    const { on, com } = this;
    this.trail.pose(time);
    for (const [name, mesh] of Object.entries(this.meshes)) mesh.visible = on[name];
    com.fromArray(this.poses.com);
    if (this.momentum) {
      this.momentum.group.visible = on.spin;
      this.spin = on.spin ? this.momentum.pose(time, com) : 0;
    }
    this.warm(time);
    this.tackle.load = on.loads ? (cable) => this.shareOn(cable, time) : null;
    const seen = on.others && (this.beside || !this.inside);
    for (const { poses, figures } of this.others) {
      if (seen) poses.seek(time);
      for (const f of figures) {
        f.group.visible = seen;
        f.offset.set(...(this.beside ? BESIDE : [0, 0]), 0);
        f.seen(this.beside ? 0.9 : 0.34);
        if (seen) f.pose();
      }
    }
  }

  warm(time) {
    if (!this.effort) return;
    for (const figure of this.figures) {
      const now = [];
      if (this.on.effort)
        this.joints.forEach(([prefix, body], j) => {
          if (!prefix || prefix === figure.prefix) now.push([body, clamp(this.effort.at(time, j), 0, 1)]);
        });
      figure.warmth(now);
    }
  }

  shareOn(cable, time) {
    const load = this.loads.find((l) => l.cables.includes(cable));
    return load && clamp(load.track.at(time) / this.greatest, 0, 1);
  }
}
