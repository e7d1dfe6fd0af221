/** What became of a press, a command, a pick or a form: the bot took it, or it failed. */

export class Interactions {
  #states = new Map();
  #waiting = new Map();
  #asking = 0;

  constructor(socket) {
    socket.on("interaction", ({ id, state, reason }) => this.#became(id, state, reason));
    socket.on("cut", () => {
      for (const id of [...this.#waiting.keys()]) this.#became(id, "failed", "The connection was lost.");
    });
  }

  /** Whether an interaction was begun in this window (or may have been, while an answer is due). */
  ours(id) {
    return this.#states.has(id) || this.#asking > 0;
  }

  /** Wait for a request's interaction to be taken; resolves with its id, rejects with the reason. `begun(id)` is called once it has an id. */
  async follow(request, begun = () => {}) {
    this.#asking += 1;
    let id;
    try {
      id = (await request).interaction_id;
      if (!this.#states.has(id)) this.#states.set(id, { state: "sent" });
      begun(id);
    } finally {
      this.#asking -= 1;
    }
    await new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#look(id);
    });
    const { state, reason } = this.#states.get(id);
    if (state === "failed") throw new Error(reason || "The bot did not answer.");
    return id;
  }

  #became(id, state, reason) {
    if (this.#states.get(id)?.state === "failed") return;
    this.#states.set(id, { state, reason });
    this.#look(id);
  }

  #look(id) {
    if (this.#states.get(id).state === "sent" || !this.#waiting.has(id)) return;
    this.#waiting.get(id)();
    this.#waiting.delete(id);
  }
}
