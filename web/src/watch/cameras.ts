// Where one watches from: the show's own eye, the house, the side, near by, the far bar, the performer, or free.
import { PerspectiveCamera, Quaternion, Vector3 } from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import type { Figure } from "../body/figure.ts";
import type { Poses } from "../show/data.ts";
import type { Cable, Show } from "../show/format.ts";
import type { Layout } from "../show/layout.ts";
import type { Pace } from "../show/pace.ts";
import { $ } from "./page.ts";

export type CameraName = "show" | "house" | "side" | "follow" | "far" | "eyes" | "free";

export const CAMERAS: readonly [name: CameraName, label: string][] = [
  ["show", "Show"],
  ["house", "House"],
  ["side", "Side"],
  ["follow", "Follow"],
  ["far", "Far bar"],
  ["eyes", "Eyes"],
  ["free", "Free"],
];
const OLD: Partial<Record<string, CameraName>> = { catcher: "far" },
  LENS: Record<Exclude<CameraName, "free">, number> = {
    show: 30,
    side: 30,
    follow: 34,
    far: 58,
    eyes: 78,
    house: 34,
  },
  ALONG: Partial<Record<CameraName, number>> = { far: 0.3, eyes: 0.3 };
const ROOM = 1.25, // What a performer needs of the picture to each side. [m] Our choice.
  DEEP = 17; // A camera that must see more than it does from here looks through a wider lens. [m] Our choice.
const WALL = 19; // As far back as the house goes. [m]

const span = (list: number[]) => [Math.min(...list), Math.max(...list)];

