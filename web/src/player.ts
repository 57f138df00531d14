// The clock: plays a show, draws its moments, and gives a weak machine less to do.
import { NeutralToneMapping, PCFShadowMap, WebGLRenderer } from "three";
import { Picture } from "./house/picture.ts";
import { LAYERS, type Layers } from "./over/layers.ts";
import { drawSize } from "./over/ribbon.ts";
import { clamp, Poses, readShow } from "./show/data.ts";
import type { Show } from "./show/format.ts";
import { CURTAIN, Pace } from "./show/pace.ts";
import { Stage } from "./stage.ts";
import { CAMERAS, Cameras } from "./watch/cameras.ts";
import { Card } from "./watch/card.ts";
import { Controls } from "./watch/controls.ts";
import { $ } from "./watch/page.ts";
import { Panels } from "./watch/panels.ts";
import { factsOf } from "./watch/words.ts";

export const NO_WEBGL =
  "This page draws in three dimensions with WebGL, which this browser does not offer or has switched off. Try another browser, or turn on hardware acceleration in its settings. The figures of the act are on the page all the same.";

// What a machine is asked for: pixels a point, samples a pixel, shadow map; `plain` draws without haze and glow.
interface Quality {
  ratio: number;
  samples: number;
  shadow: number;
  plain?: boolean;
}
const QUALITY: Quality[] = [
  { ratio: 0.75, samples: 0, shadow: 512, plain: true },
  { ratio: 0.75, samples: 0, shadow: 1024 },
  { ratio: 1, samples: 4, shadow: 2048 },
  { ratio: 2, samples: 4, shadow: 2048 },
];
const SLOW_MS = 25,
  PATIENCE = 30, // Frames longer than this, this many more than shorter ones, lower the quality. Our choice.
  BETTER = 0.9; // A plainer picture that takes more than this share of the time is no help. Our choice.

function rendererOn(canvas: HTMLCanvasElement) {
  try {
    return new WebGLRenderer({ canvas, antialias: false, powerPreference: "high-performance" });
  } catch {
    throw new Error(NO_WEBGL);
  }
}

// From where to where it loops; an end that is not set is null. [s]
export type Section = [from: number | null, to: number | null];

export class Player {
  speed = 1;
  loop = true;
  playing = false;
  dirty = true;
  quality = QUALITY.length - 1;
  section: Section = [null, null];
  time = 0;
  readonly canvas = $("view", HTMLCanvasElement);
  readonly card = new Card();
  readonly panels = new Panels();
  readonly renderer: WebGLRenderer;
  readonly picture: Picture;
  readonly cameras: Cameras;
  readonly controls: Controls;
  // Of the show that plays: `put` and `build` set them.
  show!: Show;
  poses!: Poses;
  pace!: Pace;
  stage!: Stage;
  layers!: Layers;
  // How slow this machine is, and what it was given before it was given less.
  private slow = 0;
  private last: number;
  private mean?: number; // [ms]
  private before?: { quality: number; mean: number };
  private settled = false;

  constructor(show: Show) {
    this.put(show);
    const r = (this.renderer = rendererOn(this.canvas));
    r.toneMapping = NeutralToneMapping;
    r.shadowMap.enabled = true;
    r.shadowMap.type = PCFShadowMap;
    r.info.autoReset = false;
    this.picture = new Picture(r);
    this.cameras = new Cameras(this.canvas);
    this.cameras.moved = () => {
      this.dirty = true;
    };
    this.build();
    this.controls = new Controls(this);
    this.controls.stage(this.show, this.poses);
    new ResizeObserver(() => this.resize()).observe(this.canvas);
    this.canvas.addEventListener("webglcontextrestored", () => this.load(this.show));
    this.resize();
    this.playing = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.controls.fromHash();
    this.last = performance.now();
    requestAnimationFrame((now) => this.frame(now));
  }

  // Takes a show's words and numbers; they stay on the page even where nothing can be drawn.
  put(show: Show) {
    this.show = show;
    this.poses = new Poses(show);
    this.card.stage(show, factsOf(show, this.poses));
    for (const e of document.querySelectorAll("h1")) e.textContent = show.title;
    for (const e of document.querySelectorAll(".cast")) e.textContent = show.subtitle;
    document.title = `${show.title} · Kaleido Stage`;
    this.panels.stage(show, this.poses, { on: {}, loads: [], greatest: 1, spin: 0, beside: false, worn: [] });
  }

  build() {
    const on = this.pace?.on ?? true;
    this.pace = new Pace(this.show, this.poses.end);
    this.pace.on = on;
    this.stage = new Stage(this.show, this.poses);
    this.layers = this.stage.layers;
    this.time = this.poses.start;
    this.section = [null, null];
    this.cameras.company = (time) => this.layers.company(time);
    this.cameras.stage(this.stage.lay, this.show, this.poses, this.stage.figures, this.pace);
    this.panels.stage(this.show, this.poses, this.layers);
    this.stage.lights.shadows(QUALITY[this.quality].shadow);
  }

  // Plays another show from now on: text or an object, as in the page's own data block.
  load(source: unknown) {
    const show = readShow(source),
      { layers } = this;
    this.stage.dispose();
    this.put(show);
    this.build();
    for (const [, name] of LAYERS) if (layers.there[name]) this.layers.set(name, layers.on[name]);
    this.controls.stage(show, this.poses);
    this.controls.changed();
    return this;
  }

