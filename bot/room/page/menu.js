/** What may be done with one message, in a menu that its button opens: the page's own tools, and what applications put there. */

import { h } from "./elements.js";

export const MENU = "message-menu";

export class Menu {
  #box = h("div", { id: MENU, class: "menu", role: "menu", popover: "auto", "aria-label": "Message" });

  constructor() {
    document.body.append(this.#box);
    this.#box.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Fill the menu for the button that is about to open it: groups of {name, of, items}, `of` being a person, an item being {label, grave, act}. */
  fill(button, groups) {
    const full = groups.filter(({ items }) => items.length > 0);
    this.#box.replaceChildren(...full.map((group) => this.#group(group)));
    if (full.length === 0) this.#box.append(h("p", { class: "nothing", role: "menuitem", "aria-disabled": "true" }, "Nothing can be done with this message."));
    this.#box.querySelector("button")?.setAttribute("autofocus", "");
    this.#place(button);
  }

  #group({ name, of, items }) {
    const heading = name && h("p", { class: "group", "aria-hidden": "true" }, name, of && [", for ", h("bdi", {}, of)]);
    return h("div", { role: "group", "aria-label": heading?.textContent }, heading,
      items.map(({ label, grave, act }) => h("button", { type: "button", role: "menuitem", class: grave ? "grave" : null, tabindex: "-1", onclick: () => {
        // First the focus goes back to the menu's button; what is done may take it on.
        this.#box.hidePopover();
        act();
      } }, h("bdi", {}, label))));
  }

  // Its size is not known before it is shown, so it opens to where there is more room.
  #place(button) {
    const { top, bottom, right } = button.getBoundingClientRect();
    const { style } = this.#box;
    const under = top < innerHeight / 2;
    style.right = `${Math.max(8, innerWidth - right)}px`;
    style.top = under ? `${bottom + 4}px` : "auto";
    style.bottom = under ? "auto" : `${innerHeight - top + 4}px`;
    style.maxHeight = `${(under ? innerHeight - bottom : top) - 12}px`;
  }

  #key(event) {
    if (event.key === "Tab") return this.#box.hidePopover();
    const items = [...this.#box.querySelectorAll("button")];
    const here = items.indexOf(document.activeElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined || items.length === 0) return;
    event.preventDefault();
    items.at(to % items.length).focus();
  }
}
