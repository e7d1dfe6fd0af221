/** The page: one person in one room. It wires the parts and knows nothing of what the bot is for. */

import { Actions } from "./actions.js";
import { Announcer } from "./announcer.js";
import { Arrivals } from "./arrivals.js";
import { knownNames } from "./article.js";
import { Banner } from "./banner.js";
import { Beside, standsBeside } from "./beside.js";
import { Channels, isClosed, isLocked, isThread, may, mayWrite } from "./channels.js";
import { slashCommands } from "./commands.js";
import { named } from "./components.js";
import { Composer } from "./composer.js";
import { Classes } from "./classes.js";
import { openDrawer } from "./drawer.js";
import { Drafts } from "./drafts.js";
import { $, h } from "./elements.js";
import { backToTheDoor, comeIn, isSchool, sayClosed, sentOut } from "./entrance.js";
import { Interactions } from "./interactions.js";
import { Log } from "./log.js";
import { openModal } from "./modal.js";
import { drawHead } from "./head.js";
import { drawPeople, whoIsHere } from "./people.js";
import { watchSleep } from "./sleep.js";
import { Socket } from "./socket.js";
import { reader } from "./speech.js";
import { switchWith } from "./theme.js";
import { setClock, tick } from "./times.js";
import { Turns } from "./turns.js";
import { Typing } from "./typing.js";
import { WELCOME, Whereabouts } from "./whereabouts.js";

class Room {
  me = { id: null, key: "", name: "", is_teacher: false };
  people = [];
  roles = [];
  #guild = { id: null, name: "Practice room" };
  #bot = null;
  #commands = [];
  #here = false;
  #unread = 0;
  #socket;
  #channels;
  #log;
  #composer;
  #banner;
  #interactions;
  #typing;
  #drafts;
  #arrivals;
  #whereabouts;
  #beside;
  #classes;
  #announcer = new Announcer($("announcer"));
  turns = new Turns(this);

