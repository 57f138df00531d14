// The scene of one show: house, rig, performers and what is laid over them.
import { Scene, Vector3 } from "three";
import { lookOf } from "./body/costume.ts";
import { Figure } from "./body/figure.ts";
import { Audience } from "./house/audience.ts";
import { floor } from "./house/floor.ts";
import { Lights } from "./house/lights.ts";
import { Tent } from "./house/tent.ts";
import { Layers } from "./over/layers.ts";
import { boardsOf, frame } from "./rig/frame.ts";
import { netOf } from "./rig/net.ts";
import { Tackle } from "./rig/tackle.ts";
import { Trampoline } from "./rig/trampoline.ts";
import { layoutOf } from "./show/layout.ts";

export class Stage {
  constructor(show, poses) {
    const lay = (this.lay = layoutOf(show, poses)),
      scene = (this.scene = new Scene()),
      taken = [];
    Object.assign(this, { show, poses, spot: new Vector3(), lights: new Lights(lay) });
    this.tent = new Tent(lay, this.lights);
    this.audience = new Audience(lay);
    this.tackle = new Tackle(show, poses);
    this.figures = show.figures.map((f) => {
      taken.push(lookOf(f.name, taken));
      return new Figure({ prefix: "", ...f }, poses, taken[taken.length - 1]);
    });
    this.layers = new Layers(show, poses, this.figures, this.tackle);
    scene.add(
      this.lights.group,
      this.tent.group,
      floor(lay),
      this.audience.group,
      this.tackle.group,
      this.layers.group,
      ...this.figures.map((f) => f.group),
    );
    if (show.cables.length || show.boards.length)
      scene.add(frame(lay, show.boards), boardsOf(show.boards, lay));
    if (show.net) {
      this.net = netOf(show.net, lay);
      scene.add(this.net.group);
    }
    if (show.trampoline) {
      this.bed = new Trampoline(show);
      scene.add(this.bed.group);
    }
  }

  pose(time, pixel) {
    const { poses, spot, show } = this;
    poses.seek(time);
    poses.smoothCom(time, 0.1, spot);
    for (const f of this.figures) f.pose();
    this.layers.pose(time);
    this.tackle.pose();
    this.bed?.pose(time);
    for (const f of this.figures) f.hold(this.tackle.held());
    this.lights.aim(spot, time, pixel, this.layers.beside && this.layers.on.others);
    this.tent.aim(spot);
    this.audience.aim(spot);
    this.net?.spot.value.copy(spot).setZ(show.net.z);
  }

  dispose() {
    const seen = new Set();
    this.scene.traverse((o) => {
      for (const part of [o.geometry, ...[o.material].flat(), o.skeleton, o.shadow])
        if (part?.dispose && !seen.has(part)) {
          seen.add(part);
          part.map?.dispose?.();
          part.dispose();
        }
    });
    this.lights.haze.pass.dispose();
  }
}
