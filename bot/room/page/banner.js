/** The room's own words: whether it can be reached, whether the bot is here, and notices. */

import { h } from "./elements.js";

const SHOWN_FOR = 8000;

export class Banner {
  #box;
  #notices;
  #timer = null;
  #bot = null;
  #cut = false;
  #retry = () => {};
  #why = h("span", {});
  #button = h("button", { type: "button", class: "as-link", onclick: () => this.#retry() }, "Try now");
  // The count is not read aloud each second.
  #next = h("span", { "aria-hidden": "true" });

  constructor(box, notices) {
    this.#box = box;
    this.#notices = notices;
  }

  arrived(bot) {
    clearInterval(this.#timer);
    this.#cut = false;
    this.botIs(bot);
  }

  botIs(bot) {
    this.#bot = bot;
    if (!this.#cut) this.#draw(bot?.online ? [] : [h("strong", {}, h("bdi", {}, bot?.name ?? "The bot"), " is away. "), "What you write is kept; commands and buttons work again when it is back."]);
  }

  trying(first) {
    clearInterval(this.#timer);
    this.#cut = true;
    if (this.#button.isConnected) this.#next.textContent = " · trying …";
    else this.#draw([first ? "Opening the room …" : "Connection lost. Trying again …"], !first);
  }

  /** The line is cut; count down to the next try. The button is the same from try to try, and the
   * count moves nothing: a finger may be on its way to it, or the focus on it. */
  cut(delay, retry, stopped = false) {
    const until = Date.now() + delay;
    const count = () => {
      const seconds = Math.max(1, Math.ceil((until - Date.now()) / 1000));
      this.#next.textContent = ` · next try in ${seconds} s`;
    };
    this.#cut = true;
    this.#retry = retry;
    clearInterval(this.#timer);
    this.#timer = setInterval(count, 1000);
    count();
    const why = stopped ? "The room has stopped. Start it again in its terminal; this page comes back by itself. What you type is kept. " : "Connection lost. What you type is kept. ";
    // What is written anew is read aloud anew.
    if (this.#why.textContent !== why) this.#why.textContent = why;
    if (!this.#button.isConnected) this.#draw([this.#why, this.#button, this.#next], true);
  }

  /** The address names nobody of this room. */
  nobody(words) {
    clearInterval(this.#timer);
    this.#draw([`${words.trim()} `, h("a", { href: "/" }, "Come in as the first of them.")], true);
  }

  #draw(parts, grave = false) {
    this.#box.classList.toggle("grave", grave);
    this.#box.replaceChildren(...parts);
  }

  notice(level, text) {
    const note = h("p", { class: `notice ${level}` }, h("span", { dir: "auto" }, text), h("button", { type: "button", class: "quiet", "aria-label": "Dismiss", onclick: () => note.remove() }, "✕"));
    this.#notices.append(note);
    if (level === "info") setTimeout(() => note.remove(), SHOWN_FOR);
  }
}
