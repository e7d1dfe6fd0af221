/**
 * What stands beside the messages: the thread's card, and what a press was answered.
 *
 * Conventions: the newest pinned message of a thread is its card. A bot's answer to a press, or to
 * a command in a message's menu, that only one person sees is read beside the messages and never
 * among them. On a wide screen both
 * have a column of their own, the answer over the card; on a narrow one each is a sheet from below.
 */

import { article, update } from "./article.js";
import { $, h, older } from "./elements.js";

const [COMMAND, COMPONENT] = [2, 3];
const WIDE = matchMedia("(min-width: 62.5em)");

/** Whether a message is read beside the others: the answer, for one person alone, to a press or to a command in a message's menu. */
export function standsBeside({ ephemeral, interaction_metadata: origin }) {
  const inMenu = origin?.type === COMMAND && origin.command_type > 1;
  return Boolean(ephemeral) && (origin?.type === COMPONENT || inMenu);
}

function leafOf(name) {
  return { leaf: $(name), body: $(`${name}-body`), title: $(`${name}-name`) };
}

export class Beside {
  #room;
  #box = $("beside");
  #card = leafOf("card");
  #answer = leafOf("answer");
  #channel = null;
  #pins = [];
  #presses = new Map();
  #shown = null;
  #cardOpen = false;
  #back = null;

