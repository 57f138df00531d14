// Buttons, keyboard, and the address after the hash.
import { LAYERS, type LayerName } from "../over/layers.ts";
import type { Player, Section } from "../player.ts";
import type { Poses } from "../show/data.ts";
import type { Show } from "../show/format.ts";
import { CAMERAS } from "./cameras.ts";
import { $ } from "./page.ts";
import { Timeline } from "./timeline.ts";

// What keys are called that a held shift turns into others, by their place on the keyboard.
const PLAIN: Partial<Record<string, string>> = { Comma: ",", Period: "." };
const keyOf = ({ key, code, shiftKey }: KeyboardEvent) =>
  (shiftKey && PLAIN[code]) || (key.length === 1 ? key.toLowerCase() : key);
const SPEEDS = [0.1, 0.25, 0.5, 1, 2];

export function readHash() {
  const state: Partial<Record<string, string | true>> = {};
  for (const part of location.hash.slice(1).split("&")) {
    const [key, value] = part.split("=");
    if (key) state[key] = value ?? true;
  }
  return state;
}

export class Controls {
  private readonly player: Player;
  private readonly timeline: Timeline;
  private readonly cameras: HTMLButtonElement[];
  private readonly keys: Partial<Record<string, () => void>>;
  private boxes: [button: HTMLButtonElement, name: LayerName | "beside"][] = [];

  constructor(player: Player) {
    this.player = player;
    this.timeline = new Timeline(player);
    const click = (id: string, act: () => void) => $(id).addEventListener("click", act);
    click("play", () => player.toggle());
    click("back", () => player.step(-1));
    click("next", () => player.step(1));
    click("loop", () => this.looping());
    click("section", () => this.mark());
    click("slow", () => this.slowing());
    click("faster", () => this.faster(1));
    click("slower", () => this.faster(-1));
    click("full", () => this.full());
    click("layers", () => this.menu(!!$("menu").hidden));
    $("full").hidden = !document.fullscreenEnabled;
    this.cameras = CAMERAS.map(([name, label], i) =>
      this.choice("cameras", label, `Camera: ${label} (${i + 1})`, () => player.setCamera(name)),
    );
    addEventListener("keydown", (e) => this.key(e));
    addEventListener("hashchange", () => this.fromHash());
    addEventListener("pointerdown", (e) => {
      if (!$("menu").hidden && e.target instanceof Element && !e.target.closest("#menu, #layers"))
        this.menu(false);
    });
    this.keys = this.bindings();
  }

  choice(group: string, text: string, title: string, act: () => void) {
    const b = document.createElement("button");
    b.type = "button";
    b.textContent = text;
    b.title = title;
    b.setAttribute("aria-label", title);
    b.addEventListener("click", act);
    $(group).append(b);
    return b;
  }

  // Fits buttons to the show that plays.
  stage(show: Show, poses: Poses) {
    this.timeline.stage(show, poses);
    this.cameras[CAMERAS.findIndex(([n]) => n === "far")].textContent = show.trampoline
      ? "End deck"
      : "Far bar";
    const menu = $("menu"),
      { layers } = this.player;
    menu.replaceChildren();
    this.boxes = LAYERS.filter(([, name]) => layers.there[name]).map(([key, name, words]) => {
      const text = name === "loads" && show.trampoline ? "Load of the bed" : words;
      const b = this.choice("menu", text, `${text} (${key.toUpperCase()})`, () => this.layer(name));
      b.dataset.key = key.toUpperCase();
      b.setAttribute("role", "menuitemcheckbox");
      return [b, name];
    });
    if (layers.there.others) {
      const b = this.choice("menu", "Side by side", "Side by side (D)", () => this.beside());
      b.dataset.key = "D";
      b.setAttribute("role", "menuitemcheckbox");
      this.boxes.push([b, "beside"]);
    }
    $("layers").hidden = !this.boxes.length;
  }

  bindings() {
    const p = this.player,
      last = () => p.poses.end;
    const act: Partial<Record<string, () => void>> = {
      ArrowUp: () => this.faster(1),
      ArrowDown: () => this.faster(-1),
      Home: () => p.seek(p.poses.start),
      End: () => p.seek(last()),
      l: () => this.looping(),
      m: () => this.slowing(),
      "[": () => this.set(0),
      "]": () => this.set(1),
      "\\": () => this.clear(),
      h: () => this.bare(),
      v: () => this.full(),
      d: () => this.beside(),
      Escape: () => this.leave(),
    };
    for (const [key, name] of LAYERS) act[key] = () => this.layer(name);
    return act;
  }

