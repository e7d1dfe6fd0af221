/** One message as an article. Built whole each time and morphed into the one that stands. */

import { attachment } from "./attachments.js";
import { components } from "./components.js";
import { h, rendered } from "./elements.js";
import { embed } from "./embeds.js";
import { MENU } from "./menu.js";
import { morph } from "./morph.js";
import { drawFootnotes, drawStruck } from "./sources.js";
import { drawNext, drawReference, heard, isNote, isSpeech, isWhole, takeHeading } from "./speech.js";
import { clock, fillTimes, fullDate } from "./times.js";
import { SPOKEN } from "./turns.js";

const RENAMED = 4;
const PINNED = 6;
const THREAD_OPENED = 18;
const REPLY = 19;
const STARTER = 21;
const MENU_ANSWER = 23;
const DRAWN_BY_COMPONENTS = 1 << 15;
// A message that grew while it was being spoken was not "edited".
const GROWING = 2 * 60 * 1000;

/** Black or white, whichever reads better on a "#rrggbb" ground. */
export function inkOn(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? "#000000" : "#ffffff";
}

const letters = new Intl.Segmenter();

// A letter as a reader sees it: an emoji or an accent is made of several signs.
function firstLetter(name) {
  return [...letters.segment(name || "?")][0].segment.toUpperCase();
}

export function initial(name, colour) {
  const badge = h("bdi", { class: "initial", "aria-hidden": "true" }, firstLetter(name));
  if (/^#[0-9a-f]{6}$/i.test(colour ?? "")) {
    badge.style.backgroundColor = colour;
    badge.style.color = inkOn(colour);
  }
  return badge;
}

/** Names by user id that the room has told; they go before the ones on messages. */
export const knownNames = new Map();

export function nameOf(author) {
  return knownNames.get(author?.id) || author?.nick || author?.global_name || author?.username || "someone";
}

function invoked(message) {
  const origin = message.interaction ?? message.interaction_metadata;
  const name = message.interaction_metadata?.name ?? message.interaction?.name;
  if (!origin?.user || !name) return null;
  const path = message.interaction_metadata?.command_type > 1 ? name : `/${name}`;
  return h("p", { class: "before" }, h("bdi", {}, nameOf(origin.user)), " used ", h("span", { class: "command-name" }, path));
}

function answered(message) {
  const reference = message.message_reference;
  if (![REPLY, STARTER, MENU_ANSWER].includes(message.type) || !reference?.message_id) return null;
  const first = message.referenced_message;
  const [name, said] = [nameOf(first?.author), first?.content || "…"];
  const words = first ? [h("bdi", {}, name), ": ", h("bdi", {}, said)] : ["a message that was deleted"];
  return h("p", { class: "before about" }, h("span", { "aria-hidden": "true" }, "↩ "),
    h("a", { href: `#${reference.channel_id ?? message.channel_id}/${reference.message_id}`, "aria-label": `In answer to ${first ? `${name}: ${said}` : words[0]}` }, words));
}

function head(message, person, place, heading) {
  const name = nameOf(message.author);
  const date = new Date(message.timestamp);
  return h("header", { class: heading ? "by of-speech" : "by", id: `by-${place}${message.id}` },
    heading,
    message.author?.bot ? h("bdi", { class: "initial bot", "aria-hidden": "true" }, firstLetter(name)) : initial(name, person?.colour),
    h("bdi", { class: "author" }, name),
    message.author?.bot && h("span", { class: "tag" }, "bot"),
    person?.is_teacher && h("span", { class: "tag" }, "teacher"),
    h("time", { datetime: message.timestamp, title: fullDate(date) }, clock(date)));
}

function content(message) {
  if (message.loading) return h("p", { class: "thinking" }, h("bdi", {}, nameOf(message.author)), " is thinking", h("span", { class: "dots", "aria-hidden": "true" }, "…"));
  if (message.lapsed) return h("p", { class: "thinking" }, "This came to nothing: ", h("bdi", {}, nameOf(message.author)), " did not answer in time.");
  if (message.type === THREAD_OPENED) return h("p", { class: "opened" }, "opened a thread: ", threadLink(message.message_reference?.channel_id ?? message.thread?.id, message.content));
  if (message.type === PINNED) return h("p", { class: "opened" }, h("bdi", {}, nameOf(message.author)), " pinned ", pinLink(message));
  if (message.type === RENAMED) return h("p", { class: "opened" }, h("bdi", {}, nameOf(message.author)), " changed the name: ", h("bdi", {}, message.content));
  if (message.html) return rendered("div", { class: "prose" }, message.html);
  return message.content ? h("div", { class: "prose plain", dir: "auto" }, message.content) : null;
}

function pinLink({ message_reference: about }) {
  return about?.message_id ? h("a", { href: `#${about.channel_id}/${about.message_id}` }, "a message") : "a message";
}

