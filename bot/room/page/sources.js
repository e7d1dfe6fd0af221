/**
 * Sources: footnotes in a text, the passages behind them, and words that did not stand in them.
 *
 * Conventions that any bot may follow:
 * - In a message with a button labelled "Sources" each `[n]` is a footnote, and pressing it is
 *   pressing that button.
 * - An embed titled `[n] “Title” · author · outlet · date` is source n. What is bold in it was
 *   quoted from it; a field whose name begins with ✓ or ✗ is a verdict on the words below it.
 * - `~~words~~ (not in the source)` are words that were struck from a text.
 */

import { h } from "./elements.js";

const SOURCES = "Sources";
const FOOTNOTE = /\[(\d{1,2})\]/g;
const SOURCE = /^\[(\d{1,2})\]\s*(.+)$/s;
const STRUCK = /^\s*\((not in the source)\)/;
const UNTOUCHED = "a, button, code, pre, .spoiler";

function buttonIn(parts = []) {
  for (const part of parts) {
    if (part.type === 2 && part.label === SOURCES && part.custom_id && !part.disabled) return part.custom_id;
    const below = buttonIn(part.components);
    if (below) return below;
  }
  return null;
}

function texts(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(UNTOUCHED)) found.push(walker.currentNode);
  return found;
}

function footnote(number, customId) {
  const bracket = (sign) => h("span", { class: "unseen" }, sign);
  return h("button", { type: "button", class: "footnote", "data-footnote": number, "data-sources": customId, "aria-label": `Source ${number}`, title: `Source ${number}` },
    bracket("["), number, bracket("]"));
}

/** Make the footnotes in a message's text buttons, if the message can show its sources. */
export function drawFootnotes(prose, message) {
  const customId = buttonIn(message.components);
  if (customId === null) return;
  for (const text of texts(prose)) {
    const parts = text.data.split(FOOTNOTE);
    if (parts.length > 1) text.replaceWith(...parts.map((part, place) => (place % 2 ? footnote(part, customId) : part)));
  }
}

/** Mark the words that were struck, and the remark behind them. */
export function drawStruck(prose) {
  for (const words of prose.querySelectorAll("s")) {
    const after = words.nextSibling;
    const remark = after?.nodeType === Node.TEXT_NODE && STRUCK.exec(after.data);
    if (!remark) continue;
    after.data = after.data.slice(remark[0].length);
    words.className = "struck";
    words.title = "Struck: these words do not stand in the source";
    words.after(h("span", { class: "struck-remark" }, ` (${remark[1]})`));
  }
}

function title(number, words) {
  const [name, ...about] = words.split(" · ");
  return [h("span", { class: "source-number" }, h("span", { class: "unseen" }, "Source "), number),
    h("bdi", { class: "source-name" }, name), about.length > 0 && h("bdi", { class: "source-about" }, about.join(" · "))];
}

function quotedIn(passage) {
  for (const bold of passage.querySelectorAll("strong")) {
    const mark = h("mark", { class: "quoted", title: "These words were quoted" });
    mark.append(...bold.childNodes);
    bold.replaceWith(mark);
  }
}

function verdictOn(field) {
  const name = field.querySelector("dt");
  const sign = /^([✓✗])\s*(.*)$/su.exec(name.textContent);
  if (!sign) return;
  field.classList.add("verdict", sign[1] === "✓" ? "stands" : "falls");
  name.replaceChildren(h("span", { class: "verdict-sign", "aria-hidden": "true" }, sign[1]), sign[2]);
}

/** Draw an embed that is a source as one; any other stays as it is. */
export function drawSource(element, { title: words }) {
  for (const field of element.querySelectorAll(".field")) verdictOn(field);
  const source = SOURCE.exec(words ?? "");
  if (!source) return element;
  element.classList.add("source");
  element.dataset.source = source[1];
  element.tabIndex = -1;
  const heading = element.querySelector("h2");
  (heading.querySelector("a") ?? heading).replaceChildren(...title(source[1], source[2]).filter(Boolean));
  const passage = element.querySelector(":scope > .prose");
  if (passage) quotedIn(passage);
  return element;
}