  constructor(room) {
    this.#room = room;
    $("answer-close").addEventListener("click", () => this.close());
    $("card-close").addEventListener("click", () => this.close());
    $("veil").addEventListener("click", () => this.close());
    $("card-open").addEventListener("click", () => this.openCard());
    addEventListener("keydown", (event) => this.#key(event));
    WIDE.addEventListener("change", () => this.#lay());
  }

  /** The message behind an article that stands here; null if it is not one of them. */
  message(id) {
    const answers = [...this.#presses.values()].flatMap(({ messages }) => [...messages.values()]);
    return [...this.#pins, ...answers].find((message) => message.id === id) ?? null;
  }

  // The card.

  /** Turn to a channel (or fetch its card again). */
  async open(channel) {
    if (channel !== this.#channel) {
      this.#channel = channel;
      this.#shown = null;
      this.#cardOpen = false;
      this.#have([]);
    }
    if (channel === null) return;
    const { messages } = await this.#room.ask("pins", { channel });
    if (channel === this.#channel) this.#have(messages);
  }

  /** A message of the open channel came or changed. */
  changed(message) {
    if (message.channel_id !== this.#channel) return;
    const known = this.#pins.some(({ id }) => id === message.id);
    if (!known && !message.pinned) return;
    if (!known) this.#have([message, ...this.#pins]);
    else if (message.pinned) this.#have(this.#pins.map((pin) => (pin.id === message.id ? message : pin)));
    else this.gone(message.id);
  }

  gone(id) {
    if (this.#pins.some((pin) => pin.id === id)) this.#have(this.#pins.filter((pin) => pin.id !== id));
  }

  #have(pins) {
    this.#pins = pins;
    this.#lay();
  }

  /** Go to the card: the sheet on a narrow screen, the column on a wide one. */
  openCard() {
    this.#shown = null;
    this.#cardOpen = true;
    this.#remember();
    this.#lay();
    this.#card.leaf.focus({ preventScroll: true });
  }

  // What was pressed, and the answers.

  /** A press is on its way: `pressed` is its button; `number` the source that is asked for. */
  pressing(message, customId, label, pressed, number = null) {
    return { id: null, message: message.id, customId, label, pressed, number, at: this.#typed(), messages: new Map() };
  }

  /** The room gave a press its interaction id. */
  begun(press, id) {
    const early = this.#presses.get(id)?.messages ?? [];
    press.id = id;
    this.#presses.set(id, press);
    for (const message of early.values()) this.take(message);
  }

  /** An answer came or changed. */
  take(message) {
    const { interaction_id: id } = message;
    if (!this.#presses.has(id)) this.#presses.set(id, { id, messages: new Map(), pressed: null, number: null, label: "" });
    const press = this.#presses.get(id);
    press.messages.set(message.id, message);
    if (press.message === undefined) return;
    press.pressed?.toggleAttribute("aria-busy", false);
    if (message.loading) return press.pressed?.setAttribute("aria-busy", "true");
    // What comes so late calls nobody away from what they do now.
    if (message.lapsed) press.at = null;
    this.#show(press);
  }

  /** After a cut: what has become of the answers that were still waited for. */
  async refresh() {
    const waiting = [...this.#presses.values()].flatMap(({ messages }) => [...messages.values()].filter(({ loading }) => loading));
    for (const { id, channel_id: channel } of waiting)
      await this.#room.ask("message", { channel, message: id }).then(({ message }) => this.take(message), () => this.drop(id));
  }

  /** Whether a press still waits for words. */
  waits({ messages }) {
    return [...messages.values()].some(({ loading }) => loading);
  }

  /** Open the sources that were fetched before at one of them; false if they were not. */
  reopen(message, customId, number, pressed) {
    const known = [...this.#presses.values()].findLast((press) => press.message === message.id && press.customId === customId && this.#embeds(press) > 0);
    if (!known) return false;
    Object.assign(known, { number, pressed, at: this.#typed() });
    this.#show(known);
    return true;
  }

  drop(id) {
    for (const press of this.#presses.values()) {
      if (!press.messages.delete(id)) continue;
      if (!this.waits(press)) press.pressed?.removeAttribute("aria-busy");
      if (this.#shown !== press) continue;
      if (press.messages.size === 0) this.close();
      else this.#write(this.#answer, [...press.messages.values()]);
    }
  }

  #embeds({ messages }) {
    return [...messages.values()].reduce((count, { embeds = [] }) => count + embeds.length, 0);
  }

  #show(press) {
    const again = this.#shown === press && press.at === null;
    this.#shown = press;
    this.#cardOpen = false;
    const messages = [...press.messages.values()].sort((a, b) => (older(a.id, b.id) ? -1 : 1));
    this.#answer.title.textContent = press.label || "Answer";
    this.#write(this.#answer, messages);
    if (!again && !this.#answer.leaf.contains(document.activeElement)) this.#back = press;
    this.#lay();
    if (!again) this.#lead(press);
  }

  // The focus goes to what was opened, unless the person has begun to write.
  #lead(press) {
    const source = press.number && this.#answer.body.querySelector(`[data-source="${press.number}"]`);
    this.#answer.body.scrollTop = 0;
    if (source) {
      this.#answer.body.scrollTop = source.offsetTop - this.#answer.body.offsetTop;
      source.classList.remove("found");
      void source.offsetWidth;
      source.classList.add("found");
    }
    if (press.at === this.#typed()) (source || this.#answer.leaf).focus({ preventScroll: true });
    // The source may come with the next message of the same answer.
    if (source || !press.number) press.at = null;
  }

  #typed() {
    const { value = "", name = "", id = "" } = document.activeElement ?? {};
    return document.activeElement?.matches("input, textarea") ? `${id} ${name} ${value}` : "";
  }

  /** Close what is open; the focus goes back to where it came from. */
  close() {
    const back = this.#back;
    const inside = this.#box.contains(document.activeElement);
    this.#shown = null;
    this.#cardOpen = false;
    this.#back = null;
    this.#lay();
    if (!inside) return;
    const { pressed, message, customId } = back ?? {};
    const article = message && document.querySelector(`#log article[data-message-id="${message}"]`);
    const same = customId && article?.querySelector(`[data-custom-id="${CSS.escape(customId)}"]`);
    const standing = [pressed, same, article, $("log")].find((element) => element?.isConnected && element.checkVisibility?.() !== false);
    standing.focus({ preventScroll: standing === $("log") });
  }

  #remember() {
    if (!this.#box.contains(document.activeElement)) this.#back = { pressed: document.activeElement };
  }

  // Drawing.

  #write({ body }, messages) {
    const standing = new Map([...body.children].map((element) => [element.dataset.messageId, element]));
    for (const message of messages) {
      const old = standing.get(message.id);
      if (old) update(old, message, null, "beside-");
      else body.append(article(message, null, "beside-"));
      standing.delete(message.id);
    }
    for (const element of standing.values()) element.remove();
  }

  #lay() {
    const wide = WIDE.matches;
    const [card] = this.#pins;
    const answer = this.#shown !== null;
    // A line or two may stand over the card; what has to be read needs the column to itself.
    const brief = answer && this.#embeds(this.#shown) === 0;
    const showCard = card !== undefined && (answer ? wide && brief : wide || this.#cardOpen);
    const sheet = !wide && (answer || showCard);
    this.#write(this.#card, card && (wide || showCard) ? [card] : []);
    this.#answer.leaf.hidden = !answer;
    this.#card.leaf.hidden = !showCard;
    this.#box.hidden = !answer && !showCard;
    $("card-open").hidden = wide || card === undefined;
    $("card-close").hidden = wide;
    $("veil").hidden = !sheet;
    for (const [name, value] of [["role", "dialog"], ["aria-modal", "true"]]) {
      if (sheet) this.#box.setAttribute(name, value);
      else this.#box.removeAttribute(name);
    }
    document.body.classList.toggle("with-beside", wide && !this.#box.hidden);
    document.body.classList.toggle("with-sheet", sheet);
    for (const part of document.querySelectorAll(".side, main")) part.inert = sheet;
    this.#room.cardIs(wide && card ? card.id : null);
  }

  #key(event) {
    if (event.key !== "Escape" || event.defaultPrevented || (this.#shown === null && !this.#cardOpen)) return;
    if (event.target.closest?.("#composer, #side, dialog, .menu")) return;
    event.preventDefault();
    this.close();
  }
}
