/** What was typed and not sent, kept per person and place for as long as the tab lives. */

export class Drafts {
  #prefix;

  constructor(person) {
    this.#prefix = `draft:${person}:`;
  }

  read(place) {
    try {
      return JSON.parse(sessionStorage.getItem(this.#prefix + place));
    } catch {
      return null;
    }
  }

  /** Keep a draft; an empty one is forgotten. */
  keep(place, draft) {
    if (draft === null || draft === "") sessionStorage.removeItem(this.#prefix + place);
    else sessionStorage.setItem(this.#prefix + place, JSON.stringify(draft));
  }
}