export class Cameras {
  name: CameraName = "show";
  moved: () => void = () => {};
  company: (time: number) => Vector3[] = () => []; // Others to keep in the picture.
  readonly camera: PerspectiveCamera;
  private readonly canvas: HTMLCanvasElement;
  private readonly orbit: OrbitControls;
  private readonly seat = new Vector3();
  private readonly look = new Vector3();
  private readonly com = new Vector3();
  private readonly wide = new Vector3();
  private readonly turn = new Quaternion();
  private readonly back = new Vector3();
  private readonly aim = new Vector3();
  // Of the show that plays: `stage` sets them.
  private lay!: Layout;
  private poses!: Poses;
  private figures: Figure[] = [];
  private pace!: Pace;
  private bed = false;
  private farBar: { row: number; top: Vector3 } | null = null;
  private deck = new Vector3();

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    this.camera = new PerspectiveCamera(30, 16 / 9, 0.06, 140);
    this.camera.up.set(0, 0, 1);
    this.orbit = new OrbitControls(this.camera, canvas);
    Object.assign(this.orbit, {
      enabled: false,
      enableDamping: false,
      minDistance: 1.2,
      maxDistance: 34,
      maxPolarAngle: 1.72,
    });
    this.orbit.addEventListener("change", () => this.name === "free" && this.moved());
  }

  stage(lay: Layout, show: Show, poses: Poses, figures: Figure[], pace: Pace) {
    this.lay = lay;
    this.poses = poses;
    this.figures = figures;
    this.pace = pace;
    this.bed = !!show.trampoline;
    const cable = show.cables.reduce<Cable | null>(
      (best, c) => (!best || c.anchor[0] > best.anchor[0] ? c : best),
      null,
    );
    this.farBar =
      cable && lay.anchorXs.length > 1
        ? { row: poses.row(cable.body), top: new Vector3(cable.anchor[0], 0, cable.anchor[2]) }
        : null;
    this.deck =
      lay.bed !== null
        ? new Vector3(lay.x1 + 2.6, lay.middle - 0.5, lay.bed + 1.5)
        : new Vector3(lay.x1 + 4, -0.4, lay.top - 1);
  }

  choose(name: string) {
    const wanted = CAMERAS.find(([n]) => n === (OLD[name] ?? name))?.[0];
    if (!wanted) return;
    if (wanted === "free" && this.name !== "free") this.orbit.target.copy(this.look);
    this.name = wanted;
    this.orbit.enabled = wanted === "free";
    this.camera.up.set(0, 0, 1);
    if (wanted === "free") this.orbit.update();
  }

  // How strong lines along the way of sight may be.
  get faint() {
    return ALONG[this.name] ?? 1;
  }

  // Distance at which `width` x `height` metres fit the picture.
  fit(width: number, height: number) {
    const t = Math.tan((this.camera.fov * Math.PI) / 360);
    return Math.max(height / 2 / t, width / 2 / t / this.camera.aspect);
  }

  place(time: number) {
    if (this.name === "free") return;
    this.poses.smoothCom(time, 0.16, this.com);
    this.poses.smoothCom(time, 0.55, this.wide);
    this.lens(LENS[this.name]);
    this.camera.up.set(0, 0, 1);
    if (this.name === "eyes" && this.eyes()) return;
    this[this.name === "eyes" ? "follow" : this.name](time);
    this.beside();
    if (this.name !== "far") this.keepAll(this.company(time));
    this.camera.position.copy(this.seat);
    this.camera.lookAt(this.look);
  }

  side() {
    const { lay, com, wide, seat, look } = this,
      tall = this.camera.aspect < 1;
    if (this.bed) {
      this.besideBed(0);
      return;
    }
    const d = this.fit(tall ? 5.4 : 11.5, 6.9);
    const along = tall ? 0.96 : 0.8; // A narrow picture stays with the performer.
    look.set(
      wide.x * along + lay.mid * (1 - along),
      0,
      (wide.z + com.z) * 0.4 + 0.2 * (lay.top - 3.2) + (tall ? -0.2 : 0.15),
    );
    seat.set(look.x - 0.6, -d, look.z - 0.5);
  }

  besideBed(near: number) {
    // The bed and the height of the flight; a little nearer in slow motion, the bed still in sight.
    const { lay, com, wide, seat, look } = this,
      tall = this.camera.aspect < 1,
      rise = Math.max(3.2, lay.high - lay.floor + 1.3);
    const d = this.fit(tall ? 4.2 : 7, rise) * (1 - 0.22 * near),
      z = lay.floor + rise * 0.5;
    look.set(lay.mid + 0.3 * (wide.x - lay.mid), lay.middle, z + (com.z - z) * 0.3 * near);
    if (tall) look.z += 0.4; // Words stand above.
    seat.set(look.x - 0.14 * d, lay.middle - 0.97 * d, look.z + 0.03 * d + 0.3);
  }

  show(time: number) {
    // Wide while it swings, near where it is decided.
    const near = this.pace.depth(time);
    if (this.bed) {
      this.besideBed(near);
      return;
    }
    this.side();
    this.back.copy(this.seat);
    this.aim.copy(this.look);
    this.follow(time, 0.86);
    this.seat.lerp(this.back, 1 - 0.72 * near);
    this.look.lerp(this.aim, 1 - 0.8 * near);
  }

  follow(_time: number, size = 1) {
    const { com, seat, look } = this,
      tall = this.camera.aspect < 1,
      d = size * this.fit(tall ? 3.4 : 5.6, 4.1);
    look.copy(com);
    look.z += 0.1;
    seat.set(com.x - 0.5 * d, com.y - 0.84 * d, com.z + 0.1 * d);
    if (this.lay.bed !== null) seat.z = Math.max(seat.z, this.lay.bed + 0.5);
  }

  far() {
    // What the far bar sees coming: from between its cables, a little above it. Of a trampoline, the end deck.
    const { seat, look, wide, com, farBar } = this;
    look.copy(wide).lerp(com, 0.5);
    if (!farBar) {
      seat.copy(this.deck);
      this.lens(44);
      return;
    }
    this.poses.body(farBar.row, seat, this.turn);
    this.back.copy(farBar.top).sub(seat).normalize();
    seat.addScaledVector(this.back, 0.8);
    seat.x += 0.5;
    look.copy(com);
  }

  house() {
    // A seat on the open side, low, with the ring before it.
    const { lay, seat, look, wide: slow } = this,
      tall = this.camera.aspect < 1,
      wide = this.bed ? (tall ? 6 : 10) : tall ? 0.62 * lay.span : lay.span + 1,
      high = this.bed ? lay.high - lay.floor + 2 : 0.8 * (lay.top - lay.floor + 2.6),
      d = this.fit(wide, high);
    look.set(lay.mid, lay.middle, lay.floor + high * (this.bed ? 0.46 : 0.58));
    if (!this.bed) look.x += (tall ? 0.6 : 0.3) * (slow.x - lay.mid); // One turns one's head.
    seat.set(lay.mid - 0.14 * d, lay.middle - 0.98 * d, lay.floor + 3);
    const wall = WALL + lay.middle;
    if (-seat.y > wall) {
      this.lens(LENS.house * Math.min(2.2, -seat.y / wall));
      seat.y = -wall;
    }
  }

  eyes() {
    // Out of the head of the first performer; the horizon turns with it.
    const figure = this.figures[0];
    if (this.camera.aspect < 1) this.lens(104); // Upright, the hands would be out of the picture.
    if (!figure?.eyes(this.seat, this.turn)) return false;
    this.look.set(1, 0, -0.12).applyQuaternion(this.turn).add(this.seat);
    this.camera.up.set(0, 0, 1).applyQuaternion(this.turn);
    if (this.camera.view) this.camera.clearViewOffset();
    this.camera.position.copy(this.seat);
    this.camera.lookAt(this.look);
    return true;
  }

  // Goes back until all who stand side by side are in the picture.
  keepAll(others: Vector3[]) {
    if (!others.length) return;
    const { seat, look, back, aim } = this,
      d = seat.distanceTo(look),
      tall = Math.tan((this.camera.fov * Math.PI) / 360),
      wide = tall * this.camera.aspect * this.clear();
    back.copy(seat).sub(look).normalize();
    aim.set(-back.y, back.x, 0).normalize(); // To the right.
    const all = [this.com, ...others].map((p) => p.clone().sub(look)),
      [left, right] = span(all.map((p) => p.dot(aim))),
      [low, high] = span(all.map((p) => p.z)),
      middle = (left + right) / 2,
      spare = Math.max(0, wide * d - (right - left) / 2 - ROOM),
      shift = Math.sign(middle) * Math.max(0, Math.abs(middle) - spare);
    look.addScaledVector(aim, shift);
    const need = Math.max(
      d,
      ((right - left) / 2 + ROOM) / wide,
      (Math.max(high, -low) + ROOM) / (0.8 * tall), // Title above, controls below.
    );
    const far = Math.min(need, Math.max(d, DEEP));
    this.lens(Math.min(100, (360 / Math.PI) * Math.atan((tall * need) / far)));
    seat.copy(look).addScaledVector(back, far);
  }

  // The share of the picture's width that no card covers.
  private clear() {
    const { clientWidth: w } = this.canvas,
      card = $("score").getBoundingClientRect();
    return w > 900 && card.width ? 1 - (w - card.left) / w : 0.96;
  }

  // Leaves room for card and controls: the picture's middle moves beside the one and above the other.
  beside() {
    const { clientWidth: w, clientHeight: h } = this.canvas,
      card = $("score").getBoundingClientRect(),
      bar = $("controls").offsetHeight;
    const shift = w > 900 && card.width ? Math.round(card.width * 0.45) : 0,
      rise = Math.round(0.42 * bar);
    if (shift || rise) this.camera.setViewOffset(w, h, shift, rise, w, h);
    else if (this.camera.view) this.camera.clearViewOffset();
  }

  zoom(times: number) {
    this.camera.zoom = times;
    this.camera.updateProjectionMatrix();
  }
  lens(fov: number) {
    if (this.camera.fov !== fov) {
      this.camera.fov = fov;
      this.camera.updateProjectionMatrix();
    }
  }
}
