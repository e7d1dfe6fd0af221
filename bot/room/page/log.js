/** What the open channel holds: fetched page by page, changed in place, drawn once per animation frame. */

import { standsBeside } from "./beside.js";
import { h, older } from "./elements.js";
import { Place } from "./place.js";
import { Sheet } from "./sheet.js";

const PAGE = 50;
const LARGE_PAGE = 100;
const MOST_PAGES = 20;
const NEAR_TOP = 600;

// Whether messages reach back to where others end, so that none is missing between them.
function reaches(messages, stood) {
  return messages.length > 0 && stood.length > 0 && !older(stood.at(-1).id, messages[0].id);
}

export class Log {
  #room;
  #log;
  #sheet;
  #newest;
  #announcer;
  #place;
  #queue = new Map();
  #drawing = false;
  #channel = null;
  #more = false;
  #loading = false;
  #turn = 0;
  #unseen = 0;

  constructor(room, { log, sheet, newest, announcer }) {
    this.#room = room;
    this.#log = log;
    this.#sheet = new Sheet(sheet, (id) => room.personById(id));
    this.#newest = newest;
    this.#announcer = announcer;
    this.#place = new Place(log, sheet, () => this.#moved());
    newest.addEventListener("click", () => this.toBottom());
    document.addEventListener("visibilitychange", () => this.#draw());
  }

  message(id) {
    return this.#sheet.message(id);
  }

  articleOf(id) {
    return this.#sheet.articleOf(id);
  }

  step(from, way) {
    return this.#sheet.step(from, way);
  }

  lastOwn() {
    return this.#sheet.messages().findLast((message) => message.author?.id === this.#room.me.id && !message.ephemeral);
  }

  toBottom() {
    this.#place.toBottom();
  }

  /** Open a channel: its newest page of messages, at the bottom. */
  async open(channel) {
    this.#channel = channel;
    this.#announcer.forget();
    this.#sheet.clear();
    this.#queue.clear();
    this.#more = false;
    this.#unseen = 0;
    this.#place.pinned = true;
    this.#sheet.crown(h("div", { class: "state fetching" }, h("p", {}, "Fetching messages …"), [90, 72, 84].map((width) => h("span", { class: `ghost w${width}`, "aria-hidden": "true" }))));
    await this.refresh();
  }

  /** Fetch the newest page (again, after a cut): what stands and is not in it any more goes. */
  async refresh() {
    const turn = ++this.#turn;
    if (this.#channel === null) return;
    this.#loading = true;
    const stood = this.#sheet.messages();
    try {
      const { messages, more } = await this.#newestPages(turn, stood);
      if (turn === this.#turn) this.#settle(messages, more, stood);
    } catch (error) {
      if (turn === this.#turn && this.#sheet.size === 0) this.#fail(error);
    } finally {
      if (turn === this.#turn) this.#loading = false;
    }
  }

  // The newest page; for a reader who is further up all pages back to where the old messages end, or the place would be lost.
  async #newestPages(turn, stood) {
    const channel = this.#channel;
    const page = await this.#room.ask("history", { channel, limit: PAGE });
    for (let pages = 0; pages < MOST_PAGES && !this.#place.pinned && stood.length > 0 && page.more && !reaches(page.messages, stood); pages += 1) {
      const { messages, more } = await this.#room.ask("history", { channel, before: page.messages[0].id, limit: LARGE_PAGE });
      if (turn !== this.#turn) break;
      page.messages.unshift(...messages);
      page.more = more;
    }
    return page;
  }

  #settle(all, more, stood) {
    const joined = reaches(all, stood);
    const messages = all.filter((message) => !standsBeside(message));
    const ids = new Set(messages.map(({ id }) => id));
    for (const { id } of stood)
      if (!ids.has(id) && (!joined || older(all[0].id, id))) this.#remove(id);
    if (!joined) this.#more = more;
    if (joined && !this.#place.pinned) this.#unseen += messages.filter(({ id }) => older(stood.at(-1).id, id)).length;
    for (const message of messages) this.#sheet.put(message);
    this.#crown();
    this.#place.keep();
  }

  #fail(error) {
    this.#sheet.crown(h("p", { class: "state" }, `The messages did not load. ${error.message} `,
      h("button", { type: "button", class: "button secondary", onclick: () => this.open(this.#channel) }, "Try again")));
  }

  #crown() {
    const name = this.#room.isThread(this.#channel) ? "This thread" : this.#room.nameOfChannel(this.#channel);
    const open = this.#room.shut === null;
    if (this.#sheet.size === 0)
      this.#sheet.crown(h("div", { class: "state empty" }, h("p", {}, "Nothing has been said here yet."), h("p", {}, open ? "Write below, or type / to see what can be done." : "What is said here will appear by itself.")));
    else this.#sheet.crown(h("p", { class: "state" }, this.#more ? "Earlier messages …" : `${name} begins here.`));
  }

  /** Take a message, new or changed; it is drawn in the next frame. */
  take(message, isNew) {
    const { id, channel_id: channel } = message;
    if (channel === this.#channel && (isNew || this.#sheet.has(id) || this.#queue.has(id))) this.#enqueue(id, message);
  }

  /** A message was deleted, or an ephemeral one dismissed. */
  drop(channel, id) {
    if (channel === this.#channel) this.#enqueue(id, null);
  }

  #enqueue(id, message) {
    this.#queue.set(id, message);
    if (this.#drawing) return;
    this.#drawing = true;
    // A hidden page gets no animation frames.
    if (document.hidden) setTimeout(() => this.#draw(), 250);
    else requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    this.#drawing = false;
    const queue = [...this.#queue];
    this.#queue.clear();
    for (const [id, message] of queue) {
      if (message === null) this.#remove(id);
      else this.#show(message);
    }
    if (queue.length > 0) this.#crown();
    this.#moved();
  }

  #show(message) {
    const isNew = !this.#sheet.has(message.id);
    const own = message.author?.id === this.#room.me.id;
    this.#sheet.put(message);
    if (isNew && own) this.#place.toBottom();
    else if (isNew && !this.#place.pinned) this.#unseen += 1;
    if (!own && !message.loading && (isNew || !message.pinned)) this.#announcer.changed(message.id, () => this.#sheet.spoken(message.id));
  }

  #remove(id) {
    const standing = this.#sheet.articleOf(id);
    if (standing && !this.#place.pinned) this.#place.remember(standing);
    this.#sheet.remove(id);
  }

  async #earlier() {
    const [turn, channel] = [this.#turn, this.#channel];
    const before = this.#sheet.messages()[0]?.id;
    if (before === undefined || this.#loading) return;
    this.#loading = true;
    try {
      const { messages, more } = await this.#room.ask("history", { channel, before, limit: PAGE });
      if (turn !== this.#turn) return;
      this.#more = more && messages.length > 0;
      for (const message of messages.filter((one) => !standsBeside(one)).reverse()) this.#sheet.put(message);
      this.#crown();
      this.#place.keep();
    } finally {
      if (turn === this.#turn) this.#loading = false;
    }
  }

  /** Show one message, going back for it if need be; false when it cannot be found. */
  async show(id) {
    for (let pages = 0; pages < 20 && !this.#sheet.has(id) && this.#more; pages += 1) await this.#earlier();
    const standing = this.#sheet.articleOf(id);
    if (standing) this.#place.show(standing);
    return Boolean(standing);
  }

  /** The message with this id is shown beside the others, and here as one line. */
  shownBeside(id) {
    this.#sheet.shownBeside(id);
  }

  /** Put a line of the page's own at the end. */
  line(element) {
    this.#sheet.append(element);
    this.#place.toBottom();
  }

  #moved() {
    if (this.#place.pinned) {
      this.#unseen = 0;
      if (!document.hidden) this.#room.seen(this.#channel, this.#sheet.last);
    }
    this.#newest.hidden = this.#place.pinned;
    const words = this.#unseen > 0 ? `${this.#unseen} new · to the newest ↓` : "To the newest ↓";
    if (this.#newest.textContent !== words) this.#newest.textContent = words;
    if (this.#more && !this.#loading && this.#log.scrollTop < NEAR_TOP) this.#earlier().catch(() => {});
  }
}
