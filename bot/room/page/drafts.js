/** What was typed and not sent, kept per person and place for as long as the tab lives. */

export class Drafts {
  #prefix;
  #large = new Map();

  constructor(person) {
    this.#prefix = `draft:${person}:`;
  }

  read(place) {
    if (this.#large.has(place)) return this.#large.get(place);
    try {
      return JSON.parse(sessionStorage.getItem(this.#prefix + place));
    } catch {
      return null;
    }
  }

  /** Keep a draft; an empty one is forgotten. One too large for the browser's store outlives no reload. */
  keep(place, draft) {
    this.#large.delete(place);
    if (draft === null || draft === "") return sessionStorage.removeItem(this.#prefix + place);
    try {
      sessionStorage.setItem(this.#prefix + place, JSON.stringify(draft));
    } catch {
      sessionStorage.removeItem(this.#prefix + place);
      this.#large.set(place, draft);
    }
  }
}
