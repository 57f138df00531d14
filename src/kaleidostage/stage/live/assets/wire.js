// The wire: frames from the server, unpacked in order; it finds back when it is cut.

const HEAD = 16, FORMAT = 1, FIRST_WAIT = 400, LONGEST_WAIT = 4000; // [bytes], -, [ms], [ms]
export const HELLO = 1, RUN = 2, POINT = 3, TAKE = 4, GONE = 5;

// Values of a packed payload.
export async function unpacked(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

// Stays connected: `heard(kind, values)` for each frame, `state(open, text)` for the link.
export class Wire {
  constructor(heard, state) {
    Object.assign(this, { heard, state, wait: FIRST_WAIT, order: Promise.resolve(), newest: 0 });
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

  take(data) {
    const view = new DataView(data), kind = view.getUint8(3), number = view.getUint32(4, true);
    if (view.getUint16(0) !== 0x4b53 || view.getUint8(2) !== FORMAT) {
      this.state(false, "the stage speaks a newer format; reload this page");
      return;
    }
    if (kind === TAKE) this.newest = number;
    this.order = this.order.then(async () => {
      if (kind === TAKE && number !== this.newest) return; // A newer one has come: drop it.
      const values = await unpacked(new Uint8Array(data, HEAD));
      if (kind === HELLO) { this.wait = FIRST_WAIT; this.state(true, "the stage is open"); }
      await this.heard(kind, values);
    }).catch((error) => console.error(error));
  }
}

// Asks the server; what is refused is thrown as its one line.
export async function ask(method, path, body) {
  const json = body !== undefined && !(body instanceof Blob);
  const answer = await fetch(path, {
    method,
    headers: json ? { "content-type": "application/json" } : {},
    body: json ? JSON.stringify(body) : body,
  }).catch(() => { throw new Error("the stage does not answer; is it still open?"); });
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => ({}));
  throw new Error(said.error || `refused (${answer.status})`);
}
