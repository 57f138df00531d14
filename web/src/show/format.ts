// The data block of the page, format 2, as `page_data.py` writes it. Lengths in [m], moments in [s].

export type Pair = [x: number, y: number];
export type Triple = [x: number, y: number, z: number];

// Numbers of 16 bits: base64 of little-endian int16, in steps.
interface Packed {
  step: number;
  data: string;
}
// Places about `offset`.
export interface PackedPoints extends Packed {
  offset: Triple;
}
// Rows of `width` numbers, one row a frame.
export interface PackedRows extends Packed {
  width: number;
}

// Rows a second, how many, and when the first one is.
export interface Clock {
  start: number;
  rate: number;
  frames: number;
}

// Centre and half-axes across.
export type Ring = [cx: number, cy: number, cz: number, r1: number, r2: number];

export interface Segment {
  body: string;
  parent: string | null;
  origin: Triple;
  axis: "x" | "z";
  rings: Ring[];
}

export interface HeadShape {
  body: string;
  center: Triple;
  radii: Triple;
}

export interface FigureShape {
  prefix?: string;
  name?: string;
  sex?: string;
  height: number;
  mass?: number;
  bodies: Segment[];
  head?: HeadShape | null;
}

// Names and poses of bodies; orientations w first, rounded to 16 bits.
export interface Motion {
  bodies: string[];
  pos: PackedPoints;
  quat: string;
  com?: PackedPoints;
}

export interface Bar {
  body: string;
  length: number;
  radius: number;
}

export interface Cable {
  anchor: Triple;
  body: string;
  offset: Triple;
  rest_length: number;
}

export interface Board {
  pos: Triple;
  size: Triple;
}

export interface Net {
  z: number;
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

export interface TrampolineSize {
  length: number;
  width: number;
  frame_length: number;
  frame_width: number;
  height: number;
  center?: Pair;
  body?: string;
}

export type Moment = [time: number, name: string];
export type Labelled<T> = [label: string, value: T];

export interface Ghost extends PackedPoints {
  landed: boolean;
  hands?: PackedPoints;
}

// Another take; beyond its ends it stands still.
export interface Companion extends Motion {
  label: string;
  figures: FigureShape[];
  landed: boolean;
}

export interface Odds {
  takes: number;
  landed: number;
  odds: number;
  low: number;
  high: number;
  failures: Record<string, number>;
  level?: number;
}

// Torque over what a joint could give, 0 to 1.
export interface Effort extends PackedRows {
  joints: string[];
}

// A force [N], the numbers of the cables that carry it, and the limit drawn beside it.
export interface Load extends PackedRows {
  name: string;
  cables: number[];
  most: number | null;
}

export interface Span {
  start: number;
  end: number;
}
export interface Window extends Span {
  name: string;
}
export interface Slow extends Span {
  speed: number;
}

export interface Mark {
  time: number;
  name: string;
  notation?: string;
  deductions?: Labelled<number>[];
  values?: Labelled<string>[];
}

export interface Score {
  total: number;
  parts: Labelled<number>[];
}

// What every block holds, or it is damaged.
interface Whole extends Motion, Clock {
  format: number;
  title: string;
  subtitle: string;
  seed: number;
  com: PackedPoints;
}

// What a block may lack, and the page then takes as none.
interface Lists {
  floor_z: number;
  figures: FigureShape[];
  bars: Bar[];
  cables: Cable[];
  boards: Board[];
  events: Moment[];
  ghosts: Ghost[];
  others: Companion[];
  facts: Labelled<string>[];
  windows: Window[];
  loads: Load[];
  marks: Mark[];
}

// What only some shows have.
interface Extras {
  verdict?: string;
  net?: Net | null;
  trampoline?: TrampolineSize | null;
  bed?: PackedRows;
  odds?: Odds | null;
  score?: Score | null;
  slow?: Slow[] | null;
  effort?: Effort;
  momentum?: PackedRows;
}

export type Block = Whole & Partial<Lists> & Extras;
export type Show = Whole & Lists & Extras;
