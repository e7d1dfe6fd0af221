/** The line to the room: requests with answers, frames with listeners, and a way back after a cut. */

const DELAYS = [400, 1000, 2000, 4000, 8000, 15000];
const PATIENCE = 20000;
const GOING_AWAY = 1001;
const OUT = [4001, 4003];

export class Refused extends Error {
  constructor({ code = 0, message = "The room refused this." } = {}) {
    super(message);
    this.code = code;
  }
}

export class Socket {
  #address;
  #line = null;
  #asked = new Map();
  #next = 1;
  #listeners = new Map();
  #tries = 0;
  #timer = null;
  #stopped = false;

  constructor(address) {
    this.#address = address;
    addEventListener("online", () => this.retry());
  }

  /** Listen to a kind of frame. The page's own kinds are `cut` ({delay, stopped}), `trying`, and `out` ({removed}): the person is not in the room any more. */
  on(kind, listener) {
    this.#listeners.set(kind, [...(this.#listeners.get(kind) ?? []), listener]);
  }

  get open() {
    return this.#line?.readyState === WebSocket.OPEN;
  }

  connect() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#tell("trying", {});
    const line = new WebSocket(this.#address);
    this.#line = line;
    line.addEventListener("message", (event) => this.#hear(JSON.parse(event.data)));
    line.addEventListener("open", () => { this.#stopped = false; });
    line.addEventListener("close", ({ code }) => {
      if (line !== this.#line) return;
      if (OUT.includes(code)) return this.#tell("out", { removed: code === 4003 });
      this.#stopped ||= code === GOING_AWAY;
      this.#cut();
    });
  }

  /** Try at once instead of waiting out the delay. */
  retry() {
    if (this.#timer !== null) this.connect();
  }

  /** Try no more. */
  stop() {
    clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Give up this line (it looks dead) and take another. */
  renew() {
    const line = this.#line;
    this.#cut(0);
    line?.close();
  }

  /** Ask the room to do something; resolves with the answer's data, rejects with Refused. */
  ask(verb, data = {}) {
    if (!this.open) return Promise.reject(new Refused({ message: "Not connected. Nothing was sent." }));
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#answer({ re: id, error: { message: "The room did not answer." } }), PATIENCE);
      this.#asked.set(id, { resolve, reject, timer });
      this.#line.send(JSON.stringify({ id, do: verb, ...data }));
    });
  }

  #hear(frame) {
    if (frame.re !== undefined) return this.#answer(frame);
    if (frame.t === "hello") this.#tries = 0;
    this.#tell(frame.t, frame.d);
  }

  #answer({ re, ok, d, error }) {
    const asked = this.#asked.get(re);
    if (asked === undefined) return;
    this.#asked.delete(re);
    clearTimeout(asked.timer);
    if (ok) asked.resolve(d ?? {});
    else asked.reject(new Refused(error));
  }

  #cut(delay = DELAYS[Math.min(this.#tries, DELAYS.length - 1)] * (0.8 + 0.4 * Math.random())) {
    this.#line = null;
    this.#tries += 1;
    for (const re of [...this.#asked.keys()])
      this.#answer({ re, error: { message: "The connection was lost before the room answered." } });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.connect(), delay);
    // A room that said so, or that has not been found for a while, has stopped.
    this.#tell("cut", { delay, stopped: this.#stopped || this.#tries > 3 });
  }

  #tell(kind, data) {
    for (const listener of this.#listeners.get(kind) ?? []) listener(data);
  }
}