// What a bot wrote by the conventions of speeches and sources, drawn so; its heading, if it has one.
function dressed(prose, message) {
  if (!message.author?.bot || !prose?.matches(".prose")) return null;
  const heading = isSpeech(message) ? takeHeading(prose) : null;
  drawStruck(prose);
  drawFootnotes(prose, message);
  drawNext(prose);
  const reference = drawReference(prose);
  if (isNote(prose) && !message.embeds?.length) prose.classList.add("note");
  else if (reference && heading === null) prose.classList.add("with-reference");
  return heading;
}

function threadLink(id, name) {
  return id ? h("a", { href: `#${id}` }, h("bdi", {}, name)) : h("bdi", {}, name);
}

function edited({ author, timestamp, edited_timestamp: when, loading, content: text }) {
  const grew = author?.bot && new Date(when) - new Date(timestamp) < GROWING;
  return when && !loading && text && !grew ? h("p", { class: "edited", title: fullDate(new Date(when)) }, "edited") : null;
}

function reactions({ reactions: all = [] }) {
  const chip = ({ emoji, count }) => h("li", {}, `${emoji?.name ?? "?"} ${count}`);
  return all.length > 0 && h("ul", { class: "reactions", "aria-label": "Reactions" }, all.map(chip));
}

function foot(message) {
  return [
    reactions(message),
    message.thread && message.type !== THREAD_OPENED && h("p", { class: "opened" }, h("span", { "aria-hidden": "true" }, "↳ "), threadLink(message.thread.id, message.thread.name)),
    message.ephemeral && h("p", { class: "private" }, h("span", { "aria-hidden": "true" }, "◐ "), "Only you can see this",
      h("span", { class: "dismiss" }, " · ", h("button", { type: "button", class: "as-link", "data-do": "dismiss" }, "Dismiss"))),
  ];
}

function body(message, person, place) {
  const words = content(message);
  const heading = dressed(words, message);
  return h("div", { class: "body" },
    message.pinned && h("p", { class: "elsewhere" }, h("button", { type: "button", class: "as-link", "data-do": "card" }, "Card · shown beside")),
    invoked(message), answered(message), head(message, person, place, heading), words, edited(message),
    (message.embeds ?? []).map(embed),
    message.flags & DRAWN_BY_COMPONENTS ? [] : (message.attachments ?? []).map(attachment),
    components(message.components),
    foot(message));
}

/** A new article for a message; `person` is its author if the author is a person of the room, `place` tells two of one message apart. */
export function article(message, person, place = "") {
  const element = h("article", { "data-message-id": message.id, tabindex: "-1", "aria-labelledby": `by-${place}${message.id}` }, body(message, person, place));
  mark(element, message);
  if (place === "") offerMenu(element, message);
  return element;
}

/** Bring a standing article up to date, in place. */
export function update(element, message, person, place = "") {
  morph(element.querySelector(".body"), body(message, person, place));
  mark(element, message);
  if (place === "") offerMenu(element, message);
}

// It stands on every message, so that a finger finds it; `actions.js` fills the menu.
function offerMenu(element, message) {
  const standing = element.querySelector(":scope > .menu-button");
  if (message.ephemeral || message.loading || message.lapsed || !SPOKEN.has(message.type)) return standing?.remove();
  if (standing) return;
  const name = `More (${nameOf(message.author)})`;
  element.append(h("button", { type: "button", class: "quiet menu-button", tabindex: "-1", popovertarget: MENU, "aria-haspopup": "menu", "aria-label": name, title: name }));
}

function mark(element, message) {
  element.classList.toggle("from-bot", Boolean(message.author?.bot));
  element.classList.toggle("ephemeral", Boolean(message.ephemeral));
  element.classList.toggle("loading", Boolean(message.loading));
  element.classList.toggle("speech", isSpeech(message));
  element.classList.toggle("second", (message.content ?? "").startsWith("◇"));
  element.classList.toggle("coach", (message.content ?? "").startsWith("✎"));
  element.classList.toggle("growing", !isWhole(message));
  element.classList.toggle("aside-line", [PINNED, RENAMED].includes(message.type) || element.querySelector(":scope > .body > .prose.note") !== null);
  fillTimes(element);
}

/** What an article says, for reading aloud; empty while it is still growing. */
export function spoken(element) {
  if (element.matches(".growing")) return "";
  if (element.querySelector(".speech-head")) return heard(element);
  const said = [...element.querySelectorAll(".prose, .embed h2, .attachment figcaption, .picture")].filter((part) => !part.parentElement.closest(".prose"));
  const words = said.map((part) => (part.alt ?? part.innerText).trim()).join(" ").replace(/\s+/g, " ");
  return words && `${element.querySelector(".author").textContent}: ${words}`;
}
