/**
 * Speeches, and the line that says whose turn it is.
 *
 * Conventions that any bot may follow:
 * - A message whose first line begins with ◆ or ◇ is a speech of the one or the other side, with ✎
 *   one of the coach, and that line its heading: `◆ **School** @holder · side · kind · place`.
 * - While it is still being spoken it ends in ▍, or has "…" in place of words.
 * - A line "**Next:** @person · kind · at most N words" says who is to write, and how much.
 * - A message of nothing but `-#` lines is a note; "Reference ab-12." names an error in the log.
 */

import { h } from "./elements.js";

const SIDES = { "◆": "first", "◇": "second", "✎": "coach" };
const FIRST_WORDS = 30;
const REFERENCE = /\bReference ([0-9a-z]{2}-[0-9a-z]{2})\b/;

/** The reader, whose turns are pointed out. */
export const reader = { id: null };

export function isSpeech({ author, content }) {
  return Boolean(author?.bot) && /^[◆◇✎]\s/.test(content ?? "");
}

/** Whether a message is whole: nothing is being added to it. */
export function isWhole(message) {
  const text = (message.content ?? "").trimEnd();
  return !text.endsWith("▍") && !(isSpeech(message) && /^[^\n]*\n?…?$/.test(text));
}

// The nodes of a line, from one node to the next line break or the end of the paragraph.
function lineFrom(node) {
  const line = [];
  for (let at = node; at !== null && at.nodeName !== "BR"; at = at.nextSibling) line.push(at);
  return line;
}

/** Take the first line out of a speech's text and give it back as a heading. */
export function takeHeading(prose) {
  const first = prose.firstElementChild;
  const line = lineFrom(first?.firstChild ?? null);
  if (line.length === 0) return null;
  line.at(-1).nextSibling?.remove();
  const glyph = line[0].textContent.trim()[0];
  line[0].textContent = line[0].textContent.replace(/^\s*[◆◇✎]\s*/, "");
  line.find((node) => node.nodeName === "STRONG")?.classList.add("school");
  const words = h("span", { class: "speech-words" });
  words.append(...line);
  if (first.textContent.trim() === "") first.remove();
  else if (first.firstChild.nodeType === Node.TEXT_NODE) first.firstChild.data = first.firstChild.data.trimStart();
  return h("h2", { class: `speech-head ${SIDES[glyph]}` }, h("span", { class: "glyph", "aria-hidden": "true" }, glyph), words);
}

/** Give the line that says who is next a paragraph of its own. */
export function drawNext(prose) {
  const begin = [...prose.querySelectorAll("p > strong")].find((strong) => strong.textContent === "Next:");
  if (!begin || begin.previousSibling?.nodeName === "#text" && begin.previousSibling.data.trim() !== "") return;
  const paragraph = begin.parentElement;
  const line = lineFrom(begin);
  const rest = [];
  for (let at = line.at(-1).nextSibling?.nextSibling ?? null; at !== null; at = at.nextSibling) rest.push(at);
  line.at(-1).nextSibling?.remove();
  const next = h("p", { class: "next", dir: "auto" });
  next.append(...line);
  if (next.querySelector(`[data-user="${reader.id}"]`)) next.classList.add("mine");
  paragraph.after(next);
  if (rest.length > 0) next.after(h("p", { dir: "auto" }, rest));
  while (paragraph.lastChild?.nodeName === "BR" || paragraph.lastChild?.data?.trim() === "") paragraph.lastChild.remove();
  if (!paragraph.hasChildNodes()) paragraph.remove();
}

/** Set the reference of an error so that it can be read out and copied. */
export function drawReference(prose) {
  const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const found = REFERENCE.exec(walker.currentNode.data);
    if (!found) continue;
    const after = walker.currentNode.splitText(found.index + "Reference ".length);
    after.data = after.data.slice(found[1].length);
    after.before(h("code", { class: "reference" }, found[1]));
    return true;
  }
  return false;
}

/** Whether a text is nothing but a note in small print. */
export function isNote(prose) {
  return prose.childElementCount > 0 && [...prose.children].every((part) => part.matches(".md-subtext"));
}

/** What is read out when a speech is whole: "Hawk, rebuttal: its first words …", and whose turn it is. The reader's own is not. */
export function heard(article) {
  const head = article.querySelector(".speech-head .speech-words");
  if (head.querySelector(`[data-user="${reader.id}"]`)) return "";
  const parts = head.textContent.split(" · ");
  const said = [...article.querySelectorAll(".prose > :not(.md-subtext, .next)")].map((part) => part.innerText).join(" ").split(/\s+/);
  const words = said.slice(0, FIRST_WORDS).join(" ") + (said.length > FIRST_WORDS ? " …" : "");
  const kind = article.classList.contains("coach") ? parts[1] : parts[2];
  const who = [head.querySelector(".school")?.textContent ?? parts[0], kind].filter(Boolean).join(", ");
  return `${who.trim()}: ${words}${article.querySelector(".next.mine") ? " Your turn." : ""}`;
}
