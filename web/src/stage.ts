// The scene of one show: house, rig, performers and what is laid over them.
import {
  type BufferGeometry,
  type LightShadow,
  type Material,
  type Object3D,
  Scene,
  type Skeleton,
  Vector3,
} from "three";
import { lookOf } from "./body/costume.ts";
import { Figure } from "./body/figure.ts";
import { Audience } from "./house/audience.ts";
import { floor } from "./house/floor.ts";
import { Lights } from "./house/lights.ts";
import { Tent } from "./house/tent.ts";
import { Layers } from "./over/layers.ts";
import { boardsOf, frame } from "./rig/frame.ts";
import { type HungNet, netOf } from "./rig/net.ts";
import { Tackle } from "./rig/tackle.ts";
import { Trampoline } from "./rig/trampoline.ts";
import type { Poses } from "./show/data.ts";
import type { Show } from "./show/format.ts";
import { type Layout, layoutOf } from "./show/layout.ts";

// What takes room on the graphics card, and the things in a scene that hold it.
interface Part {
  dispose?(): void;
  map?: { dispose?(): void } | null;
}
type Holder = Object3D & {
  geometry?: BufferGeometry;
  material?: Material | Material[];
  skeleton?: Skeleton;
  shadow?: LightShadow;
};

export class Stage {
  readonly show: Show;
  readonly poses: Poses;
  readonly lay: Layout;
  readonly scene: Scene;
  readonly spot = new Vector3();
  readonly lights: Lights;
  readonly tent: Tent;
  readonly audience: Audience;
  readonly tackle: Tackle;
  readonly figures: Figure[];
  readonly layers: Layers;
  readonly net?: HungNet;
  readonly bed?: Trampoline;

  constructor(show: Show, poses: Poses) {
    const lay = (this.lay = layoutOf(show, poses)),
      scene = (this.scene = new Scene()),
      taken: number[] = [];
    this.show = show;
    this.poses = poses;
    this.lights = new Lights(lay);
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
      this.bed = new Trampoline(show, show.trampoline);
      scene.add(this.bed.group);
    }
  }

  pose(time: number, pixel: number) {
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
    if (show.net) this.net?.spot.value.copy(spot).setZ(show.net.z);
  }

  dispose() {
    const seen = new Set<Part>();
    this.scene.traverse((o: Holder) => {
      const parts: (Part | undefined)[] = [o.geometry, ...[o.material].flat(), o.skeleton, o.shadow];
      for (const part of parts)
        if (part?.dispose && !seen.has(part)) {
          seen.add(part);
          part.map?.dispose?.();
          part.dispose();
        }
    });
    this.lights.haze.pass.dispose();
  }
}
