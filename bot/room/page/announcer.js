/** Reads finished messages out, politely: one that has not been edited for a while, once, not each edit. */

const QUIET = 1500;
const LONGEST = 400;

export class Announcer {
  #region;
  #waiting = new Map();
  #said = new Set();

  constructor(region) {
    this.#region = region;
  }

  /** A message changed; `text` is asked for when it has come to rest. */
  changed(id, text) {
    if (this.#said.has(id)) return;
    clearTimeout(this.#waiting.get(id));
    this.#waiting.set(id, setTimeout(() => {
      this.#waiting.delete(id);
      const words = text();
      if (!words) return;
      this.#said.add(id);
      this.say(words);
    }, QUIET));
  }

  forget() {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }

  say(words) {
    const line = document.createElement("p");
    line.textContent = words.length > LONGEST ? `${words.slice(0, LONGEST)} …` : words;
    this.#region.append(line);
    while (this.#region.childElementCount > 3) this.#region.firstElementChild.remove();
  }
}
