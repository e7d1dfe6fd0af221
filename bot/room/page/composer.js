/** Where a person writes: text, replies, edits, files, and the way into slash commands. Drafts are kept per channel. */

import { nameOf } from "./article.js";
import { LARGEST, packed, sizeInWords } from "./attachments.js";
import { matching, parsed } from "./commands.js";
import { h, turned } from "./elements.js";
import { Listbox } from "./listbox.js";
import { withIds, withNames } from "./mentions.js";
import { Slash } from "./slash.js";
import { wordsOf } from "./words.js";

const LONGEST = 2000;
const TYPING_EVERY = 8000;
const PICKED = 30;
// Convention: words begun so are for the others in a thread, and no speech.
const ASIDE = "//";

export class Composer {
  #room;
  #parts;
  #drafts;
  #picker;
  #slash;
  #channel = null;
  #about = null;
  #files = [];
  #typedAt = 0;
  #busy = false;

  /** @param parts the composer's elements by name */
  constructor(room, parts, drafts) {
    this.#room = room;
    this.#parts = parts;
    this.#drafts = drafts;
    this.#picker = new Listbox((item) => item.pick(), { label: "Commands", className: "above" });
    parts.form.append(this.#picker.element);
    this.#slash = new Slash(room, { box: parts.command, hint: parts.hint, stage: parts.form }, (what) => this.#slashed(what));
    parts.write.setAttribute("aria-autocomplete", "list");
    parts.write.addEventListener("input", () => this.#typed());
    parts.write.addEventListener("keydown", (event) => this.#key(event));
    parts.write.addEventListener("blur", () => this.#picker.hide());
    parts.write.addEventListener("paste", (event) => this.#take(event, event.clipboardData.files));
    parts.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    parts.attach.addEventListener("click", () => parts.file.click());
    parts.file.addEventListener("change", () => {
      this.#attach(parts.file.files);
      parts.file.value = "";
    });
    addEventListener("dragover", (event) => event.preventDefault());
    addEventListener("drop", (event) => this.#take(event, event.dataTransfer.files));
  }

  /** Turn to a channel: its draft comes back. */
  open(channel) {
    this.#channel = channel;
    this.#about = null;
    this.#files = [];
    this.#slash.end();
    this.#complain("");
    const draft = this.#drafts.read(channel);
    const command = draft?.command && this.#room.slashCommands.find(({ path }) => path === draft.command);
    this.#write(typeof draft === "string" ? draft : "");
    if (command) this.#begin(command, draft.values, false);
    this.#draw();
    this.count();
  }

  /** Name the place; `closed` says why nobody may write there, or is null. */
  label(label, closed, isThread) {
    const { write, attach, send } = this.#parts;
    write.setAttribute("aria-label", `Message ${label}`);
    write.placeholder = closed ?? `Write ${isThread ? "here" : `in ${label}`}, or / for commands`;
    write.disabled = attach.disabled = send.disabled = closed !== null;
  }

  reply(message) {
    this.#about = { verb: "say", message };
    this.#draw();
    this.#parts.write.focus();
  }

  edit(message) {
    this.#slash.end();
    this.#about = { verb: "edit", message };
    this.#write(withNames(message.content, this.#room.mentionable));
    this.#draw();
    this.#parts.write.focus();
  }

  focus() {
    if (this.#slash.command) this.#slash.focus();
    else this.#parts.write.focus();
  }

  #write(text) {
    const { write } = this.#parts;
    write.value = text;
    this.#grow();
    this.count();
  }

  #grow() {
    const { form, write } = this.#parts;
    turned(write);
    // Held while it is measured: were it to shrink for a moment, the log would lose its bottom.
    form.style.minHeight = `${form.offsetHeight}px`;
    write.style.height = "auto";
    if (write.value.includes("\n") || write.scrollHeight > write.clientHeight + 2) write.style.height = `${write.scrollHeight + 2}px`;
    form.style.minHeight = "";
  }

  /** Count what is written, against the limit of whoever's turn it is. */
  count() {
    const { write, count } = this.#parts;
    const length = [...write.value].length;
    const limit = this.#about?.verb === "edit" || this.#slash.command ? null : this.#room.wordsDue;
    const aside = limit !== null && write.value.trimStart().startsWith(ASIDE);
    const words = limit === null || aside ? null : wordsOf(write.value, limit);
    const letters = length > LONGEST * 0.8 && `${length} of ${LONGEST} characters`;
    count.textContent = [aside ? "aside, not a speech" : words?.said, letters].filter(Boolean).join(" · ");
    count.classList.toggle("over", length > LONGEST || Boolean(words?.over));
  }

  #complain(words) {
    this.#parts.complaint.textContent = words;
  }

  #keep() {
    if (this.#about?.verb === "edit") return;
    this.#drafts.keep(this.#channel, this.#slash.command ? this.#slash.draft : this.#parts.write.value);
  }

  #typed() {
    const text = this.#parts.write.value;
    this.#complain("");
    this.#grow();
    this.count();
    const begun = this.#about?.verb === "edit" ? null : parsed(this.#room.slashCommands, text);
    if (begun) this.#begin(begun.command, begun.values);
    else this.#suggest(text);
    this.#keep();
    if (text !== "" && !text.startsWith("/") && Date.now() - this.#typedAt > TYPING_EVERY) {
      this.#typedAt = Date.now();
      this.#room.ask("typing", { channel: this.#channel }).catch(() => {});
    }
  }

  #suggest(text) {
    const { write } = this.#parts;
    const at = /(?:^|\s)@(\S*)$/.exec(text.slice(0, write.selectionStart));
    if (/^\/[^\n]*$/.test(text) && this.#about?.verb !== "edit") {
      const found = matching(this.#room.slashCommands, text.slice(1)).slice(0, PICKED);
      this.#picker.show(write, found.map((command) => ({ label: `/${command.path}`, hint: command.description, pick: () => this.#begin(command) })),
        { words: this.#room.slashCommands.length > 0 ? "No command has this name." : "The bot has no commands here yet." });
    } else if (at) {
      const named = this.#room.mentionable.filter(({ name }) => name.toLowerCase().startsWith(at[1].toLowerCase()));
      this.#picker.show(write, named.map(({ name }) => ({ label: `@${name}`, pick: () => this.#name(at[1].length, name) })));
    } else {
      this.#picker.hide();
    }
  }

  #name(typed, name) {
    const { write } = this.#parts;
    write.setRangeText(`${name} `, write.selectionStart - typed, write.selectionStart, "end");
    this.#picker.hide();
    this.#typed();
  }

  #begin(command, values = {}, focus = true) {
    this.#picker.hide();
    this.#about = null;
    this.#write("");
    this.#parts.write.hidden = true;
    this.#parts.attach.hidden = true;
    this.#slash.begin(command, values, focus);
    this.#draw();
    this.#keep();
  }

  #slashed(what) {
    if (what === "run") this.#send();
    if (what === "leave") this.#leave(`/${this.#slash.command.path}`);
    if (what === "changed") this.#complain("");
    this.#keep();
  }

  #leave(text) {
    this.#slash.end();
    this.#write(text);
    this.#draw();
    this.#parts.write.focus();
    this.#keep();
  }

