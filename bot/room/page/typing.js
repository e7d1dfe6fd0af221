/** Who is typing in the open channel. */

import { h } from "./elements.js";

export class Typing {
  #line;
  #room;
  #until = new Map();
  #timer = null;

  constructor(line, room) {
    this.#line = line;
    this.#room = room;
  }

  heard({ channel_id: channel, user_id: user, until }) {
    if (user === this.#room.me.id) return;
    // The server's clock may differ: no one types for longer than ten seconds at a time.
    const span = Math.min(10000, Math.max(1000, Date.parse(until) - Date.now() || 10000));
    this.#until.set(`${channel} ${user}`, Date.now() + span);
    this.draw();
  }

  stop(channel, user) {
    if (this.#until.delete(`${channel} ${user}`)) this.draw();
  }

  draw() {
    clearTimeout(this.#timer);
    for (const [who, until] of this.#until) if (until <= Date.now()) this.#until.delete(who);
    const here = [...this.#until.keys()].map((who) => who.split(" ")).filter(([channel]) => channel === this.#room.current);
    const names = here.map(([, user]) => this.#room.mentionable.find(({ id }) => id === user)?.name ?? "Someone");
    if (names.length > 3) this.#line.textContent = "Several people are typing …";
    else this.#line.replaceChildren(...names.flatMap((name, place) => [place > 0 ? " and " : "", h("bdi", {}, name)]), ["", " is typing …", " are typing …"][Math.min(names.length, 2)]);
    if (this.#until.size > 0) this.#timer = setTimeout(() => this.draw(), Math.min(...this.#until.values()) - Date.now() + 50);
  }
}
