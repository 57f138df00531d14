// The wire: frames from the server, unpacked in order; it finds back when it is cut.
import type { Grown, Run, Taken } from "./facts.ts";

const HEAD = 16, // [bytes]
  FORMAT = 1,
  FIRST_WAIT = 400, // [ms]
  LONGEST_WAIT = 4000; // [ms]
const TAKE = 4;

// What each kind of frame holds.
export interface Hearing {
  1(values: { runs: Run[] }): unknown; // Hello: all runs.
  2(run: Run): unknown; // A run has changed.
  3(values: Grown): unknown; // A generation.
  4(values: Taken): unknown; // Its best take.
  5(values: { run: string }): unknown; // A run was removed.
}

// Values of a packed payload.
export async function unpacked<T = never>(bytes: BufferSource): Promise<T> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

// Stays connected: `heard` takes each frame, `state(open, text)` how the link is.
export class Wire {
  private wait = FIRST_WAIT;
  private order: Promise<unknown> = Promise.resolve();
  private newest = 0;

  constructor(
    private readonly heard: Hearing,
    private readonly state: (open: boolean, text: string) => void,
  ) {
    this.connect();
  }

  connect() {
    const address = new URL("ws", location.href);
    address.protocol = "ws:";
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => this.take(data);
    socket.onclose = ({ reason }) => {
      this.state(false, reason || "the stage is closed; this page finds back when it is opened again");
      setTimeout(() => this.connect(), this.wait);
      this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
    };
  }

  take(data: ArrayBuffer) {
    const view = new DataView(data),
      kind = view.getUint8(3) as keyof Hearing,
      number = view.getUint32(4, true);
    if (view.getUint16(0) !== 0x4b53 || view.getUint8(2) !== FORMAT) {
      this.state(false, "the stage speaks a newer format; reload this page");
      return;
    }
    if (kind === TAKE) this.newest = number;
    this.order = this.order.then(() => this.tell(kind, number, data)).catch((error) => console.error(error));
  }

  private async tell(kind: keyof Hearing, number: number, data: ArrayBuffer) {
    if (kind === TAKE && number !== this.newest) return; // A newer one has come: drop it.
    const values = await unpacked(new Uint8Array(data, HEAD));
    if (kind === 1) {
      this.wait = FIRST_WAIT;
      this.state(true, "the stage is open");
    }
    await this.heard[kind]?.(values);
  }
}

// Asks the server; what is refused is thrown as its one line.
export async function ask(method: string, path: string, body?: unknown) {
  const json = body !== undefined && !(body instanceof Blob);
  const answer = await fetch(path, {
    method,
    headers: json ? { "content-type": "application/json" } : {},
    body: json ? JSON.stringify(body) : (body as Blob | undefined),
  }).catch(() => {
    throw new Error("the stage does not answer; is it still open?");
  });
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => ({}));
  throw new Error(said.error || `refused (${answer.status})`);
}
