// Buttons, keyboard, and the address after the hash.
import { LAYERS } from "../over/layers.ts";
import { CAMERAS } from "./cameras.ts";
import { Timeline } from "./timeline.ts";

const SPEEDS = [0.1, 0.25, 0.5, 1, 2],
  $ = (id) => document.getElementById(id);

export function readHash() {
  const state = {};
  for (const part of location.hash.slice(1).split("&")) {
    const [key, value] = part.split("=");
    if (key) state[key] = value ?? true;
  }
  return state;
}

export class Controls {
  constructor(player) {
    this.player = player;
    this.timeline = new Timeline(player);
    const click = (id, act) => $(id).addEventListener("click", act);
    click("play", () => player.toggle());
    click("back", () => player.step(-1));
    click("next", () => player.step(1));
    click("loop", () => this.looping());
    click("section", () => this.mark());
    click("slow", () => this.slowing());
    click("faster", () => this.faster(1));
    click("slower", () => this.faster(-1));
    click("full", () => this.full());
    click("layers", () => this.menu($("menu").hidden));
    $("full").hidden = !document.fullscreenEnabled;
    this.cameras = CAMERAS.map(([name, label], i) =>
      this.choice("cameras", label, `Camera: ${label} (${i + 1})`, () => player.setCamera(name)),
    );
    addEventListener("keydown", (e) => this.key(e));
    addEventListener("hashchange", () => this.fromHash());
    addEventListener("pointerdown", (e) => {
      if (!$("menu").hidden && !e.target.closest("#menu, #layers")) this.menu(false);
    });
    this.keys = this.bindings();
  }

  choice(group, text, title, act) {
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
  stage(show, poses) {
    this.timeline.stage(show, poses);
    this.cameras[CAMERAS.findIndex(([n]) => n === "far")].textContent = show.trampoline
      ? "End deck"
      : "Far bar";
    const menu = $("menu"),
      { layers } = this.player;
    menu.replaceChildren();
    this.boxes = LAYERS.filter(([, name]) => layers.there[name]).map(([key, name, text]) => {
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
    const act = {
      ",": () => p.step(-1),
      ".": () => p.step(1),
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
      Escape: () => this.menu(false),
    };
    for (const [key, name] of LAYERS) act[key] = () => this.layer(name);
    return act;
  }

  key(e) {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const p = this.player,
      jump = e.shiftKey ? 10 : 1,
      camera = CAMERAS[+e.key - 1];
    const act =
      e.key === "ArrowLeft"
        ? () => p.step(-jump)
        : e.key === "ArrowRight"
          ? () => p.step(jump)
          : this.keys[e.key];
    if (e.key === " " && !(e.target.tagName === "BUTTON" && e.target.id !== "play")) {
      e.preventDefault();
      p.toggle();
    } else if (act) {
      if (e.target === $("scrub") || e.key.startsWith("Arrow")) e.preventDefault();
      act();
    } else if (camera) p.setCamera(camera[0]);
  }

  changed() {
    this.player.dirty = true;
    this.show();
  }
  faster(way) {
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
  layer(name) {
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
  menu(open) {
    $("menu").hidden = !open;
    $("layers").setAttribute("aria-expanded", String(open));
    if (open) $("menu").firstElementChild?.focus();
  }
  full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  set(which) {
    // One end of the section that loops.
    const p = this.player,
      section = [...p.section];
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
    if (h.cam) p.setCamera(h.cam);
    if (SPEEDS.includes(+h.speed)) p.setSpeed(+h.speed);
    document.documentElement.classList.toggle("bare", h.ui === "off");
    document.documentElement.classList.toggle("film", !!h.film);
    if (+h.zoom > 0) p.cameras.zoom(+h.zoom);
    if (h.slow === "off") p.pace.on = false;
    for (const [key, on] of [
      ["with", true],
      ["without", false],
    ])
      if (typeof h[key] === "string") for (const name of h[key].split(",")) p.layers.set(name, on);
    if (h.beside) p.layers.beside = true;
    if (h.quality) p.setQuality(+h.quality);
    if (h.paused) p.pause();
    else if (h.play) p.play();
    if (h.t !== undefined && isFinite(h.t)) p.seek(+h.t);
    this.changed();
  }

  show() {
    const p = this.player,
      { start, end } = p.poses,
      press = (b, on) => b.setAttribute("aria-pressed", String(on));
    document.documentElement.classList.toggle("playing", p.playing);
    $("play").setAttribute("aria-label", p.playing ? "Pause" : "Play");
    press($("loop"), p.loop);
    press($("slow"), p.pace.on);
    $("slow").hidden = !p.pace.slow.length;
    const [a, b] = p.section;
    $("section").textContent = a === null ? "A-B" : b === null ? "A-…" : "A-B ×";
    press($("section"), a !== null);
    $("speed").textContent = `${p.speed}×`;
    $("slower").disabled = p.speed === SPEEDS[0];
    $("faster").disabled = p.speed === SPEEDS[SPEEDS.length - 1];
    $("clock").textContent = `${Math.min(p.time, end).toFixed(2)} / ${end.toFixed(2)} s`;
    this.cameras.forEach((button, i) => press(button, CAMERAS[i][0] === p.cameras.name));
    for (const [button, name] of this.boxes ?? [])
      button.setAttribute("aria-checked", String(name === "beside" ? p.layers.beside : p.layers.on[name]));
    this.timeline.show(Math.max(start, p.time), p.section);
  }
}
