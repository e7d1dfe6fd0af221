/** The fields of a bot's form: texts that count words and characters, and things to choose. */

import { optionsOf, SELECTS } from "./components.js";
import { h, rendered, turned } from "./elements.js";
import { limitIn, wordCount, wordsOf } from "./words.js";

const TEXT = 4;
const LABEL = 18;
const RADIO = 21;
const CHECKBOXES = 22;
const CHECKBOX = 23;
let made = 0;

const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function count(input, part, line, limit) {
  const { min_length: least = 0, max_length: most = null } = part;
  const text = input.value;
  const letters = [...text].length;
  const over = most !== null && letters > most;
  if (limit !== null && !over && letters >= least) {
    const { said, over: many } = wordsOf(text, limit);
    line.textContent = said;
    return line.classList.toggle("over", many);
  }
  const words = [plural(wordCount(text), "word"), most === null ? plural(letters, "character") : `${letters} of ${most} characters`];
  if (over) words.push(`${letters - most} too many`);
  else if (least > 0 && letters < least) words.push(`at least ${least}`);
  line.textContent = words.join(" · ");
  line.classList.toggle("over", over);
}

function complaintOf(text, { required = true, min_length: least = 0, max_length: most = null }) {
  const letters = [...text].length;
  if (text.trim() === "") return required ? "Please fill this in." : "";
  if (letters < least) return `At least ${least} characters, please; this has ${letters}.`;
  if (most !== null && letters > most) return `At most ${most} characters; this has ${letters - most} too many.`;
  return "";
}

function textField(part, { label, description }, start) {
  const id = `field-${++made}`;
  const shared = { id, placeholder: part.placeholder, "aria-required": part.required === false ? null : "true", "aria-describedby": `${id}-more ${id}-trouble` };
  const input = part.style === 2 ? h("textarea", { ...shared, rows: 8 }) : h("input", { ...shared, type: "text", autocomplete: "off" });
  input.value = start ?? part.value ?? "";
  const line = h("span", { class: "count" });
  const limit = limitIn(label) ?? limitIn(description);
  const trouble = h("p", { class: "trouble", id: `${id}-trouble`, role: "alert" });
  const measured = () => {
    turned(input);
    count(input, part, line, limit);
  };
  measured();
  input.addEventListener("input", () => {
    measured();
    trouble.textContent = "";
    input.removeAttribute("aria-invalid");
  });
  const element = h("div", { class: "form-field" },
    h("label", { for: id }, h("bdi", {}, label), part.required === false ? h("span", { class: "quiet-words" }, " (may be left empty)") : null),
    h("p", { class: "more-words", dir: "auto", id: `${id}-more` }, description), input, line, trouble);
  return { id: part.custom_id, element, input, trouble, text: () => input.value, value: () => input.value, complaint: () => complaintOf(input.value, part) };
}

function framed(part, { label, description }, input, read, enough) {
  const trouble = h("p", { class: "trouble", role: "alert" });
  const first = input.matches("select, input") ? input : input.querySelector("input");
  input.addEventListener("change", () => { trouble.textContent = ""; });
  const words = [h("p", { class: "more-words", dir: "auto" }, description), input, trouble];
  const element = input.matches("select")
    ? h("div", { class: "form-field" }, h("label", { for: input.id }, h("bdi", {}, label)), words)
    : h("fieldset", { class: "form-field" }, h("legend", {}, h("bdi", {}, label)), words);
  return { id: part.custom_id, element, input: first, trouble, text: () => "", value: read, complaint: () => (enough() ? "" : "Please choose.") };
}

const wording = ({ label, description }) => (description ? `${label} — ${description}` : label);
const fits = (part, count) => (part.required === false && count === 0) || (count >= (part.min_values ?? 1) && count <= (part.max_values ?? Infinity));

function selectField(part, around, room) {
  const many = (part.max_values ?? 1) > 1;
  const input = h("select", { id: `field-${++made}`, multiple: many },
    many ? null : h("option", { value: "" }, part.placeholder || "Make a choice"),
    optionsOf(part, room).map((option) => h("option", { value: option.value, dir: "auto", selected: option.default }, wording(option))));
  const chosen = () => [...input.selectedOptions].map((option) => option.value).filter(Boolean);
  return framed(part, around, input, chosen, () => fits(part, chosen().length));
}

function ticksField(part, around) {
  const type = part.type === RADIO ? "radio" : "checkbox";
  const name = `field-${++made}`;
  const box = h("div", { class: "ticks" }, (part.options ?? []).map((option) => h("label", {},
    h("input", { type, name, value: option.value, checked: option.default }), h("bdi", {}, wording(option)))));
  const chosen = () => [...box.querySelectorAll("input:checked")].map(({ value }) => value);
  const read = () => (part.type === RADIO ? (chosen()[0] ?? null) : chosen());
  return framed(part, around, box, read, () => fits(part, chosen().length));
}

function tickField(part, around) {
  const box = h("div", { class: "ticks" }, h("label", {}, h("input", { type: "checkbox", checked: part.default }), h("bdi", {}, around.label)));
  return framed(part, around, box, () => box.querySelector("input").checked, () => true);
}

function fieldOf(part, around, drafts, room) {
  const before = drafts.shift();
  if (part.type === TEXT) return textField(part, around, before);
  if (part.type === RADIO || part.type === CHECKBOXES) return ticksField(part, around);
  if (part.type === CHECKBOX) return tickField(part, around);
  return SELECTS[part.type] ? selectField(part, around, room) : null;
}

/** The fields of a form, texts begun with `drafts` in order: {element}, and for those that answer {id, input, trouble, text(), value(), complaint()}. `room` has the people, roles and channels to pick from. */
export function drawn(parts, drafts, room) {
  return parts.flatMap((part) => {
    if (part.type === 1) return drawn(part.components, drafts, room);
    if (part.type === 10) return [{ element: part.html ? rendered("div", { class: "prose" }, part.html) : h("p", {}, part.content) }];
    const inner = part.type === LABEL ? part.component : part;
    return [fieldOf(inner, part, drafts, room) ?? { element: h("p", { class: "quiet-words" }, `${part.label ?? "A field"} cannot be shown on this page.`) }];
  });
}
