// The theatre: the replay page in a frame; a new take comes on when the old one has ended.
import { ask, unpacked } from "./wire.js";

const LOOK = 120; // [ms] How often the end of a take is looked for.

export class Theatre {
  constructor(frame, empty) {
    Object.assign(this, { frame, empty, waiting: null, shown: "", last: 0 });
    setInterval(() => this.look(), LOOK);
  }

  get player() { try { return this.frame.contentWindow.kaleidostage; } catch { return undefined; } }

  clear() {
    this.waiting = null; this.shown = "";
    this.frame.hidden = true; this.empty.hidden = false;
    this.frame.removeAttribute("src");
  }

  // Opens a page: a replay with its odds, or a sheet.
  page(path) {
    if (this.shown === path) return;
    this.waiting = null; this.shown = path; this.last = 0;
    this.frame.src = path;
    this.frame.hidden = false; this.empty.hidden = true;
  }

  // Shows the best take of a generation now.
  async take(run, generation) {
    const key = `${run} ${generation}`;
    if (this.shown === key) return;
    const same = this.shown.startsWith(`${run} `) && this.player;
    this.waiting = null;
    if (!same) { this.page(`runs/${run}/takes/${generation}`); this.shown = key; return; }
    this.shown = key;
    const bytes = await (await ask("GET", `runs/${run}/shows/${generation}`)).arrayBuffer();
    const { show } = await unpacked(bytes);
    if (this.shown === key) this.player?.load(show);
  }

  // Shows a take when the one on stage has ended; of several that wait the newest.
  next(values, begun) {
    if (!this.shown) { this.take(values.run, values.generation); begun(); return; }
    this.waiting = { values, begun };
  }

  look() {
    const { player, waiting } = this;
    if (!player || !waiting) { this.last = player?.time ?? 0; return; }
    const ended = player.time < this.last || (!player.playing && (player.time >= player.poses.end || player.time <= player.poses.start));
    this.last = player.time;
    if (!ended) return;
    this.waiting = null; this.last = 0;
    this.shown = `${waiting.values.run} ${waiting.values.generation}`;
    player.load(waiting.values.show);
    waiting.begun();
  }
}
