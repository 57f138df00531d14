// The page: reads the show, builds the scene, plays it.
import { NeutralToneMapping, Color, FogExp2, PCFShadowMap, Scene, Vector3, WebGLRenderer } from "three";
import { Cameras } from "./cameras.js";
import { lookOf } from "./costume.js";
import { Controls } from "./controls.js";
import { layoutOf, Poses, readShow } from "./data.js";
import { Figure } from "./figure.js";
import { Lights } from "./light.js";
import { drawSize } from "./ribbon.js";
import { boardsOf, frame, netOf, Tackle } from "./rig.js";
import { scoreCard, tell } from "./score.js";
import { tent } from "./tent.js";
import { ghostsOf, Trail } from "./traces.js";

const NO_WEBGL = "This page draws in three dimensions with WebGL, which this browser does not offer or has switched off. Try another browser, or turn on hardware acceleration in its settings. The figures of the act are on the page all the same.";

function rendererOn(canvas) {
  try { return new WebGLRenderer({ canvas, antialias: true, powerPreference: "high-performance" }); }
  catch { throw new Error(NO_WEBGL); }
}

class Player {
  constructor(show) {
    this.show = show; this.poses = new Poses(show);
    this.canvas = document.getElementById("view");
    this.renderer = rendererOn(this.canvas);
    Object.assign(this, { time: this.poses.start, speed: 1, loop: true, playing: false, dirty: true, slow: 0, quality: 2, spot: new Vector3() });
    this.build();
    this.controls = new Controls(this);
    this.cameras.moved = () => { this.dirty = true; };
    new ResizeObserver(() => this.resize()).observe(this.canvas);
    this.resize();
    this.playing = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.controls.fromHash(); this.controls.show();
    this.last = performance.now();
    requestAnimationFrame((now) => this.frame(now));
  }

  build() {
    const { show, poses } = this, lay = layoutOf(show, poses), scene = (this.scene = new Scene());
    scene.background = new Color("#07050c"); scene.fog = new FogExp2("#120b1c", 0.017);
    const r = this.renderer; r.toneMapping = NeutralToneMapping; r.toneMappingExposure = 1; r.shadowMap.enabled = true; r.shadowMap.type = PCFShadowMap;
    this.cameras = new Cameras(this.canvas, lay, show, poses);
    this.lights = new Lights(scene, lay);
    this.tackle = new Tackle(show, poses); this.trail = new Trail(poses);
    const taken = [];
    this.figures = show.figures.map((f) => { taken.push(lookOf(f.name, taken)); return new Figure({ prefix: "", ...f }, poses, taken[taken.length - 1]); });
    scene.add(tent(lay), frame(lay, show.boards), boardsOf(show.boards, lay), this.tackle.group, this.trail.line.mesh, ...this.figures.map((f) => f.group));
    if (show.ghosts.length) scene.add(ghostsOf(show.ghosts));
    if (show.net) { this.net = netOf(show.net, lay); scene.add(this.net.group); }
  }

  resize() {
    const { clientWidth: w, clientHeight: h } = this.canvas;
    if (!w || !h) return;
    this.renderer.setPixelRatio(Math.min(devicePixelRatio || 1, this.quality));
    this.renderer.setSize(w, h, false);
    drawSize.set(w, h); this.cameras.camera.aspect = w / h; this.cameras.camera.updateProjectionMatrix();
    this.dirty = true;
  }

  seek(time) { this.time = Math.min(this.poses.end, Math.max(this.poses.start, time)); this.dirty = true; this.controls?.show(); }
  step(frames) { this.pause(); this.seek(this.poses.start + (Math.round((this.time - this.poses.start) * this.poses.rate) + frames) / this.poses.rate); }
  play() { if (this.time >= this.poses.end - 1e-6) this.time = this.poses.start; this.playing = true; this.dirty = true; this.controls.show(); }
  pause() { this.playing = false; this.controls.show(); }
  toggle() { if (this.playing) this.pause(); else this.play(); }
  setSpeed(speed) { this.speed = speed; this.controls.show(); }
  setCamera(name) { this.cameras.place(this.time); this.cameras.choose(name); this.dirty = true; this.controls.show(); }

  frame(now) {
    requestAnimationFrame((next) => this.frame(next));
    const passed = Math.min(now - this.last, 250); this.last = now;
    if (this.playing) { this.advance(passed / 1000); this.ease(passed); }
    if (this.dirty) this.draw();
  }

  advance(seconds) {
    let time = this.time + seconds * this.speed;
    if (time >= this.poses.end) { if (this.loop) time = this.poses.start; else { time = this.poses.end; this.playing = false; } }
    this.seek(time);
  }

  ease(passed) { // A weak machine gets fewer pixels, then softer work in the shadows.
    this.slow = passed > 40 ? this.slow + 1 : Math.max(0, this.slow - 1);
    if (this.slow < 40 || this.quality <= 0.75) return;
    this.slow = 0; this.quality = this.quality > 1 ? 1 : 0.75;
    this.lights.spot.shadow.mapSize.set(1024, 1024); this.lights.spot.shadow.map?.dispose(); this.lights.spot.shadow.map = null;
    this.resize();
  }

  draw() {
    this.dirty = false;
    const { poses, time } = this;
    poses.seek(time); poses.smoothCom(time, 0.1, this.spot);
    this.figures.forEach((f) => f.pose(poses));
    this.tackle.pose(); this.trail.pose(time);
    this.lights.aim(this.spot, time, this.renderer.getPixelRatio());
    this.net?.spot.value.copy(this.spot).setZ(this.show.net.z);
    this.cameras.place(time);
    this.renderer.render(this.scene, this.cameras.camera);
    document.documentElement.dataset.drawn = time.toFixed(3);
    document.documentElement.dataset.calls = this.renderer.info.render.calls;
  }
}

const message = document.getElementById("message");
try {
  const show = readShow();
  scoreCard(show); tell(show);
  window.kaleidostage = new Player(show);
  message.hidden = true;
} catch (error) {
  message.textContent = error.message;
  if (error.message !== NO_WEBGL) console.error(error);
}
