/** Embeds: a card with a colour bar. */

import { h, leaving, rendered } from "./elements.js";
import { picture, thumbnail } from "./pictures.js";
import { drawSource } from "./sources.js";
import { fullDate } from "./times.js";

export function colourOf(number) {
  return `#${number.toString(16).padStart(6, "0")}`;
}

function prose(className, markup, text) {
  if (markup) return rendered("div", { class: className }, markup);
  return text ? h("div", { class: className, dir: "auto" }, text) : null;
}

function field({ name, name_html: nameMarkup, value, value_html: markup, inline }) {
  return h("div", { class: inline ? "field inline" : "field" },
    h("dt", { dir: "auto" }, nameMarkup ? rendered("span", {}, nameMarkup) : name), h("dd", {}, prose("prose", markup, value)));
}

export function embed(card) {
  const title = card.title_html ? rendered("span", {}, card.title_html) : card.title;
  const foot = [card.footer?.text && h("bdi", {}, card.footer.text), card.timestamp && fullDate(new Date(card.timestamp))].filter(Boolean);
  const element = h("section", { class: "embed" },
    card.author?.name && h("p", { class: "embed-author", dir: "auto" }, card.author.url ? leaving(card.author.url, {}, card.author.name) : card.author.name),
    title && h("h2", { dir: "auto" }, card.url ? leaving(card.url, {}, title) : title),
    prose("prose", card.description_html, card.description),
    card.fields?.length > 0 && h("dl", {}, card.fields.map(field)),
    thumbnail(card.thumbnail?.url, card.thumbnail?.description),
    card.image && picture(card.image, card.image.description || card.title || "A picture"),
    foot.length > 0 && h("p", { class: "embed-foot" }, foot[0], foot[1] && [" · ", foot[1]]));
  if (card.color) element.style.setProperty("--bar", colourOf(card.color));
  return drawSource(element, card);
}