  #key(event) {
    if (event.isComposing || this.#picker.press(event)) return;
    const { write } = this.#parts;
    const touch = matchMedia("(pointer: coarse)").matches;
    if (event.key === "Enter" && !event.shiftKey && !touch) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "Escape" && this.#about) {
      if (this.#about.verb === "edit") this.#write("");
      this.#about = null;
      this.#draw();
    } else if (event.key === "ArrowUp" && write.value === "") {
      const last = this.#room.lastOwn();
      if (!last) return;
      event.preventDefault();
      this.edit(last);
    }
  }

  async #send() {
    if (this.#busy || this.#channel === null) return;
    this.#busy = true;
    const channel = this.#channel;
    try {
      if (this.#slash.command) await this.#runCommand(channel);
      else await this.#say(channel);
    } catch (error) {
      this.#complain(`Not sent: ${error.message}${this.#room.online ? "" : " Your words are kept; send them when the connection is back."}`);
    } finally {
      this.#busy = false;
    }
  }

  async #runCommand(channel) {
    const { command } = this.#slash;
    const filled = await this.#slash.filled();
    if (filled === null) return;
    const { values } = this.#slash.draft;
    await this.#room.begin("slash", { channel, command: command.path, ...filled }, `/${command.path}`, () => this.#begin(command, values));
    this.#drafts.keep(channel, null);
    if (channel === this.#channel) this.#leave("");
  }

  async #say(channel) {
    const text = this.#parts.write.value.trim();
    if (text === "" && this.#files.length === 0) return;
    if ([...text].length > LONGEST) throw new Error(`a message holds ${LONGEST} characters; this has ${[...text].length}.`);
    if (/^\/\w/.test(text) && !this.#about && matching(this.#room.slashCommands, text.slice(1)).length > 0) throw new Error("pick the command from the list first.");
    const content = withIds(text, this.#room.mentionable);
    const about = this.#about;
    if (about?.verb === "edit") await this.#room.ask("edit", { channel, message: about.message.id, content });
    else await this.#room.ask("say", { channel, content, reply_to: about?.message.id, attachments: await Promise.all(this.#files.map(packed)), nonce: String(Date.now()) + String(Math.random()).slice(2, 8) });
    this.#drafts.keep(channel, about?.verb === "edit" ? this.#drafts.read(channel) : null);
    if (channel !== this.#channel) return;
    this.#about = null;
    this.#files = [];
    this.#typedAt = 0;
    this.#write("");
    this.#draw();
  }

  #take(event, files) {
    if (files.length === 0 || this.#parts.write.disabled) return;
    event.preventDefault();
    this.#attach(files);
  }

  #attach(files) {
    const large = [...files].find(({ size }) => size > LARGEST);
    this.#complain(large ? `${large.name} is ${sizeInWords(large.size)}; the most is ${sizeInWords(LARGEST)}.` : "");
    this.#files.push(...[...files].filter(({ size }) => size <= LARGEST));
    this.#draw();
  }

  #draw() {
    const { reply, uploads, write, attach } = this.#parts;
    write.hidden = attach.hidden = this.#slash.command !== null;
    const close = (name, act) => h("button", { type: "button", class: "quiet", "aria-label": name, onclick: act }, "✕");
    const about = this.#about;
    const stop = () => {
      if (about.verb === "edit") this.#write("");
      this.#about = null;
      this.#draw();
    };
    reply.hidden = about === null;
    reply.replaceChildren(...(about ? [h("span", {}, about.verb === "edit" ? "Changing your message" : ["Replying to ", h("bdi", {}, nameOf(about.message.author))]), close("Cancel", stop)] : []));
    uploads.hidden = this.#files.length === 0;
    uploads.replaceChildren(...this.#files.map((file) => h("li", {}, h("bdi", {}, file.name), ` · ${sizeInWords(file.size)}`, close(`Remove ${file.name}`, () => {
      this.#files = this.#files.filter((other) => other !== file);
      this.#draw();
    }))));
  }
}
