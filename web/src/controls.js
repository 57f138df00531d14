// Buttons, timeline, keyboard, and the address after the hash.
import { CAMERAS } from "./cameras.js";

const SPEEDS = [0.1, 0.25, 0.5, 1, 2], $ = (id) => document.getElementById(id);
const SIDES = { l: "left hand", r: "right hand" };
export const said = (name) => name.replace(/_([lr])$/, (_, s) => `, ${SIDES[s]}`).replace(/_/g, " ");
const bare = (name) => said(name.replace(/_[lr]$/, ""));
// Whether the other hand does the same within a tenth of a second.
const paired = (events, i) => events.some(([t, name], k) => k !== i && name !== events[i][1] && bare(name) === bare(events[i][1]) && Math.abs(t - events[i][0]) < 0.1);

export function readHash() {
  const state = {};
  for (const part of location.hash.slice(1).split("&")) { const [key, value] = part.split("="); if (key) state[key] = value ?? true; }
  return state;
}

export class Controls {
  constructor(player) {
    this.player = player;
    const { start, end } = player.poses;
    Object.assign($("scrub"), { min: start, max: end });
    $("scrub").addEventListener("input", (e) => { player.pause(); player.seek(+e.target.value); });
    $("play").addEventListener("click", () => player.toggle());
    $("back").addEventListener("click", () => player.step(-1));
    $("next").addEventListener("click", () => player.step(1));
    $("loop").addEventListener("click", () => { player.loop = !player.loop; this.show(); });
    this.speeds = SPEEDS.map((s) => this.choice("speeds", `${s}×`, `Speed ${s}`, () => player.setSpeed(s)));
    this.cameras = CAMERAS.map(([name, label], i) => this.choice("cameras", label, `Camera: ${label} (${i + 1})`, () => player.setCamera(name)));
    this.ticks(player.show.events, start, end);
    addEventListener("keydown", (e) => this.key(e));
    addEventListener("hashchange", () => this.fromHash());
  }

  choice(group, text, title, act) {
    const b = document.createElement("button"); b.type = "button"; b.textContent = text; b.title = title; b.setAttribute("aria-label", title);
    b.addEventListener("click", act); $(group).append(b);
    return b;
  }

  ticks(events, start, end) {
    this.marks = events.map(([time, name], i) => {
      const b = document.createElement("button"), label = document.createElement("span"), at = (time - start) / (end - start);
      b.type = "button"; b.style.left = `${100 * at}%`; b.title = `${said(name)}, ${time.toFixed(2)} s`; b.setAttribute("aria-label", `Go to ${b.title}`);
      label.textContent = paired(events, i) ? bare(name) : said(name); b.append(label); if (at < 0.06) b.className = "left"; if (at > 0.94) b.className = "right";
      b.addEventListener("click", () => { this.player.pause(); this.player.seek(time); });
      $("ticks").append(b);
      return [b, time];
    });
    this.declutter(); addEventListener("resize", () => this.declutter());
  }

  declutter() { // Names that would overlap the one before give way; their ticks stay.
    let edge = -1e9;
    for (const [b] of this.marks) {
      b.classList.remove("crowded");
      const box = b.getBoundingClientRect();
      if (box.left < edge + 6) b.classList.add("crowded"); else edge = box.right;
    }
  }

  key(e) {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const p = this.player, onSlider = e.target === $("scrub");
    const act = { ",": () => p.step(-1), ".": () => p.step(1), ArrowLeft: () => p.step(e.shiftKey ? -10 : -1), ArrowRight: () => p.step(e.shiftKey ? 10 : 1), Home: () => p.seek(p.poses.start), End: () => p.seek(p.poses.end),
      ArrowUp: () => this.faster(1), ArrowDown: () => this.faster(-1), l: () => { p.loop = !p.loop; this.show(); }, h: () => { document.documentElement.classList.toggle("bare"); p.dirty = true; } }[e.key];
    const camera = CAMERAS[+e.key - 1];
    if (e.key === " " && !(e.target.tagName === "BUTTON" && e.target.id !== "play")) { e.preventDefault(); p.toggle(); }
    else if (act) { if (onSlider || e.key.startsWith("Arrow")) e.preventDefault(); act(); }
    else if (camera) p.setCamera(camera[0]);
  }

  faster(way) { const i = SPEEDS.indexOf(this.player.speed) + way; if (SPEEDS[i]) this.player.setSpeed(SPEEDS[i]); }

  fromHash() {
    const h = readHash(), p = this.player;
    if (h.cam) p.setCamera(h.cam);
    if (SPEEDS.includes(+h.speed)) p.setSpeed(+h.speed);
    document.documentElement.classList.toggle("bare", h.ui === "off");
    if (+h.zoom > 0) p.cameras.zoom(+h.zoom);
    if (h.paused) p.pause(); else if (h.play) p.play();
    if (h.t !== undefined && isFinite(h.t)) p.seek(+h.t);
  }

  show() {
    const p = this.player, { start, end } = p.poses;
    document.documentElement.classList.toggle("playing", p.playing);
    $("play").setAttribute("aria-label", p.playing ? "Pause" : "Play"); $("loop").setAttribute("aria-pressed", String(p.loop));
    $("scrub").value = p.time; $("scrub").style.setProperty("--at", `${(100 * (p.time - start)) / (end - start)}%`);
    $("scrub").setAttribute("aria-valuetext", `${p.time.toFixed(2)} seconds`);
    $("clock").textContent = `${p.time.toFixed(2)} / ${end.toFixed(2)} s`;
    this.speeds.forEach((b, i) => b.setAttribute("aria-pressed", String(SPEEDS[i] === p.speed)));
    this.cameras.forEach((b, i) => b.setAttribute("aria-pressed", String(CAMERAS[i][0] === p.cameras.name)));
    for (const [b, time] of this.marks) b.classList.toggle("past", time <= p.time + 1e-6);
    this.caption();
  }

  caption() {
    const p = this.player, hold = 0.45 * Math.max(0.35, p.speed), seen = p.show.events.filter(([t]) => t <= p.time + 1e-6 && t > p.time - hold);
    const text = [...new Set(seen.map(([, name], i) => (paired(seen, i) ? bare(name) : said(name))))].slice(-2).join(" · ");
    $("caption").classList.toggle("on", !!text);
    if (text && $("caption").textContent !== text) $("caption").textContent = text;
  }
}