  resize() {
    const { clientWidth: w, clientHeight: h } = this.canvas,
      { ratio, samples } = QUALITY[this.quality];
    if (!w || !h) return;
    const filmed = document.documentElement.classList.contains("film"), // Its size is what was asked for.
      pixel = Math.min(devicePixelRatio || 1, filmed ? Infinity : ratio);
    this.renderer.setPixelRatio(pixel);
    this.renderer.setSize(w, h, false);
    this.picture.samples = samples;
    this.picture.size(Math.round(w * pixel), Math.round(h * pixel));
    drawSize.set(w, h);
    this.cameras.camera.aspect = w / h;
    this.cameras.camera.updateProjectionMatrix();
    this.dirty = true;
  }

  seek(time: number) {
    const { start, end } = this.poses;
    this.time = Math.min(end + CURTAIN, Math.max(start, time));
    this.dirty = true;
    this.controls?.show();
  }
  step(frames: number) {
    const { start, end, rate } = this.poses;
    this.pause();
    this.seek(Math.min(end, start + (Math.round((Math.min(this.time, end) - start) * rate) + frames) / rate));
  }
  play() {
    if (this.time >= this.poses.end - 1e-6) this.time = this.poses.start;
    this.playing = true;
    this.dirty = true;
    this.controls.show();
  }
  pause() {
    this.playing = false;
    this.controls.show();
  }
  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }
  setSpeed(speed: number) {
    this.speed = speed;
    this.controls.show();
  }
  setCamera(name: string) {
    this.cameras.place(this.time);
    this.cameras.choose(name);
    this.dirty = true;
    this.controls.show();
  }

  frame(now: number) {
    requestAnimationFrame((next) => this.frame(next));
    const passed = Math.min(now - this.last, 250);
    this.last = now;
    if (this.playing) {
      this.advance(passed / 1000);
      this.ease(passed);
    }
    if (this.dirty) this.draw();
  }

  advance(seconds: number) {
    const { start, end } = this.poses,
      [a, b] = this.section,
      last = b ?? (a === null ? end + CURTAIN : end);
    let time = this.pace.after(this.time, seconds, this.time < end ? this.speed : 1);
    if (time >= last) {
      if (this.loop || a !== null) time = a ?? start;
      else {
        time = last;
        this.playing = false;
      }
    }
    this.seek(time);
  }

  ease(passed: number) {
    // A weak machine gets fewer pixels, then softer shadows, then a plain picture; a slow screen keeps its own.
    if (this.settled) return;
    this.mean = 0.9 * (this.mean ?? passed) + 0.1 * passed;
    this.slow = passed > SLOW_MS ? this.slow + 1 : Math.max(0, this.slow - 1);
    if (this.slow < PATIENCE) return;
    this.before ??= { quality: this.quality, mean: this.mean };
    if (this.quality > 0) {
      this.setQuality(this.quality - 1);
      return;
    }
    this.settled = true;
    if (this.mean > BETTER * this.before.mean) this.setQuality(this.before.quality);
  }

  setQuality(level: number) {
    this.slow = 0;
    this.quality = clamp(Math.round(level) || 0, 0, QUALITY.length - 1);
    this.stage.lights.shadows(QUALITY[this.quality].shadow);
    this.resize();
  }

  draw() {
    this.dirty = false;
    const { renderer, time, stage } = this,
      shown = Math.min(time, this.poses.end),
      { camera } = this.cameras;
    this.layers.inside = this.cameras.name === "eyes";
    stage.pose(shown, renderer.getPixelRatio());
    this.cameras.place(shown);
    this.layers.fade(this.cameras.faint);
    this.card.show(this.layers.on.odds);
    this.panels.tell(time, this.speed * this.pace.at(time));
    renderer.info.reset();
    camera.updateMatrixWorld();
    if (QUALITY[this.quality].plain) {
      renderer.setRenderTarget(null);
      renderer.render(stage.scene, camera);
    } else this.picture.draw(stage.scene, camera, stage.lights.haze, shown, this.panels.fallen(time));
    document.documentElement.dataset.drawn = time.toFixed(3);
    document.documentElement.dataset.calls = String(renderer.info.render.calls);
  }

  // Moments of a film at `fps` frames a second, slow motion and the score at the end included. [s]
  moments(fps: number, from = this.poses.start, to = this.poses.end + CURTAIN, most = Infinity) {
    const out: number[] = [],
      first = Math.max(from, this.poses.start),
      last = Math.min(to, this.poses.end + CURTAIN);
    for (
      let t = first;
      t <= last + 1e-9 && out.length < most;
      t = this.pace.after(t, 1 / fps, t < this.poses.end ? this.speed : 1)
    )
      out.push(t);
    return out;
  }

  // The moment that decides the take: the middle of the slow motion, or of the whole. [s]
  decisive() {
    const [slow] = this.pace.slow,
      { start, end } = this.poses;
    return slow ? (slow.start + slow.end) / 2 : (start + end) / 2;
  }

  cameraNames() {
    return CAMERAS.map(([name]) => name);
  }

  // Draws one moment; kept when the browser has put it on the screen.
  shoot(time: number) {
    this.playing = false;
    this.seek(time);
    this.draw();
    return new Promise<number>((shown) =>
      requestAnimationFrame(() => requestAnimationFrame(() => shown(this.time))),
    );
  }
}
