/** Where the person is in the room, and how they get from one place to another: by address, by link, or led there. */

import { isThread } from "./channels.js";
import { $, placeOf } from "./elements.js";

/** The channel that one comes into first. */
export const WELCOME = "welcome";

export class Whereabouts {
  /** The id of the open channel; null before there is one. */
  current = null;
  #channels;
  #arrivals;
  #log;
  #opened;
  #tell;

  /** @param opened called with a channel that is being gone to; `tell` with words for the person */
  constructor({ channels, arrivals, log, opened, tell }) {
    this.#channels = channels;
    this.#arrivals = arrivals;
    this.#log = log;
    this.#opened = opened;
    this.#tell = tell;
    addEventListener("hashchange", () => this.current !== null && this.follow());
    document.addEventListener("click", (event) => this.#jump(event));
  }

  /** Go where the address says; without one where the person is, was last, or comes in. */
  follow() {
    const [, channel, message] = /^#(\d+)(?:\/(\d+))?$/.exec(location.hash) ?? [];
    const known = [channel, this.current, this.#arrivals.place].find((id) => this.#channels.get(id));
    this.goTo(known ?? this.first, message ?? null);
  }

  /** The channel that one comes into without an address. */
  get first() {
    const tops = this.#channels.all().filter((channel) => !isThread(channel) && channel.type !== 4);
    return (tops.find(({ name }) => name === WELCOME) ?? tops[0])?.id ?? null;
  }

  async goTo(channel, message = null) {
    if (channel !== this.current) {
      this.current = channel;
      this.#arrivals.at(channel);
      this.#channels.entered(channel);
      if (channel !== null && location.hash.slice(1).split("/")[0] !== channel) history.replaceState(null, "", `#${channel}`);
      this.#opened(channel);
      await this.#log.open(channel);
    }
    if (message !== null && !(await this.#log.show(message))) this.#tell("That message is not here any more.");
  }

  /** To a thread that the person has just begun; the composer keeps the focus if it had it. */
  travel(thread) {
    if (document.activeElement?.closest("#composer") === null) $("name").focus({ preventScroll: true });
    location.hash = `#${thread}`;
  }

  // A link into the room is followed in this window.
  #jump(event) {
    const link = event.target.closest("#log a[href], #beside a[href], #banner a[href]");
    const place = link && placeOf(link);
    if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!this.#channels.get(place.channel)) return this.#tell("You cannot see that channel.");
    const aim = `#${place.channel}${place.message ? `/${place.message}` : ""}`;
    if (location.hash === aim) this.follow();
    else location.hash = aim;
  }
}