  /** @param key by which what this window keeps is told from that of others */
  constructor(key) {
    this.me.key = key;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.#socket = new Socket(`${scheme}//${location.host}/people/socket?as=${encodeURIComponent(this.me.key)}`);
    this.#drafts = new Drafts(this.me.key);
    this.#arrivals = new Arrivals(this.me.key);
    this.#channels = new Channels($("channels"), this, this.me.key);
    this.#log = new Log(this, { log: $("log"), sheet: $("sheet"), newest: $("newest"), announcer: this.#announcer });
    this.#beside = new Beside(this);
    this.#composer = new Composer(this, {
      form: $("composer"), write: $("write"), command: $("command"), hint: $("hint"), reply: $("reply"), uploads: $("uploads"),
      complaint: $("complaint"), attach: $("attach"), file: $("file"), send: $("send"), count: $("count"),
    }, this.#drafts);
    this.#banner = new Banner($("banner"), $("notices"));
    this.#classes = new Classes(this, $("classes-open"));
    this.#interactions = new Interactions(this.#socket);
    this.#typing = new Typing($("typing"), this);
    this.#whereabouts = new Whereabouts({
      channels: this.#channels, arrivals: this.#arrivals, log: this.#log,
      opened: (channel) => this.#opened(channel), tell: (words) => this.#banner.notice("info", words),
    });
    new Actions(this, { log: this.#log, beside: this.#beside }, $("log"), { reply: (message) => this.#composer.reply(message), edit: (message) => this.#composer.edit(message) });
    this.#listen();
    this.#surround();
    this.#socket.connect();
  }

  // What the parts may ask of the room.

  get online() {
    return this.#socket.open;
  }

  get channels() {
    return this.#channels.all();
  }

  /** The id of the open channel. */
  get current() {
    return this.#whereabouts.current;
  }

  /** The commands that this person may use in the open channel. */
  get commands() {
    const channel = this.#channels.get(this.current);
    return this.#commands.filter(({ default_member_permissions: wanted }) => !wanted || may(channel, wanted));
  }

  get slashCommands() {
    return slashCommands(this.commands);
  }

  get mentionable() {
    return [...this.people, ...(this.#bot ? [this.#bot] : [])];
  }

  ask(verb, data) {
    return this.#socket.ask(verb, data);
  }

  /** How many words the person may write here now; null if it is not their turn. */
  get wordsDue() {
    return this.turns.mine(this.current);
  }

  /** Begin an interaction; settles when the bot has taken it, rejects with the reason if not. `press` is what stands beside for it. */
  interact(verb, data, press = null) {
    return this.#interactions.follow(this.ask(verb, data), (id) => {
      this.#arrivals.begun(id, data.channel);
      if (press) this.#beside.begun(press, id);
    });
  }

  /** The card with this id stands beside the messages; null for none. */
  cardIs(id) {
    this.#log.shownBeside(id);
  }

  /** Begin a command: resolves once the room has accepted it; what becomes of it is shown in the log, where `again` takes it up once more. */
  async begin(verb, data, name, again) {
    const request = this.ask(verb, data);
    const taken = this.#interactions.follow(request, (id) => this.#arrivals.begun(id, data.channel));
    taken.catch(() => {});
    await request;
    const line = h("p", { class: "sending" }, `${name} …`);
    const show = () => this.current === data.channel && !line.isConnected && this.#log.line(line);
    const soon = setTimeout(show, 300);
    taken.then(() => line.remove(), (error) => {
      line.className = "failed";
      line.setAttribute("role", "alert");
      const choice = (words, act) => h("button", { type: "button", class: "as-link", onclick: () => (line.remove(), act()) }, words);
      line.replaceChildren(`${name} failed: ${error.message} `, choice("Take it up again", again), " · ", choice("Dismiss", () => {}));
      show();
    }).finally(() => clearTimeout(soon));
  }

  personById(id) {
    return this.people.find((person) => person.id === id) ?? null;
  }

  nameOfChannel(id) {
    const channel = this.#channels.get(id);
    return channel ? `${isThread(channel) ? "" : "#"}${channel.name}` : "this channel";
  }

  isThread(id) {
    return isThread(this.#channels.get(id));
  }

  lastOwn() {
    return this.#log.lastOwn();
  }

  dismiss({ channel_id: channel, id }) {
    this.#log.drop(channel, id);
    this.ask("delete", { channel, message: id }).catch(() => {});
  }

  seen(channel, message) {
    this.#channels.seen(channel, message);
  }

  counted(unread) {
    this.#unread = unread;
    this.#title();
  }

  // What the room tells.

  #listen() {
    const on = (kind, listener) => this.#socket.on(kind, listener);
    on("hello", (data) => this.#arrive(data));
    on("trying", () => this.#banner.trying(!this.#here));
    on("out", ({ removed }) => (isSchool() ? backToTheDoor(removed) : this.#banner.nobody("You are not in this room any more.")));
    on("classes", (panel) => this.#classes.update(panel));
    on("cut", ({ delay, stopped }) => {
      this.#banner.cut(delay, () => this.#socket.retry(), stopped);
      if (isSchool()) {
        sayClosed(stopped && !this.me.is_teacher);
        return sentOut().then((out) => out && backToTheDoor(false));
      }
      if (!this.#here) this.#whyNot();
    });
    on("message", (message) => {
      this.#typing.stop(message.channel_id, message.author?.id);
      if (!message.ephemeral) this.#channels.heard(message);
      this.#hear(message, true);
    });
    on("message_edit", (message) => this.#hear(message, false));
    on("message_delete", ({ channel_id: channel, id }) => {
      this.#log.drop(channel, id);
      this.#beside.gone(id);
      this.#beside.drop(id);
    });
    on("channel", (channel) => {
      this.#channels.put(channel);
      if (this.#arrivals.isAim(channel.id)) this.#travel(channel.id);
      if (channel.id === this.current) this.#head();
    });
    on("channel_delete", ({ id, parent_id: parent }) => {
      this.#channels.remove(id);
      this.turns.forget(id);
      if (id === this.current) this.#whereabouts.goTo(parent ?? this.#whereabouts.first);
    });
    on("typing", (data) => this.#typing.heard(data));
    on("modal", (form) => this.#form(form));
    on("people", (people) => this.#know(people));
    on("roles", (roles) => Object.assign(this, { roles }));
    on("commands", (commands) => this.#learn(commands));
    on("bot", (bot) => this.#meet(bot));
    on("notice", ({ level, text }) => this.#banner.notice(level, text));
  }

  #arrive({ me, people, roles, guild, channels, threads, commands, bot, now }) {
    setClock(now);
    Object.assign(this, { me, people, roles });
    reader.id = me.id;
    this.#guild = guild;
    for (const { id, name } of people) knownNames.set(id, name);
    for (const { id, name } of [...people, ...roles, ...channels]) named.set(id, name);
    this.#learn(commands);
    this.#meet(bot);
    this.#banner.arrived(bot);
    this.#channels.replace([...channels, ...threads]);
    $("guild").textContent = guild.name;
    this.#here = true;
    this.#classes.offered(isSchool() && me.is_teacher);
    sayClosed(false);
    if (this.current !== null && this.#channels.get(this.current)) {
      this.#channels.draw();
      this.#head();
      this.#log.refresh();
      this.#beside.open(this.current).catch(() => {});
      this.#beside.refresh();
    } else this.#whereabouts.follow();
    const open = threads.filter((thread) => !isClosed(thread));
    this.turns.learn(open).then(() => this.#turned(), () => {});
  }

  // A message, new or changed, goes to all who have a use for it.
  #hear(message, isNew) {
    if (this.turns.heard(message)) this.#turned();
    const thread = this.#arrivals.follow(message, this.current);
    if (thread !== null && this.#channels.get(thread)) return this.#travel(thread);
    if (thread !== null && standsBeside(message)) return;
    if (!standsBeside(message)) this.#log.take(message, isNew);
    else if (this.#interactions.ours(message.interaction_id)) this.#beside.take(message);
    this.#beside.changed(message);
  }

  #turned() {
    this.#channels.draw();
    this.#composer.count();
  }

  #travel(thread) {
    this.#whereabouts.travel(thread);
    this.#announcer.say(`You are now in ${this.nameOfChannel(thread)}.`);
  }

  // A socket that is refused does not say why; the same address without one does.
  async #whyNot() {
    const answer = await fetch(`/people/socket?as=${encodeURIComponent(this.me.key)}`).catch(() => null);
    if (answer?.status !== 404) return;
    this.#socket.stop();
    this.#banner.nobody(await answer.text());
  }

  // Somebody has come, left, or is called otherwise.
  #know(people) {
    this.people = people;
    for (const { id, name } of people) knownNames.set(id, name);
    drawPeople($("people"), this.me, people, this.current);
  }

  #learn(commands) {
    this.#commands = commands ?? [];
  }

  #meet(bot) {
    this.#bot = bot;
    if (bot) knownNames.set(bot.id, bot.name);
    this.#banner.botIs(bot);
  }

  #form(form) {
    if (!this.#interactions.ours(form.interaction_id)) return;
    openModal(form, {
      channel: this.current,
      drafts: this.#drafts,
      room: this,
      submit: (fields) => this.interact("submit", { interaction_id: form.interaction_id, fields }),
    });
  }

  // Where the person is.

  #opened(channel) {
    this.#channels.draw();
    this.#composer.open(channel);
    this.#typing.draw();
    this.#head();
    this.#beside.open(channel).catch(() => {});
  }

  /** Why nobody may write here; null if one may. */
  get shut() {
    const channel = this.#channels.get(this.current);
    if (channel === null) return "There is no such channel.";
    if (isLocked(channel) && !this.me.is_teacher) return "This thread is locked.";
    return mayWrite(channel) ? null : "This channel is for reading only.";
  }

  #head() {
    const channel = this.#channels.get(this.current);
    const name = this.nameOfChannel(this.current);
    const run = (verb, data) => this.ask(verb, data).catch((error) => this.#banner.notice("error", error.message));
    drawHead({ channel, name, parent: isThread(channel) ? this.#channels.get(channel.parent_id) : null, isTeacher: this.me.is_teacher, run });
    this.#composer.label(name, this.shut, isThread(channel));
    $("sheet").classList.toggle("welcome", channel?.name === WELCOME);
    drawPeople($("people"), this.me, this.people, this.current);
    this.#title();
  }

  #title() {
    document.title = `${this.#unread > 0 ? `(${this.#unread}) ` : ""}${this.nameOfChannel(this.current)} · ${this.me.name} · ${this.#guild.name}`;
  }

  #surround() {
    switchWith($("theme"));
    openDrawer();
    tick();
    document.addEventListener("keydown", (event) => this.#typedAnywhere(event));
    watchSleep(this.#socket, () => this.ask("resync").then((data) => this.#arrive(data)));
  }

  // Letters typed while nothing that takes letters has the focus go to the composer.
  #typedAnywhere(event) {
    if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!event.target.closest("input, textarea, select, button, summary, dialog, [role=option]")) this.#composer.focus();
  }
}

new Room(isSchool() ? (await comeIn()).id : whoIsHere());
