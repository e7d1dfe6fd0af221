/**
 * Whose turn it is in which thread, read from what a bot said there last.
 *
 * Conventions: the newest message of a bot, or a field of its embed named "Now", says
 * "Next: @person … at most N words"; a thread is over once its bot says "The debate is over."
 */

import { older } from "./elements.js";
import { limitIn } from "./words.js";

/** The kinds of message that somebody wrote: plain, a reply, the answer to a command. */
export const SPOKEN = new Set([0, 19, 20, 23]);
const OVER = /\bThe debate is over\b/;
const ASKED_AT_ONCE = 100;

function wording({ content, embeds = [] }) {
  const fields = embeds.flatMap(({ fields: all = [] }) => all.map(({ name, value }) => `${name}: ${value}`));
  return [content, ...fields].join("\n");
}

export class Turns {
  #room;
  #said = new Map();
  #over = new Set();

  constructor(room) {
    this.#room = room;
  }

  /** Ask what was said last in the threads that are open. */
  async learn(threads) {
    const ids = threads.map(({ id }) => id).sort((a, b) => (older(a, b) ? 1 : -1)).slice(0, ASKED_AT_ONCE);
    if (ids.length === 0) return;
    const { messages } = await this.#room.ask("latest", { channels: ids });
    for (const message of messages) this.heard(message);
  }

  /** A message came or changed; true if that may have changed whose turn it is. */
  heard(message) {
    if (!message.author?.bot || message.ephemeral || !SPOKEN.has(message.type)) return false;
    const { id, channel_id: channel } = message;
    const words = wording(message);
    const known = this.#said.get(channel);
    const ended = OVER.test(words) && !this.#over.has(channel);
    if (ended) this.#over.add(channel);
    if (known && older(id, known.id)) return ended;
    this.#said.set(channel, { id, words });
    return ended || this.#limit(known?.words) !== this.#limit(words);
  }

  forget(channel) {
    this.#said.delete(channel);
    this.#over.delete(channel);
  }

  /** How many words the reader may write in a thread now; null if it is not their turn. */
  mine(channel) {
    return this.isOver(channel) ? null : this.#limit(this.#said.get(channel)?.words);
  }

  isOver(channel) {
    return this.#over.has(channel);
  }

  #limit(words) {
    const line = new RegExp(`^[*\\s]*(?:Next|Now):[*\\s]*<@!?${this.#room.me.id}>.*$`, "m").exec(words ?? "");
    return line && limitIn(line[0]);
  }
}

/** The threads of a channel as they are listed: those under way first, the newest first. */
export function inOrder(threads, turns) {
  const newest = [...threads].sort((a, b) => (older(a.id, b.id) ? 1 : -1));
  return [...newest.filter(({ id }) => !turns.isOver(id)), ...newest.filter(({ id }) => turns.isOver(id))];
}