  key(e: KeyboardEvent) {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const p = this.player,
      jump = e.shiftKey ? 10 : 1,
      key = keyOf(e),
      camera = CAMERAS[+e.key - 1],
      target = e.target instanceof Element ? e.target : null;
    const act =
      key === "ArrowLeft" || key === ","
        ? () => p.step(-jump)
        : key === "ArrowRight" || key === "."
          ? () => p.step(jump)
          : this.keys[key];
    if (target?.closest("#menu") && this.through(key)) {
      e.preventDefault();
      return;
    }
    if (e.key === " " && !(target?.tagName === "BUTTON" && target.id !== "play")) {
      e.preventDefault();
      p.toggle();
    } else if (act) {
      if (target === $("scrub") || key.startsWith("Arrow")) e.preventDefault();
      act();
    } else if (camera) p.setCamera(camera[0]);
  }

  changed() {
    this.player.dirty = true;
    this.show();
  }
  faster(way: number) {
    const i = SPEEDS.indexOf(this.player.speed) + way;
    if (SPEEDS[i]) this.player.setSpeed(SPEEDS[i]);
  }
  looping() {
    this.player.loop = !this.player.loop;
    this.show();
  }
  slowing() {
    this.player.pace.on = !this.player.pace.on;
    this.changed();
  }
  layer(name: LayerName) {
    const { layers } = this.player;
    layers.set(name, !layers.on[name]);
    this.changed();
  }
  beside() {
    const { layers } = this.player;
    layers.beside = !layers.beside;
    this.changed();
  }
  bare() {
    document.documentElement.classList.toggle("bare");
    this.player.dirty = true;
  }
  menu(open: boolean) {
    $("menu").hidden = !open;
    $("layers").setAttribute("aria-expanded", String(open));
    if (open) this.boxes[0]?.[0].focus();
  }
  // Up and down in the open menu, round its ends; whether the key was one for it.
  through(key: string) {
    const entries = this.boxes.map(([b]) => b),
      at = entries.findIndex((b) => b === document.activeElement),
      to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[key];
    if (to === undefined) return false;
    entries[(to + entries.length) % entries.length].focus();
    return true;
  }
  leave() {
    if ($("menu").hidden) return;
    this.menu(false);
    $("layers").focus();
  }
  full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  set(which: 0 | 1) {
    // One end of the section that loops.
    const p = this.player,
      section: Section = [...p.section];
    section[which] = Math.min(p.time, p.poses.end);
    if (section[0] !== null && section[1] !== null && section[1] - section[0] < 0.05)
      section[1 - which] = null;
    p.section = section;
    this.show();
  }
  clear() {
    this.player.section = [null, null];
    this.show();
  }
  mark() {
    const [a, b] = this.player.section;
    if (a === null) this.set(0);
    else if (b === null) this.set(1);
    else this.clear();
  }

  fromHash() {
    const h = readHash(),
      p = this.player;
    if (h.cam) p.setCamera(String(h.cam));
    if (SPEEDS.includes(Number(h.speed))) p.setSpeed(Number(h.speed));
    document.documentElement.classList.toggle("bare", h.ui === "off");
    document.documentElement.classList.toggle("film", !!h.film);
    document.documentElement.classList.toggle("untitled", h.title === "off");
    p.resize();
    if (Number(h.zoom) > 0) p.cameras.zoom(Number(h.zoom));
    if (h.slow === "off") p.pace.on = false;
    for (const on of [true, false]) {
      const names = on ? h.with : h.without;
      if (typeof names === "string") for (const name of names.split(",")) p.layers.set(name, on);
    }
    if (h.beside) p.layers.beside = true;
    if (h.quality) p.setQuality(Number(h.quality));
    if (h.paused) p.pause();
    else if (h.play) p.play();
    if (h.t !== undefined && isFinite(Number(h.t))) p.seek(Number(h.t));
    this.changed();
  }

  show() {
    const p = this.player,
      { start, end } = p.poses,
      press = (b: HTMLElement, on: boolean) => b.setAttribute("aria-pressed", String(on));
    document.documentElement.classList.toggle("playing", p.playing);
    $("play").setAttribute("aria-label", p.playing ? "Pause" : "Play");
    press($("loop"), p.loop);
    press($("slow"), p.pace.on);
    $("slow").hidden = !p.pace.slow.length;
    const [a, b] = p.section;
    $("section").textContent = a === null ? "A-B" : b === null ? "A-…" : "A-B ×";
    press($("section"), a !== null);
    $("speed").textContent = `${p.speed}×`;
    $("slower", HTMLButtonElement).disabled = p.speed === SPEEDS[0];
    $("faster", HTMLButtonElement).disabled = p.speed === SPEEDS[SPEEDS.length - 1];
    $("clock").textContent = `${Math.min(p.time, end).toFixed(2)} / ${end.toFixed(2)} s`;
    this.cameras.forEach((button, i) => press(button, CAMERAS[i][0] === p.cameras.name));
    for (const [button, name] of this.boxes)
      button.setAttribute("aria-checked", String(name === "beside" ? p.layers.beside : p.layers.on[name]));
    this.timeline.show(Math.max(start, p.time), p.section);
  }
}
