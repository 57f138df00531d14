// What the server tells: runs, generations, and what there is to pick from.
export type State = "queued" | "running" | "stopped" | "done" | "failed";
export type Job = "rehearse" | "show" | "sheet";

export interface Share {
  landed: number;
  takes: number;
  low: number;
  high: number;
}

export interface Run {
  kind: Job;
  act: string;
  performer: string;
  rig: string;
  steadiness: string;
  seed: number;
  budget: number; // [s]
  takes: number;
  of: string;
  id: string;
  created: number; // [s since 1970]
  state: State;
  message: string;
  result: Partial<Share>;
  points: number; // How many generations.
}

// One generation. What is learned on the trampoline earns, what is searched for on the trapeze costs.
export interface Point extends Share {
  generation: number;
  stage: string;
  seconds: number;
  best_cost?: number;
  earned?: number; // [1/s]
}

export interface Entry {
  key: string;
  own?: boolean;
  title?: string;
  about?: string;
  fault?: string;
  apparatus?: string;
  cast?: string;
  rig?: string;
}

export interface Catalogue {
  acts: Entry[];
  performers: Entry[];
  rigs: Entry[];
  steadiness: string[];
}

export interface Wish {
  kind: Job;
  act: string;
  performer: string;
  rig: string;
  steadiness: string;
  seed: number;
  takes: number;
  budget?: number; // [s]
  of?: string;
}

export interface Grown {
  run: string;
  index: number;
  point: Point;
}

export interface Taken {
  run: string;
  generation: number;
  show: unknown;
}

export const isOpen = (run: Run) => run.state === "queued" || run.state === "running";
