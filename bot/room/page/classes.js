/** The teacher's panel: each class with its join code, large enough for the wall, and its students. */

import { h } from "./elements.js";

const button = (words, act, look = "secondary") => h("button", { type: "button", class: `button ${look}`, onclick: act }, words);

/** A button that asks once more before it acts. */
function sure(words, again, act) {
  let asked = false;
  const ask = button(words, () => {
    asked = true;
    ask.replaceWith(really);
    really.focus();
  });
  const back = () => {
    if (!asked) return;
    asked = false;
    really.replaceWith(ask);
  };
  const really = button(again, () => (back(), ask.focus(), act()), "danger");
  really.addEventListener("blur", back);
  return ask;
}

/** The join code over the whole screen. */
function onTheWall({ name, code }, address) {
  const dialog = h("dialog", { class: "wall", "aria-label": `Join code of ${name}` },
    h("h2", {}, "Class ", h("bdi", {}, name)), h("p", { class: "where" }, address), h("p", { class: "code" }, code),
    h("div", {}, button("Close", () => dialog.close())));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** One student's line. It stays the same element while the panel changes around it. */
class Student {
  #id;
  #ask;
  #dot = h("span", { class: "here" });
  #name = h("bdi", {});
  #state = h("span", { class: "unseen" });
  #trouble = h("p", { class: "trouble", role: "alert" });
  #shown = h("span", { class: "who" }, this.#name, this.#state);
  #tools = h("span", { class: "roll-tools", role: "group" });
  element = h("li", {}, this.#dot, this.#shown, this.#tools, this.#trouble);

  constructor({ id }, ask) {
    this.#id = id;
    this.#ask = ask;
    this.#rest();
  }

  update({ name, here }) {
    this.#name.textContent = name;
    this.#tools.setAttribute("aria-label", name);
    this.#state.textContent = here ? ", here now" : ", not here";
    this.#shown.classList.toggle("away", !here);
    this.#dot.classList.toggle("now", here);
  }

  #rest() {
    const name = () => this.#name.textContent;
    this.#tools.replaceChildren(
      button("Rename", () => this.#rename(name())),
      sure("Remove", "Remove for good", () => this.#run("class_remove", {})));
  }

  #rename(name) {
    const input = h("input", { type: "text", "aria-label": `New name for ${name}`, maxlength: 64, dir: "auto", value: name });
    const done = () => {
      input.replaceWith(this.#shown);
      this.#rest();
      this.#tools.querySelector("button")?.focus();
    };
    const save = async () => (await this.#run("class_rename", { name: input.value })) && done();
    input.addEventListener("keydown", (event) => {
      if (!["Enter", "Escape"].includes(event.key)) return;
      event.preventDefault();
      if (event.key === "Enter") save();
      else done();
    });
    this.#shown.replaceWith(input);
    this.#tools.replaceChildren(button("Save", save, "primary"), button("Cancel", done));
    input.select();
    input.focus();
  }

  async #run(verb, data) {
    this.#trouble.textContent = "";
    try {
      await this.#ask(verb, { person: this.#id, ...data });
      return true;
    } catch (error) {
      this.#trouble.textContent = error.message;
      return false;
    }
  }
}

/** One class: its code, its door, its students. */
class SchoolClass {
  #ask;
  #one;
  #address = "";
  #students = new Map();
  #code = h("p", { class: "join-code" });
  #at = h("p", { class: "join-at" });
  #count = h("h4", {});
  #list = h("ul", { class: "students" });
  #door = button("", () => this.#run("class_shut", { shut: !this.#one.shut }));
  #trouble = h("p", { class: "trouble", role: "alert" });
  element;

  constructor(one, ask) {
    this.#ask = ask;
    this.element = h("section", { class: "one-class", "aria-label": `Class ${one.name}` }, h("h3", {}, h("bdi", {}, one.name)), this.#code, this.#at,
      h("div", { class: "roll-tools" }, button("Show on the wall", () => onTheWall(this.#one, this.#address), "primary"),
        sure("New code", "Replace the code", () => this.#run("class_renew", {})), this.#door),
      this.#trouble, this.#count, this.#list);
  }

  update(one, address) {
    this.#one = one;
    this.#address = address;
    this.#code.textContent = one.code;
    this.#at.textContent = one.shut ? "The door is closed: nobody new comes in." : `At ${address}`;
    this.#door.textContent = one.shut ? "Open the door" : "Close the door";
    const here = one.students.filter((student) => student.here).length;
    this.#count.textContent = one.students.length ? `${one.students.length} in this class, ${here} here now` : "Nobody has come in yet.";
    const known = new Set(one.students.map(({ id }) => id));
    for (const [id, student] of this.#students) if (!known.has(id)) (student.element.remove(), this.#students.delete(id));
    one.students.forEach((student, place) => {
      const line = this.#students.get(student.id) ?? new Student(student, this.#ask);
      this.#students.set(student.id, line);
      line.update(student);
      if (this.#list.children[place] !== line.element) this.#list.insertBefore(line.element, this.#list.children[place] ?? null);
    });
  }

  async #run(verb, data) {
    this.#trouble.textContent = "";
    await this.#ask(verb, { class: this.#one.key, ...data }).catch(({ message }) => { this.#trouble.textContent = message; });
  }
}

export class Classes {
  #room;
  #open;
  #box = h("div", { class: "roll" });
  #dialog = null;
  #classes = new Map();

  /** @param open the button that opens the panel; it is there for teachers of a school's room */
  constructor(room, open) {
    this.#room = room;
    this.#open = open;
    open.addEventListener("click", () => this.#show());
  }

  offered(teaches) {
    this.#open.hidden = !teaches;
  }

  /** The panel as the room tells it, at any time. */
  update({ addresses, classes }) {
    if (!this.#dialog) return;
    for (const one of classes) {
      const shown = this.#classes.get(one.key) ?? new SchoolClass(one, (verb, data) => this.#ask(verb, data));
      this.#classes.set(one.key, shown);
      shown.update(one, addresses[0]);
      if (!shown.element.isConnected) this.#box.append(shown.element);
    }
  }

  async #ask(verb, data) {
    this.update(await this.#room.ask(verb, data));
  }

  async #show() {
    const title = h("h2", { id: "roll-name" }, "Class");
    this.#box.replaceChildren(h("div", { class: "roll-head" }, title, h("button", { type: "button", class: "quiet", "aria-label": "Close", onclick: () => this.#dialog.close() }, h("span", { "aria-hidden": "true" }, "✕"))));
    this.#classes.clear();
    this.#dialog = h("dialog", { class: "modal", role: "dialog", "aria-modal": "true", "aria-labelledby": "roll-name" }, this.#box);
    const dialog = this.#dialog;
    dialog.addEventListener("close", () => {
      dialog.remove();
      this.#dialog = null;
    });
    document.body.append(dialog);
    dialog.showModal();
    await this.#ask("class_panel", {}).catch(({ message }) => this.#box.append(h("p", { class: "trouble", role: "alert" }, message)));
    this.#box.querySelector(".button")?.focus();
  }
}
