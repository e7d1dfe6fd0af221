/** The articles of the log in their order, with a date line wherever the day changes. */

import { article, spoken, update } from "./article.js";
import { h, older } from "./elements.js";
import { dayName } from "./times.js";

const ONE_BREATH = 7 * 60 * 1000;

function neighbour(from, way) {
  let at = from?.[way] ?? null;
  while (at !== null && !at.dataset.messageId) at = at[way];
  return at;
}

function dayLine(standing) {
  const above = standing.previousElementSibling;
  return above?.classList.contains("day") ? above : null;
}

export class Sheet {
  #element;
  #personById;
  #messages = new Map();
  #articles = new Map();
  #beside = null;

  constructor(element, personById) {
    this.#element = element;
    this.#personById = personById;
  }

  get size() {
    return this.#articles.size;
  }

  has(id) {
    return this.#articles.has(id);
  }

  message(id) {
    return this.#messages.get(id) ?? null;
  }

  articleOf(id) {
    return this.#articles.get(id) ?? null;
  }

  /** The messages as they stand, oldest first. */
  messages() {
    return [...this.#element.querySelectorAll("article")].map((standing) => this.#messages.get(standing.dataset.messageId));
  }

  /** The id of the newest message, null if there is none. */
  get last() {
    const articles = this.#element.getElementsByTagName("article");
    return articles[articles.length - 1]?.dataset.messageId ?? null;
  }

  spoken(id) {
    const standing = this.articleOf(id);
    return standing && spoken(standing);
  }

  /** Draw a message: into its article, or as a new one in its place. */
  put(message) {
    this.#messages.set(message.id, message);
    const person = this.#personById(message.author?.id);
    const standing = this.#articles.get(message.id);
    if (standing) return update(standing, message, person);
    const made = article(message, person);
    const next = this.#after(message.id);
    if (next) dayLine(next)?.remove();
    this.#element.insertBefore(made, next);
    this.#articles.set(message.id, made);
    made.classList.toggle("shown-beside", message.id === this.#beside);
    this.#arrange(made);
    if (next) this.#arrange(next);
    else this.#rove(made);
  }

  /** Take an article away; the focus, if it was inside, goes to its neighbour. */
  remove(id) {
    const standing = this.#articles.get(id);
    this.#messages.delete(id);
    this.#articles.delete(id);
    if (!standing) return;
    const next = neighbour(standing, "nextElementSibling") ?? neighbour(standing, "previousElementSibling");
    const focused = standing.contains(document.activeElement);
    dayLine(standing)?.remove();
    standing.remove();
    if (next) this.#arrange(next);
    if (next && (focused || standing.tabIndex === 0)) next.tabIndex = 0;
    if (next && focused) next.focus({ preventScroll: true });
  }

  clear() {
    this.#messages.clear();
    this.#articles.clear();
    this.#element.replaceChildren();
  }

  /** Show a message as one line, because it stands beside the others; null for none. */
  shownBeside(id) {
    this.articleOf(this.#beside)?.classList.remove("shown-beside");
    this.#beside = id;
    this.articleOf(id)?.classList.add("shown-beside");
  }

  /** Replace the line above all messages. */
  crown(line) {
    if (this.#element.firstElementChild?.isEqualNode(line)) return;
    this.#element.querySelectorAll(".state").forEach((state) => state.remove());
    this.#element.prepend(line);
  }

  /** Add a line of the page's own below all messages. */
  append(line) {
    this.#element.append(line);
  }

  /** Move the focus from one article to its neighbour; false at the end. */
  step(from, way) {
    const to = neighbour(from, way < 0 ? "previousElementSibling" : "nextElementSibling");
    if (!to) return false;
    from.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
    return true;
  }

  #after(id) {
    for (let at = this.#element.lastElementChild, next = null; ; at = at.previousElementSibling) {
      if (at === null) return next;
      if (!at.dataset.messageId) continue;
      if (older(at.dataset.messageId, id)) return next;
      next = at;
    }
  }

  #arrange(standing) {
    const message = this.#messages.get(standing.dataset.messageId);
    const before = this.#messages.get(neighbour(standing, "previousElementSibling")?.dataset.messageId);
    const date = new Date(message.timestamp);
    const last = before && new Date(before.timestamp);
    const newDay = !last || last.toDateString() !== date.toDateString();
    dayLine(standing)?.remove();
    if (newDay) standing.before(h("p", { class: "day" }, h("span", {}, dayName(date))));
    const plain = message.type === 0 && !message.author?.bot && !message.interaction_metadata && !message.ephemeral && !before?.ephemeral;
    const goesOn = plain && !newDay && before.author?.id === message.author?.id && date - last < ONE_BREATH;
    standing.classList.toggle("goes-on", goesOn);
  }

  // The Tab key reaches one article, the arrow keys the others.
  #rove(to) {
    if (document.activeElement?.closest("article") && this.#element.contains(document.activeElement)) return;
    this.#element.querySelector("article[tabindex='0']")?.setAttribute("tabindex", "-1");
    to.tabIndex = 0;
  }
}
