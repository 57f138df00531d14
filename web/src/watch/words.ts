// What moments are called, and what is happening in between.
import type { Poses } from "../show/data.ts";
import { type Flight, flightsOf, Turns } from "../show/flight.ts";
import type { Labelled, Moment, Show } from "../show/format.ts";

const SIDES: Record<string, string> = { l: "left hand", r: "right hand" };
const PLAIN = /^(take-?off|landing)$/;
// Whether a moment goes without saying: on a trampoline everybody sees when a jump begins and ends.
export const plain = (show: Show, name: string) => !!show.trampoline && PLAIN.test(name);
export const said = (name: string) =>
  name.replace(/_([lr])$/, (_, s: string) => `, ${SIDES[s]}`).replace(/_/g, " ");
export const bare = (name: string) => said(name.replace(/_[lr]$/, ""));
// Whether the other hand does the same within a tenth of a second.
export const paired = (events: Moment[], i: number) =>
  events.some(
    ([t, name], k) =>
      k !== i &&
      name !== events[i][1] &&
      bare(name) === bare(events[i][1]) &&
      Math.abs(t - events[i][0]) < 0.1,
  );
export const nameOf = (events: Moment[], i: number) =>
  paired(events, i) ? bare(events[i][1]) : said(events[i][1]);

const degrees = ({ somersault, twist }: ReturnType<Turns["between"]>) => {
  const turned = Math.round(Math.abs(somersault)),
    twisted = Math.round(Math.abs(twist) / 5) * 5;
  return [turned >= 20 ? `${turned}° ${somersault > 0 ? "forward" : "backward"}` : "", twisted >= 90 ? `${twisted}° twist` : ""]
    .filter(Boolean)
    .join(", ");
};

const turnsOf = (show: Show, poses: Poses, { start, end }: Flight) =>
  degrees(new Turns(show, poses).between(start, end));

// Read-outs of the show, and how far the trunk turned: counted once, for caption, card and text alike.
export function factsOf(show: Show, poses: Poses): Labelled<string>[] {
  const flight = show.trampoline ? undefined : flightsOf(show, poses.end).find((f) => f.closed),
    turned = flight && turnsOf(show, poses, flight);
  return turned ? [["Trunk turned", turned], ...show.facts] : show.facts;
}

export class Narrator {
  private readonly show: Show;
  private readonly poses: Poses;
  private readonly flights: Flight[];
  private readonly turns: Turns;
  private readonly ground: number; // Height of floor or bed. [m]

  constructor(show: Show, poses: Poses) {
    this.show = show;
    this.poses = poses;
    this.flights = flightsOf(show, poses.end);
    this.turns = new Turns(show, poses);
    this.ground = show.trampoline ? show.floor_z + show.trampoline.height : show.floor_z;
  }

  // The last thing that happened, said for as long as one can read it.
  event(time: number, hold: number) {
    const seen = this.show.events
      .map(([t], i) => [t, i])
      .filter(([t, i]) => t <= time + 1e-6 && t > time - hold && !plain(this.show, this.show.events[i][1]));
    return [...new Set(seen.map(([, i]) => nameOf(this.show.events, i)))].slice(-2).join(" · ");
  }

  // Numbers of the flight under way, or of the one just over.
  numbers(time: number) {
    const now = this.flights.find((f) => time >= f.start && time < f.end),
      over = this.flights.filter((f) => f.closed && time >= f.end && time < f.end + 0.9).pop(),
      f = now ?? over;
    if (!f) return "";
    const until = Math.min(time, f.end),
      turned = degrees(this.turns.between(f.start, until)),
      high = this.poses.com[2] - this.ground;
    const air = `${(until - f.start).toFixed(2)} s in the air`;
    return [air, turned && `trunk ${turned}`, now ? `${high.toFixed(1)} m up` : ""].filter(Boolean).join(" · ");
  }

  // Every flight in words, for those who listen.
  told() {
    return this.flights
      .filter((f) => f.closed)
      .map((f) => {
        const turned = turnsOf(this.show, this.poses, f);
        return `From ${f.start.toFixed(2)} to ${f.end.toFixed(2)} seconds in the air${turned ? `, the trunk turned ${turned.replace(/°/g, " degrees")}` : ""}.`;
      });
  }
}
