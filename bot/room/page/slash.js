/** A chosen slash command being filled in: its options as fields in the composer. */

import { packed } from "./attachments.js";
import { checked, fixedChoices, KIND } from "./commands.js";
import { h } from "./elements.js";
import { Listbox } from "./listbox.js";

const PAUSE = 180;

export class Slash {
  #room;
  #box;
  #hint;
  #list;
  #done;
  #command = null;
  #fields = new Map();
  #asked = 0;
  #timer = null;

  /** @param done called with "run", "leave" or "changed" */
  constructor(room, { box, hint, stage }, done) {
    this.#room = room;
    this.#box = box;
    this.#hint = hint;
    this.#done = done;
    this.#list = new Listbox((item) => this.#pick(item), { label: "Choices", className: "above" });
    stage.append(this.#list.element);
    box.addEventListener("keydown", (event) => this.#key(event));
    box.addEventListener("input", (event) => this.#typed(event.target));
    box.addEventListener("focusin", (event) => this.#entered(event.target));
    box.addEventListener("focusout", () => this.#list.hide());
  }

  get command() {
    return this.#command;
  }

  /** What stands in the fields, to be kept as a draft. */
  get draft() {
    return { command: this.#command.path, values: Object.fromEntries([...this.#fields].map(([name, { input, value }]) => [name, { text: input.value, value }])) };
  }

  /** Begin with a command; `values` are texts or {text, value} by option. */
  begin(command, values = {}, focus = true) {
    this.#command = command;
    this.#fields.clear();
    this.#box.replaceChildren(h("span", { class: "command-name" }, `/${command.path}`));
    this.#box.setAttribute("role", "group");
    this.#box.setAttribute("aria-label", `/${command.path}`);
    this.#box.hidden = false;
    for (const option of command.options)
      if (option.required || values[option.name] !== undefined) this.#add(option, values[option.name]);
    this.#offer();
    const empty = [...this.#fields.values()].find(({ input }) => input.value === "");
    const first = empty ?? [...this.#fields.values()][0];
    // With nothing to fill in, Enter runs the command, and Tab goes on to what may be added.
    if (focus) (first?.input ?? this.#ready()).focus();
  }

  end() {
    this.#list.hide();
    clearTimeout(this.#timer);
    this.#asked++;
    this.#command = null;
    this.#fields.clear();
    this.#box.replaceChildren();
    this.#box.hidden = true;
    this.#hint.hidden = true;
  }

  /** The checked options as {options, attachments}; null when something is missing, which is then marked and focused. */
  async filled() {
    const options = {};
    const attachments = {};
    let wrong = null;
    for (const [name, field] of this.#fields) {
      const { value, error, file } = await this.#value(field);
      this.#complain(field, error);
      if (error) wrong ??= field;
      else if (file) attachments[name] = file;
      else if (value !== undefined) options[name] = value;
    }
    wrong?.input.focus();
    return wrong ? null : { options, attachments };
  }

  focus() {
    (this.#box.querySelector("input") ?? this.#ready()).focus();
  }

  #ready() {
    const name = this.#box.querySelector(".command-name");
    name.tabIndex = 0;
    return name;
  }

  async #value({ option, input, value }) {
    if (option.type === KIND.attachment) {
      if (input.files.length === 0) return option.required ? { error: "This option is required." } : {};
      return packed(input.files[0]).then((file) => ({ file }), ({ message }) => ({ error: message }));
    }
    return value !== undefined ? { value } : checked(option, input.value, fixedChoices(option, this.#room));
  }

  #complain({ input, trouble }, error) {
    trouble.textContent = error ?? "";
    input.toggleAttribute("aria-invalid", Boolean(error));
    if (error) input.setAttribute("aria-invalid", "true");
  }

  #add(option, start) {
    const id = `option-${option.name}`;
    const input = h("input", {
      id, type: option.type === KIND.attachment ? "file" : "text", name: option.name, autocomplete: "off", spellcheck: "false", dir: "auto",
      role: option.type === KIND.attachment ? null : "combobox", "aria-expanded": option.type === KIND.attachment ? null : "false",
      "aria-autocomplete": option.type === KIND.attachment ? null : "list",
      "aria-required": option.required ? "true" : null, "aria-describedby": `${id}-trouble`,
    });
    const trouble = h("span", { class: "trouble", id: `${id}-trouble`, role: "alert" });
    const label = h("div", { class: "option" }, h("label", { for: id }, h("bdi", {}, option.name)), input, trouble);
    const field = { option, input, trouble, label, value: start?.value };
    if (input.type !== "file") input.value = typeof start === "string" ? start : (start?.text ?? "");
    this.#fields.set(option.name, field);
    this.#box.querySelectorAll(".more").forEach((button) => button.remove());
    this.#box.append(label);
    return field;
  }

  #offer() {
    this.#box.querySelectorAll(".more").forEach((button) => button.remove());
    for (const option of this.#command.options.filter(({ name }) => !this.#fields.has(name)))
      this.#box.append(h("button", { type: "button", class: "more", title: option.description, "aria-label": `Add ${option.name}: ${option.description}`, onclick: () => {
        const { input } = this.#add(option);
        this.#offer();
        input.focus();
      } }, `+ ${option.name}`));
  }

  #fieldOf(input) {
    return this.#fields.get(input.name);
  }

  #entered(target) {
    const field = this.#fieldOf(target);
    const description = field ? field.option.description : this.#command?.description;
    this.#hint.replaceChildren(h("strong", {}, field?.option.name ?? `/${this.#command?.path}`), " ", h("bdi", {}, description ?? ""), field && !field.option.required ? h("span", { class: "quiet-words" }, " · may be left out") : "");
    this.#hint.hidden = false;
    if (field) this.#suggest(field, 0);
  }

  #typed(input) {
    const field = this.#fieldOf(input);
    if (!field) return;
    field.value = undefined;
    this.#complain(field, null);
    this.#suggest(field, PAUSE);
    this.#done("changed");
  }

  #suggest(field, pause) {
    clearTimeout(this.#timer);
    this.#asked++; // an answer to what stood here before is no answer to this
    const { option, input } = field;
    if (field.value !== undefined || option.type === KIND.attachment) return this.#list.hide();
    const fixed = fixedChoices(option, this.#room);
    if (fixed) this.#offerChoices(field, fixed.filter(({ name }) => name.toLowerCase().includes(input.value.trim().toLowerCase())), "No choice has this name.");
    else if (option.autocomplete) {
      this.#narrow(field);
      this.#timer = setTimeout(() => this.#askBot(field), pause);
    }
    else this.#list.hide();
  }

  /** Until the bot answers, only those of its last choices stand that still fit: Enter must never pick another. */
  #narrow(field) {
    const words = field.input.value.trim().toLowerCase();
    const fitting = (field.choices ?? []).filter(({ name }) => name.toLowerCase().includes(words));
    if (fitting.length) this.#offerChoices(field, fitting);
    else this.#list.hide();
  }

  async #askBot(field) {
    const turn = ++this.#asked;
    const command = this.#command;
    const options = {};
    for (const [name, other] of this.#fields) {
      const { value } = other === field ? {} : await this.#value(other);
      if (value !== undefined) options[name] = value;
    }
    if (turn !== this.#asked) return;
    const asked = { channel: this.#room.current, command: command.path, option: field.option.name, options, value: field.input.value };
    let choices = [];
    let words = "Nothing fits these words.";
    try {
      choices = field.choices = (await this.#room.ask("autocomplete", asked)).choices;
    } catch (error) {
      words = `The choices did not load. ${error.message}`;
    }
    if (turn === this.#asked && document.activeElement === field.input && field.value === undefined) this.#offerChoices(field, choices, words);
  }

  #offerChoices({ input }, choices, words) {
    this.#list.show(input, choices.map(({ name, value }) => ({ label: name, value })), { words });
  }

  #pick({ label, value }) {
    const field = this.#fieldOf(document.activeElement);
    if (!field) return;
    field.input.value = label;
    field.value = value;
    this.#complain(field, null);
    this.#list.hide();
    this.#done("changed");
    const empty = [...this.#fields.values()].find(({ option, input }) => option.required && input.value === "");
    empty?.input.focus();
  }

  #key(event) {
    if (event.isComposing || this.#list.press(event)) return;
    const field = this.#fieldOf(event.target);
    if (event.key === "Enter" && event.target.tagName !== "BUTTON") {
      event.preventDefault();
      this.#done("run");
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.#done("leave");
    } else if (event.key === "Backspace" && field && field.input.value === "") {
      event.preventDefault();
      if (field.option.required) this.#done("leave");
      else this.#drop(field);
    }
  }

  #drop(field) {
    const before = field.label.previousElementSibling?.querySelector("input");
    this.#fields.delete(field.option.name);
    field.label.remove();
    this.#offer();
    (before ?? this.#box.querySelector("input, button") ?? this.#ready()).focus();
    this.#done("changed");
  }
}
