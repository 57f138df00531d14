// How fast the show goes: slow motion where it is decided, eased in and out.
import { flightsOf } from "./flight.ts";
import { clamp, smooth } from "./data.ts";
import type { Show, Slow } from "./format.ts";

const SPEED = 0.3,
  EASE = 0.22,
  LEAD = 0.12,
  TAIL = 0.3; // [1], [s]. Our choice, by eye.
export const CURTAIN = 3.4; // How long the score stays after the take has ended. [s] Our choice.

// Stretches worth slow motion: those of the show, or the flight that decides it.
export function slowOf(show: Show, end: number): Slow[] {
  if (show.slow) return show.slow;
  const flights = flightsOf(show, end);
  if (!flights.length) return [];
  const pick = show.trampoline
    ? flights.reduce((m, f) => (f.end - f.start > m.end - m.start ? f : m), flights[0])
    : flights[0];
  const last = Math.min(pick.end, pick.start + 1.6);
  return show.trampoline
    ? [{ start: pick.start + 0.25, end: last - 0.15, speed: SPEED }]
    : [{ start: pick.start - LEAD, end: last + TAIL, speed: SPEED }];
}

export class Pace {
  readonly slow: Slow[];
  on = true;

  constructor(show: Show, end: number) {
    this.slow = slowOf(show, end);
  }

  // Speed of the show at one moment, 0 to 1.
  at(time: number) {
    if (!this.on) return 1;
    let speed = 1;
    for (const s of this.slow) {
      const t = smooth(clamp(Math.min((time - s.start + EASE) / EASE, (s.end + EASE - time) / EASE), 0, 1));
      speed = Math.min(speed, 1 + (s.speed - 1) * t);
    }
    return speed;
  }

  // How deep in slow motion, 0 to 1: cameras come nearer by it.
  depth(time: number) {
    let most = 0;
    for (const s of this.slow)
      most = Math.max(most, smooth(Math.min((time - s.start + 0.7) / 0.7, (s.end + 0.9 - time) / 0.9)));
    return most;
  }

  // The moment `seconds` of playing after `time`, in small steps, so that it never depends on the screen's rate.
  after(time: number, seconds: number, speed: number) {
    const STEP = 1 / 240;
    let left = seconds;
    while (left > 1e-9) {
      const d = Math.min(STEP, left);
      time += d * speed * this.at(time);
      left -= d;
    }
    return time;
  }
}
