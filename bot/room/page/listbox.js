/** A list to pick from, driven by the keys of the element that owns it (which keeps the focus). */

import { h } from "./elements.js";

let made = 0;

export class Listbox {
  #owner;
  #pick;
  #list;
  #items = [];
  #active = -1;

  /** @param pick called with the chosen item: {label, hint?, group?, disabled?, selected?, …} */
  constructor(pick, { label, className = "" }) {
    this.#pick = pick;
    this.#list = h("ul", { class: `listbox ${className}`, role: "listbox", id: `list-${++made}`, "aria-label": label, hidden: true });
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#choose(Number(option.dataset.place));
    });
  }

  get element() {
    return this.#list;
  }

  get shown() {
    return !this.#list.hidden;
  }

  get active() {
    return this.shown ? (this.#items[this.#active] ?? null) : null;
  }

  /** Show items for an owner; `words` stands in when there is nothing to pick. */
  show(owner, items, { words = null, active = 0 } = {}) {
    if (this.#owner !== owner) this.hide();
    this.#owner = owner;
    this.#items = items;
    if (items.length === 0 && words === null) return this.hide();
    this.#list.replaceChildren(...this.#drawn(), ...(items.length === 0 ? [h("li", { class: "nothing" }, words)] : []));
    this.#list.hidden = false;
    // A list that scrolls can be reached by itself; its owner's Tab key picks before it leads there.
    this.#list.tabIndex = items.length > 0 ? 0 : -1;
    if (owner.hasAttribute("aria-expanded")) owner.setAttribute("aria-expanded", "true");
    owner.setAttribute("aria-controls", this.#list.id);
    this.#activate(items.length === 0 ? -1 : Math.min(active, items.length - 1));
  }

  hide() {
    this.#list.hidden = true;
    if (this.#owner?.hasAttribute("aria-expanded")) this.#owner.setAttribute("aria-expanded", "false");
    this.#owner?.removeAttribute("aria-activedescendant");
    this.#owner?.removeAttribute("aria-controls");
  }

  /** Arrow keys, Enter, Tab, Escape; true when the key was used up. */
  press(event) {
    if (!this.shown || event.isComposing) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 };
    if (event.key in steps && this.#items.length > 0) {
      const far = Math.abs(steps[event.key]) > 1;
      const aim = this.#active + steps[event.key];
      const last = this.#items.length - 1;
      this.#activate(far ? Math.max(0, Math.min(last, aim)) : (aim + last + 1) % (last + 1));
    } else if ((event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) && !event.shiftKey && this.#active >= 0) {
      this.#choose(this.#active);
    } else if (event.key === "Escape") {
      this.hide();
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #drawn() {
    let group = null;
    return this.#items.flatMap((item, place) => {
      const lines = [];
      if (item.group && item.group !== group) lines.push(h("li", { class: "group", role: "presentation" }, item.group));
      group = item.group ?? group;
      lines.push(h("li", {
        role: "option", id: `${this.#list.id}-${place}`, "data-place": place,
        "aria-selected": item.selected ? "true" : "false", "aria-disabled": item.disabled ? "true" : null,
      }, h("bdi", { class: "option-label" }, item.label), item.hint && h("bdi", { class: "option-hint" }, item.hint)));
      return lines;
    });
  }

  #activate(place) {
    this.#active = place;
    this.#owner.removeAttribute("aria-activedescendant");
    for (const option of this.#list.querySelectorAll("[role=option]")) {
      const here = Number(option.dataset.place) === place;
      option.classList.toggle("active", here);
      if (!here) continue;
      this.#owner.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  #choose(place) {
    const item = this.#items[place];
    if (item && !item.disabled) this.#pick(item);
  }
}
