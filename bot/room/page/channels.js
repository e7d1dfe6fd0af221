/** The channel list: channels with their threads below them, what is unread, what is closed, whose turn it is. */

import { h, older } from "./elements.js";
import { inOrder } from "./turns.js";

const THREADS = new Set([10, 11, 12]);
const THREAD_OPENED = 18;
const SEND = 1n << 11n;
const SEND_IN_THREADS = 1n << 38n;

export const isThread = (channel) => THREADS.has(channel?.type);
export const isClosed = (channel) => Boolean(channel?.thread_metadata?.archived);
export const isLocked = (channel) => Boolean(channel?.thread_metadata?.locked);

/** Whether this person may write in the channel (which carries their permissions there). */
export function mayWrite(channel) {
  const permissions = BigInt(channel?.permissions ?? -1);
  return (permissions & (isThread(channel) ? SEND_IN_THREADS : SEND)) !== 0n;
}

/** Whether this person has all of some permissions (a number as text) in the channel. */
export function may(channel, wanted) {
  const permissions = BigInt(channel?.permissions ?? -1);
  return (permissions & BigInt(wanted)) === BigInt(wanted);
}

export class Channels {
  #nav;
  #room;
  #all = new Map();
  #read;
  #readKey;
  #unfolded = new Set();
  #announced = new Map();

  constructor(nav, room, person) {
    this.#nav = nav;
    this.#room = room;
    this.#readKey = `read:${person}`;
    this.#read = new Map(JSON.parse(sessionStorage.getItem(this.#readKey) ?? "[]"));
  }

  get(id) {
    return this.#all.get(id) ?? null;
  }

  all() {
    return [...this.#all.values()];
  }

  /** The whole list, as told on arrival; what is in it on the first arrival counts as read. */
  replace(channels) {
    const first = this.#read.size === 0;
    this.#all = new Map(channels.map((channel) => [channel.id, channel]));
    if (first) for (const { id, last_message_id: last } of channels) this.#read.set(id, last ?? "0");
    this.#keep();
  }

  put(channel) {
    this.#all.set(channel.id, { ...this.#all.get(channel.id), ...channel });
    this.draw();
  }

  remove(id) {
    this.#all.delete(id);
    for (const channel of this.all()) if (channel.parent_id === id) this.#all.delete(channel.id);
    this.draw();
  }

  /** A message was posted; the reader's own counts as read, and so does the line that tells of the thread they are in. */
  heard({ id, channel_id: channelId, type, author, message_reference: about }) {
    const channel = this.get(channelId);
    if (channel === null) return;
    const before = this.#unread(channel);
    const thread = type === THREAD_OPENED ? about?.channel_id : null;
    if (thread && !before) this.#announced.set(thread, { channelId, id });
    channel.last_message_id = id;
    if (author?.id === this.#room.me.id || (thread && thread === this.#room.current)) this.seen(channelId, id);
    else if (!before) this.draw();
  }

  /** The person has gone into a thread: if its channel has nothing new but the line that tells of it, that is read. */
  entered(thread) {
    const { channelId, id } = this.#announced.get(thread) ?? {};
    if (id && this.get(channelId)?.last_message_id === id) this.seen(channelId, id);
  }

  /** The person has read a channel down to a message. */
  seen(channelId, messageId) {
    if (!messageId || !older(this.#read.get(channelId) ?? "0", messageId)) return;
    const before = this.get(channelId) && this.#unread(this.get(channelId));
    this.#read.set(channelId, messageId);
    this.#keep();
    if (before) this.draw();
  }

  #keep() {
    sessionStorage.setItem(this.#readKey, JSON.stringify([...this.#read]));
  }

  #unread({ id, last_message_id: last }) {
    return Boolean(last) && older(this.#read.get(id) ?? "0", last);
  }

  /** How many channels hold something unread. */
  get unread() {
    return this.all().filter((channel) => this.#unread(channel)).length;
  }

  draw() {
    const focused = this.#nav.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const tops = this.all().filter((channel) => !isThread(channel) && channel.type !== 4).sort((a, b) => a.position - b.position);
    this.#nav.replaceChildren(h("ul", {}, tops.map((channel) => this.#branch(channel))));
    if (focused) this.#nav.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    this.#room.counted(this.unread);
  }

  #branch(channel) {
    const threads = inOrder(this.all().filter((thread) => isThread(thread) && thread.parent_id === channel.id), this.#room.turns);
    const open = threads.filter((thread) => !isClosed(thread));
    const closed = threads.filter(isClosed);
    return h("li", {}, this.#link(channel),
      open.length > 0 && h("ul", { class: "threads", "aria-label": `Threads in ${channel.name}` }, open.map((thread) => h("li", {}, this.#link(thread)))),
      closed.length > 0 && this.#closed(channel, closed));
  }

  #closed(channel, threads) {
    const here = threads.some(({ id }) => id === this.#room.current);
    const fold = h("details", { class: "closed", open: here || this.#unfolded.has(channel.id) },
      h("summary", {}, `${threads.length} closed`),
      h("ul", { class: "threads", "aria-label": `Closed threads in ${channel.name}` }, threads.map((thread) => h("li", {}, this.#link(thread)))));
    fold.addEventListener("toggle", () => (fold.open ? this.#unfolded.add(channel.id) : this.#unfolded.delete(channel.id)));
    return fold;
  }

  #link(channel) {
    const here = channel.id === this.#room.current;
    const unread = !here && this.#unread(channel);
    const turn = isThread(channel) && !isClosed(channel) && this.#room.turns.mine(channel.id) !== null;
    return h("a", { href: `#${channel.id}`, "aria-current": here ? "page" : null, class: unread ? "unread" : null },
      h("span", { class: "kind", "aria-hidden": "true" }, isThread(channel) ? (isLocked(channel) ? "×" : "↳") : "#"),
      h("bdi", { class: "channel-name" }, channel.name),
      turn && h("span", { class: "turn" }, h("span", { class: "unseen" }, ", "), "your turn"),
      isLocked(channel) && h("span", { class: "unseen" }, ", locked"),
      unread && h("span", { class: "dot" }, h("span", { class: "unseen" }, ", unread")));
  }
}
