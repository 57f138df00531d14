// The theatre: the replay page in a frame; a new take comes on when the old one has ended.
import type { Player } from "../player.ts";
import type { Taken } from "./facts.ts";
import { ask, unpacked } from "./wire.ts";

const LOOK = 120; // [ms] How often the end of a take is looked for.
const UNTITLED = "#title=off"; // The title stands above the frame already.

interface Waiting {
  values: Taken;
  begun: () => void;
}

export class Theatre {
  shown = "";
  private waiting: Waiting | null = null;
  private last = 0;
  private opened = 0;

  constructor(
    private readonly frame: HTMLIFrameElement,
    private readonly empty: HTMLElement,
  ) {
    setInterval(() => this.look(), LOOK);
  }

  get player(): Player | undefined {
    try {
      return this.frame.contentWindow?.kaleidostage;
    } catch {
      return undefined;
    }
  }

  clear() {
    this.waiting = null;
    this.shown = "";
    this.frame.hidden = true;
    this.empty.hidden = false;
    this.frame.removeAttribute("src");
  }

  // Opens a page: a replay with its odds, or a sheet.
  page(path: string) {
    if (this.shown === path) return;
    this.waiting = null;
    this.shown = path;
    this.last = 0;
    // Each time another address: the same one with a hash would not be loaded again.
    this.frame.src = `${path}?${++this.opened}${UNTITLED}`;
    this.frame.hidden = false;
    this.empty.hidden = true;
  }

  // Shows the best take of a generation now.
  async take(run: string, generation: number) {
    const key = `${run} ${generation}`;
    if (this.shown === key) return;
    const same = this.shown.startsWith(`${run} `) && this.player;
    this.waiting = null;
    if (!same) {
      this.page(`runs/${run}/takes/${generation}`);
      this.shown = key;
      return;
    }
    this.shown = key;
    const bytes = await (await ask("GET", `runs/${run}/shows/${generation}`)).arrayBuffer(),
      { show } = await unpacked<Taken>(bytes);
    if (this.shown === key) this.player?.load(show);
  }

  // Shows a take when the one on stage has ended; of several that wait the newest.
  next(values: Taken, begun: () => void) {
    if (this.shown) this.waiting = { values, begun };
    else {
      this.take(values.run, values.generation);
      begun();
    }
  }

  private look() {
    const { player, waiting } = this;
    if (!player || !waiting) {
      this.last = player?.time ?? 0;
      return;
    }
    const { time, playing, poses } = player,
      ended = time < this.last || (!playing && (time >= poses.end || time <= poses.start));
    this.last = time;
    if (!ended) return;
    this.waiting = null;
    this.last = 0;
    this.shown = `${waiting.values.run} ${waiting.values.generation}`;
    player.load(waiting.values.show);
    waiting.begun();
  }
}
