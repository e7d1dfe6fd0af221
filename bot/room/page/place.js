/** The reader's place in the log: at the bottom it follows what comes, elsewhere nothing that comes moves it. */

const NEAR = 32;

export class Place {
  #log;
  #sheet;
  #anchor = null;
  #offset = 0;
  #last = { top: 0, height: 0 };
  pinned = true;

  /** @param onMove called after every scroll and resize */
  constructor(log, sheet, onMove) {
    this.#log = log;
    this.#sheet = sheet;
    log.addEventListener("scroll", () => {
      this.remember();
      onMove();
    }, { passive: true });
    const keeper = new ResizeObserver(() => {
      this.keep();
      onMove();
    });
    keeper.observe(log);
    keeper.observe(sheet);
  }

  /** Note what the reader is looking at: the first article in view, and how far down it stands. */
  remember(leaving = null) {
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    const left = scrollHeight - scrollTop - clientHeight;
    const moved = scrollTop - this.#last.top;
    // Only a step up lets go of the bottom (and at once: a reader must not fight the stream for it);
    // what grew or shrank in between does not.
    if (this.pinned) this.pinned = !(moved < -0.5 && left > 1 && scrollHeight >= this.#last.height);
    else this.pinned = left <= 1 || (moved > 0 && left <= NEAR);
    this.#last = { top: scrollTop, height: scrollHeight };
    const top = this.#log.getBoundingClientRect().top;
    this.#anchor = null;
    const articles = this.#sheet.querySelectorAll("article");
    let [low, high] = [0, articles.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (articles[middle].getBoundingClientRect().bottom > top) high = middle;
      else low = middle + 1;
    }
    this.#anchor = articles[low] === leaving ? articles[low + 1] : articles[low];
    this.#anchor ??= null;
    this.#offset = (this.#anchor?.getBoundingClientRect().top ?? 0) - top;
  }

  /** Put the reader back where they were. */
  keep() {
    if (this.pinned) {
      this.#log.scrollTop = this.#log.scrollHeight;
      this.#last = { top: this.#log.scrollTop, height: this.#log.scrollHeight };
    } else if (this.#anchor?.isConnected) {
      const now = this.#anchor.getBoundingClientRect().top - this.#log.getBoundingClientRect().top;
      if (Math.abs(now - this.#offset) >= 1) this.#log.scrollTop += now - this.#offset;
    }
  }

  toBottom() {
    this.pinned = true;
    this.keep();
  }

  /** Show one article in the middle and point it out. */
  show(article) {
    this.pinned = false;
    article.scrollIntoView({ block: "center" });
    this.remember();
    article.classList.remove("found");
    void article.offsetWidth;
    article.classList.add("found");
    article.focus({ preventScroll: true });
  }
}
