/** What a bot puts on a message to press, pick or look at. Drawn only; `actions.js` hears the presses. */

import { attachment } from "./attachments.js";
import { listed } from "./commands.js";
import { h, leaving, rendered } from "./elements.js";
import { colourOf } from "./embeds.js";
import { picture } from "./pictures.js";

const LOOKS = { 1: "primary", 2: "secondary", 3: "success", 4: "danger" };
export const SELECTS = { 3: "string", 5: "user", 6: "role", 7: "mentionable", 8: "channel" };
const THINGS = { 5: ["people"], 6: ["roles"], 7: ["people", "roles"], 8: ["channels"] };

/** The names of people, roles and channels by their ids, as far as this person knows them. */
export const named = new Map();

/** What can be picked in a menu: its own options, or the people, roles or channels of the room. */
export function optionsOf(part, room) {
  if (!THINGS[part.type]) return part.options ?? [];
  const before = new Set((part.default_values ?? []).map(({ id }) => id));
  return listed(THINGS[part.type], part.channel_types, room).map(({ name, value }) => ({ label: name, value, default: before.has(value) }));
}

function sign(emoji) {
  return emoji?.name && !emoji.id ? h("span", { class: "sign", "aria-hidden": "true" }, emoji.name) : null;
}

function button({ style, label, emoji, url, custom_id: id, disabled }) {
  const inside = [sign(emoji), label ? h("bdi", {}, label) : null];
  const named = label ? null : emoji?.name;
  if (style === 5) return leaving(url, { class: "button link", "aria-label": named }, inside, h("span", { "aria-hidden": "true" }, " ↗"));
  return h("button", {
    type: "button", class: `button ${LOOKS[style] ?? "secondary"}`, "data-custom-id": id, disabled, "aria-label": named,
  }, inside);
}

function select({ custom_id: id, placeholder, options = [], default_values: held, disabled, type }) {
  const before = (held ?? []).map(({ id: thing }) => named.get(thing)).filter(Boolean);
  const chosen = [...options.filter((option) => option.default).map((option) => option.label), ...before];
  const words = chosen.join(", ") || placeholder || "Make a choice";
  return h("button", {
    type: "button", role: "combobox", class: "select", "data-custom-id": id, "data-select": type, disabled,
    "aria-haspopup": "listbox", "aria-expanded": "false", "aria-label": placeholder || "Make a choice",
  }, h("bdi", {}, words), h("span", { "aria-hidden": "true" }, "▾"));
}

function container(part) {
  const box = h("section", { class: part.spoiler ? "container spoiler-box" : "container" }, components(part.components));
  if (part.accent_color) box.style.setProperty("--bar", colourOf(part.accent_color));
  return box;
}

function media({ media: of = {}, description }) {
  return picture(of, description || "A picture") ?? leaving(of.url, {}, description || of.url || "a picture");
}

function component(part) {
  switch (part.type) {
    case 1: return h("div", { class: "row" }, components(part.components));
    case 2: return button(part);
    case 3: case 5: case 6: case 7: case 8: return select(part);
    case 9: return h("div", { class: "section" }, h("div", {}, components(part.components)), part.accessory && component(part.accessory));
    case 10: return part.html ? rendered("div", { class: "prose" }, part.html) : h("div", { class: "prose", dir: "auto" }, part.content);
    case 11: return media(part);
    case 12: return h("div", { class: "gallery" }, (part.items ?? []).map(media));
    case 13: return attachment({ filename: part.name ?? part.file?.url?.split("/").at(-1) ?? "file", url: part.file?.url, size: part.size });
    case 14: return h("hr", { class: `${part.divider === false ? "blank " : ""}${part.spacing === 2 ? "wide" : ""}` });
    case 17: return container(part);
    default: return h("p", { class: "quiet-words" }, "Something stands here that this page cannot show.");
  }
}

export function components(parts = []) {
  return parts.map(component);
}

/** The component with a custom id, found anywhere in a tree; null if there is none. */
export function findComponent(parts = [], id) {
  for (const part of parts) {
    if (part.custom_id === id) return part;
    const below = findComponent([...(part.components ?? []), ...(part.accessory ? [part.accessory] : [])], id);
    if (below) return below;
  }
  return null;
}
