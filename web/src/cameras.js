// Where one watches from: house, side, follow, the far board, or free.
import { PerspectiveCamera, Vector3 } from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";

export const CAMERAS = [["side", "Side"], ["follow", "Follow"], ["catcher", "Catcher"], ["free", "Free"], ["house", "House"]];

export class Cameras {
  constructor(canvas, lay, show, poses) {
    Object.assign(this, { canvas, lay, poses, name: "side", seat: new Vector3(), look: new Vector3(), com: new Vector3(), wide: new Vector3() });
    this.camera = new PerspectiveCamera(30, 16 / 9, 0.08, 140); this.camera.up.set(0, 0, 1);
    const far = show.boards.reduce((best, b) => (!best || b.pos[0] > best.pos[0] ? b : best), null);
    this.board = far && far.pos[0] > lay.mid ? new Vector3(far.pos[0], far.pos[1] - 0.35, far.pos[2] + 1.62) : new Vector3(lay.x1 + 4, -0.4, lay.top - 1);
    this.orbit = new OrbitControls(this.camera, canvas);
    Object.assign(this.orbit, { enabled: false, enableDamping: false, minDistance: 1.5, maxDistance: 34, maxPolarAngle: 1.72 });
    this.moved = () => {}; this.orbit.addEventListener("change", () => this.name === "free" && this.moved());
  }

  choose(name) {
    if (!CAMERAS.some(([n]) => n === name)) return;
    if (name === "free" && this.name !== "free") this.orbit.target.copy(this.look);
    this.name = name; this.orbit.enabled = name === "free";
    if (name === "free") this.orbit.update();
  }

  // Distance at which `width` x `height` metres fit the picture.
  fit(width, height) {
    const t = Math.tan((this.camera.fov * Math.PI) / 360);
    return Math.max(height / 2 / t, width / 2 / t / this.camera.aspect);
  }

  place(time) {
    if (this.name === "free") return;
    const { lay, com, wide, seat, look } = this, tall = this.camera.aspect < 1;
    this.poses.smoothCom(time, 0.16, com); this.poses.smoothCom(time, 0.55, wide);
    this.lens({ side: 30, follow: 34, catcher: 44, house: 34 }[this.name]);
    if (this.name === "side") {
      const d = this.fit(tall ? 5.4 : 11.5, 6.9);
      look.set(wide.x * 0.8 + lay.mid * 0.2, 0, (wide.z + com.z) * 0.4 + 0.2 * (lay.top - 3.2) + (tall ? -0.2 : 0.15));
      seat.set(look.x - 0.6, -d, look.z - 0.5);
    } else if (this.name === "follow") {
      const d = this.fit(tall ? 3.4 : 5.6, 4.1);
      look.copy(com); look.z += 0.1; seat.set(com.x - 0.62 * d, com.y - 0.74 * d, com.z + 0.16 * d);
    } else if (this.name === "catcher") {
      seat.copy(this.board); look.copy(wide).lerp(com, 0.5);
    } else {
      const d = this.fit(lay.span + 5.5, lay.top - lay.floor + 3.4);
      look.set(lay.mid, 0, lay.floor + (lay.top - lay.floor) * 0.52); seat.set(lay.mid - 0.16 * d, -0.96 * d, lay.floor + 5.2);
      const wall = 20; if (-seat.y > wall) this.lens(34 * Math.min(2.2, -seat.y / wall)), (seat.y = -wall);
    }
    this.beside();
    this.camera.position.copy(seat); this.camera.lookAt(look);
  }

  // Leaves room for the score card: the picture's middle moves beside it.
  beside() {
    const { clientWidth: w, clientHeight: h } = this.canvas, card = document.getElementById("score").getBoundingClientRect();
    const shift = w > 900 && card.width ? Math.round(card.width * 0.45) : 0;
    if (shift) this.camera.setViewOffset(w, h, shift, 0, w, h); else if (this.camera.view) this.camera.clearViewOffset();
  }

  zoom(times) { this.camera.zoom = times; this.camera.updateProjectionMatrix(); }

  lens(fov) { if (this.camera.fov !== fov) { this.camera.fov = fov; this.camera.updateProjectionMatrix(); } }
}
