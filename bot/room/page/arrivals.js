/**
 * Where a person comes in, and how they get to what they have just begun.
 *
 * Convention: when what a person pressed or ran is answered, to them alone, with a link to a
 * thread that is younger than the press, the page goes there; not if they have typed meanwhile.
 */

import { older } from "./elements.js";

const SOON = 30000;

export class Arrivals {
  #key;
  #begun = new Map();
  #typedAt = 0;
  #aim = null;

  constructor(person) {
    this.#key = `place:${person}`;
    document.addEventListener("input", () => { this.#typedAt = performance.now(); }, true);
  }

  /** Where the person was when they left; null on a first visit. */
  get place() {
    return localStorage.getItem(this.#key);
  }

  at(channel) {
    if (channel !== null) localStorage.setItem(this.#key, channel);
    this.#aim = null;
  }

  /** An interaction was begun in a channel. */
  begun(id, channel) {
    this.#begun.set(id, { channel, at: performance.now() });
  }

  /** The thread to go to after this message, once it is known; null to stay. */
  follow(message, current) {
    const origin = this.#begun.get(message.interaction_id);
    const [, thread] = /<#(\d+)>/.exec(message.content ?? "") ?? [];
    if (!origin || !thread || !message.ephemeral || message.loading || !older(message.interaction_id, thread)) return null;
    this.#begun.delete(message.interaction_id);
    if (origin.channel !== current || performance.now() - origin.at > SOON || !this.#idleSince(origin.at)) return null;
    this.#aim = { thread, at: origin.at };
    return thread;
  }

  /** Whether a thread that has just become known is the one that was waited for. */
  isAim(thread) {
    return this.#aim?.thread === thread && this.#idleSince(this.#aim.at);
  }

  #idleSince(moment) {
    return this.#typedAt < moment && document.querySelector("dialog[open]") === null;
  }
}
