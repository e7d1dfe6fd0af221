/** Hears what is pressed on messages: the bot's buttons and selects, and the person's own tools. */

import { nameOf } from "./article.js";
import { contextCommands } from "./commands.js";
import { findComponent, optionsOf } from "./components.js";
import { $, h } from "./elements.js";
import { Listbox } from "./listbox.js";
import { Menu } from "./menu.js";

const [USER, MESSAGE] = [2, 3];

function labelOf({ label, emoji }) {
  return emoji?.name && !emoji.id ? `${emoji.name} ${label}` : label;
}

function reveal(spoiler) {
  spoiler.dataset.revealed = "true";
  for (const name of ["role", "aria-label", "tabindex"]) spoiler.removeAttribute(name);
}

export class Actions {
  #room;
  #log;
  #beside;
  #tools = h("div", { class: "tools", role: "toolbar", "aria-label": "Message" });
  #tool;
  #choices = new Listbox((item) => item.pick(), { label: "Choices", className: "floating" });
  #chosen = [];
  #menu = new Menu();
  #near = null;

  /** @param tools {reply, edit}: what the composer does with a message */
  constructor(room, { log, beside }, element, tools) {
    this.#room = room;
    this.#log = log;
    this.#beside = beside;
    this.#tool = tools;
    document.body.append(this.#choices.element);
    for (const place of [element, $("beside")]) {
      place.addEventListener("click", (event) => this.#click(event));
      place.addEventListener("keydown", (event) => this.#key(event));
    }
    element.addEventListener("pointerover", (event) => this.#bring(event.target.closest("article")));
    element.addEventListener("focusin", (event) => {
      this.#bring(event.target.closest("article"));
      this.#approach(event.target.closest("article"));
    });
    element.addEventListener("focusout", () => this.#choices.hide());
    element.addEventListener("scroll", () => this.#choices.hide(), { passive: true });
  }

  #click(event) {
    const spoiler = event.target.closest(".spoiler");
    if (spoiler) reveal(spoiler);
    const pressed = event.target.closest("button[data-custom-id], button[data-do], button[data-sources], .menu-button");
    const message = this.#messageAt(event.target);
    if (!pressed || !message) return;
    if (pressed.matches(".menu-button")) return this.#menu.fill(pressed, this.#offers(pressed, message));
    if (pressed.dataset.do === "dismiss") this.#room.dismiss(message);
    else if (pressed.dataset.do === "card") this.#beside.openCard();
    else if (pressed.dataset.sources) this.#source(pressed, message);
    else if (pressed.dataset.select) this.#unfold(pressed, message);
    else this.#press(pressed, message, pressed.dataset.customId, pressed.textContent.trim());
  }

  #press(pressed, message, customId, label, number = null) {
    return this.#run(pressed, message, "press", { custom_id: customId }, this.#beside.pressing(message, customId, label, pressed, number));
  }

  // A footnote presses the button that shows the sources, unless that was done before.
  #source(pressed, message) {
    const { sources, footnote } = pressed.dataset;
    if (!this.#beside.reopen(message, sources, footnote, pressed)) this.#press(pressed, message, sources, "Sources", footnote);
  }

  #messageAt(target) {
    const { messageId: id } = target.closest("article")?.dataset ?? {};
    return target.closest("#beside") ? this.#beside.message(id) : this.#log.message(id);
  }

  async #run(pressed, message, verb, data, press = null) {
    if (pressed.getAttribute("aria-busy") === "true") return;
    const article = pressed.closest("article");
    pressed.setAttribute("aria-busy", "true");
    article.querySelector(":scope > .failed")?.remove();
    try {
      const about = data.user ? {} : { message: message.id };
      await this.#room.interact(verb, { channel: message.channel_id, ...about, ...data }, press);
    } catch (error) {
      article.append(h("p", { class: "failed", role: "alert" }, `This interaction failed: ${error.message}`));
    } finally {
      if (!press || !this.#beside.waits(press)) pressed.removeAttribute("aria-busy");
    }
  }

  #unfold(pressed, message) {
    if (this.#choices.shown) return this.#choices.hide();
    const part = findComponent(message.components, pressed.dataset.customId);
    const most = part.max_values ?? 1;
    const offered = optionsOf(part, this.#room);
    this.#chosen = offered.filter((option) => option.default).map(({ value }) => value);
    const send = (values) => {
      this.#choices.hide();
      this.#run(pressed, message, "select", { custom_id: part.custom_id, values }, this.#beside.pressing(message, part.custom_id, part.placeholder, pressed));
    };
    const show = (active) => {
      const items = offered.map((option, place) => ({
        label: labelOf(option), hint: option.description, selected: this.#chosen.includes(option.value),
        pick: () => (most === 1 ? send([option.value]) : toggle(option.value, place)),
      }));
      const enough = this.#chosen.length >= (part.min_values ?? 1) && this.#chosen.length <= most;
      if (most > 1) items.push({ label: `Done (${this.#chosen.length} of at most ${most})`, disabled: !enough, pick: () => send(this.#chosen) });
      this.#choices.show(pressed, items, { active });
      this.#below(pressed);
    };
    const toggle = (value, place) => {
      this.#chosen = this.#chosen.includes(value) ? this.#chosen.filter((other) => other !== value) : [...this.#chosen, value];
      show(place);
    };
    show(Math.max(0, offered.findIndex((option) => option.default)));
  }

  #below(pressed) {
    const { left, top, bottom, width } = pressed.getBoundingClientRect();
    const { style } = this.#choices.element;
    const under = innerHeight - bottom > 260 || top < 260;
    style.minWidth = `${width}px`;
    style.left = `${Math.max(8, Math.min(left, innerWidth - this.#choices.element.offsetWidth - 8))}px`;
    style.top = under ? `${bottom + 4}px` : "auto";
    style.bottom = under ? "auto" : `${innerHeight - top + 4}px`;
  }

  #key(event) {
    if (this.#choices.press(event)) return;
    if (event.target.matches(".spoiler") && ["Enter", " "].includes(event.key)) {
      event.preventDefault();
      reveal(event.target);
    }
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (way && event.target.matches("article") && this.#log.step(event.target, way)) event.preventDefault();
    if (event.target.matches(".select") && way && !this.#choices.shown) {
      event.preventDefault();
      event.target.click();
    }
  }

  // One set of tools, brought to the article under the pointer or the focus.
  #bring(article) {
    if (!article || this.#tools.parentElement === article || this.#tools.contains(document.activeElement)) return;
    const message = this.#messageAt(article);
    if (!message || message.ephemeral || message.loading) return this.#tools.remove();
    const name = (label) => (label === "Reply" ? `Reply (${nameOf(message.author)})` : label);
    this.#tools.replaceChildren(...this.#own(message, article).map(({ label, sign, act }) =>
      h("button", { type: "button", class: "quiet", "aria-label": name(label), title: name(label), onclick: act }, h("span", { "aria-hidden": "true" }, sign))));
    article.append(this.#tools);
  }

  // The Tab key reaches the menu of the article in which the focus is.
  #approach(article) {
    const button = (of) => of?.querySelector(":scope > .menu-button");
    button(this.#near)?.setAttribute("tabindex", "-1");
    button(article)?.setAttribute("tabindex", "0");
    this.#near = article;
  }

  // What the page itself does with a message.
  #own(message, article) {
    const { me } = this.#room;
    const mine = message.author?.id === me.id;
    return [
      { label: "Reply", sign: "↩", act: () => this.#tool.reply(message) },
      mine && { label: "Edit", sign: "✎", act: () => this.#tool.edit(message) },
      (mine || me.is_teacher) && { label: "Delete", sign: "✕", grave: true, act: () => this.#delete(message, article) },
    ].filter(Boolean);
  }

  #offers(button, message) {
    const apps = (type, aim) => contextCommands(this.#room.commands, type).map(({ name }) => ({
      label: name, act: () => this.#run(button, message, "context", { command: name, ...aim }, this.#beside.pressing(message, null, name, button)),
    }));
    return [
      { name: null, items: this.#room.shut === null ? this.#own(message, button.closest("article")) : [] },
      { name: "Apps", items: apps(MESSAGE, {}) },
      { name: "Apps", of: nameOf(message.author), items: apps(USER, { user: message.author.id }) },
    ];
  }

  async #delete(message, article) {
    try {
      await this.#room.ask("delete", { channel: message.channel_id, message: message.id });
    } catch (error) {
      article.append(h("p", { class: "failed", role: "alert" }, `Not deleted: ${error.message}`));
    }
  }
}
