/** A bot's form in a dialog: counts words and characters, never cuts what is typed, and keeps it when closed. */

import { h, rendered } from "./elements.js";
import { SELECTS } from "./components.js";

let opened = 0;

/** Words as a reader counts them: runs that hold a letter or a digit. */
export function wordCount(text) {
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function count(input, { min_length: least = 0, max_length: most = null }, line) {
  const text = input.value;
  const letters = [...text].length;
  const over = most !== null && letters > most;
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
  const id = `field-${++opened}`;
  const shared = { id, placeholder: part.placeholder, "aria-required": part.required === false ? null : "true", "aria-describedby": `${id}-more ${id}-trouble` };
  const input = part.style === 2 ? h("textarea", { ...shared, rows: 8 }) : h("input", { ...shared, type: "text", autocomplete: "off" });
  input.value = start ?? part.value ?? "";
  const line = h("span", { class: "count" });
  const trouble = h("p", { class: "trouble", id: `${id}-trouble`, role: "alert" });
  count(input, part, line);
  input.addEventListener("input", () => {
    count(input, part, line);
    trouble.textContent = "";
    input.removeAttribute("aria-invalid");
  });
  const element = h("div", { class: "form-field" },
    h("label", { for: id }, label, part.required === false ? h("span", { class: "quiet-words" }, " (may be left empty)") : null),
    h("p", { class: "more-words", id: `${id}-more` }, description), input, line, trouble);
  return { id: part.custom_id, element, input, trouble, text: () => input.value, value: () => input.value, complaint: () => complaintOf(input.value, part) };
}

function selectField(part, { label, description }) {
  const id = `field-${++opened}`;
  const many = (part.max_values ?? 1) > 1;
  const input = h("select", { id, multiple: many, "aria-describedby": `${id}-trouble` },
    many ? null : h("option", { value: "" }, part.placeholder || "Make a choice"),
    (part.options ?? []).map((option) => h("option", { value: option.value, selected: option.default }, option.description ? `${option.label} — ${option.description}` : option.label)));
  const trouble = h("p", { class: "trouble", id: `${id}-trouble`, role: "alert" });
  const chosen = () => [...input.selectedOptions].map((option) => option.value).filter(Boolean);
  const complaint = () => (part.required !== false && chosen().length < (part.min_values ?? 1) ? "Please choose." : "");
  const element = h("div", { class: "form-field" }, h("label", { for: id }, label), h("p", { class: "more-words" }, description), input, trouble);
  return { id: part.custom_id, element, input, trouble, text: () => "", value: chosen, complaint };
}

function fieldOf(part, around, drafts) {
  if (part.type === 4) return textField(part, around, drafts?.[part.custom_id]);
  if (part.type in SELECTS) return selectField(part, around);
  return null;
}

function drawn(parts, drafts) {
  return parts.flatMap((part) => {
    if (part.type === 1) return drawn(part.components, drafts);
    if (part.type === 10) return [{ element: part.html ? rendered("div", { class: "prose" }, part.html) : h("p", {}, part.content) }];
    const inner = part.type === 18 ? part.component : part;
    return [fieldOf(inner, part, drafts) ?? { element: h("p", { class: "quiet-words" }, `${part.label ?? "A field"} cannot be shown on this page.`) }];
  });
}

/** A form's key in the drafts: random ids (32 hex digits) change each time, so the title stands in. */
function keyOf(channel, { custom_id: id, title }) {
  return `form:${channel}:${/^[0-9a-f]{32}$/.test(id) ? title : id}`;
}

/**
 * Open a form. `submit(fields)` must settle once the bot has taken it or not.
 * What was typed is kept in `drafts` until it has been taken.
 */
export function openModal(form, { channel, drafts, submit }) {
  const key = keyOf(channel, form);
  const kept = drafts.read(key);
  const fields = drawn(form.components ?? [], kept);
  const inputs = fields.filter(({ input }) => input);
  const error = h("p", { class: "complaint", role: "alert" });
  const send = h("button", { type: "submit", class: "button primary" }, "Submit");
  const title = h("h2", { id: `form-${++opened}` }, form.title);
  const dialog = h("dialog", { class: "modal", role: "dialog", "aria-modal": "true", "aria-labelledby": title.id },
    h("form", { method: "dialog", novalidate: true }, title,
      kept ? h("p", { class: "more-words" }, "What you had written before is back.") : null,
      fields.map(({ element }) => element), error,
      h("div", { class: "form-foot" }, h("button", { type: "button", class: "button secondary", onclick: () => dialog.close() }, "Cancel"), send)));
  const keep = () => drafts.keep(key, inputs.some(({ text }) => text() !== "") ? Object.fromEntries(inputs.map(({ id, text }) => [id, text()])) : null);
  const take = async () => {
    if (dialog.hasAttribute("aria-busy")) return;
    for (const { input, trouble, complaint } of inputs) {
      trouble.textContent = complaint();
      if (trouble.textContent) input.setAttribute("aria-invalid", "true");
    }
    const wrong = inputs.find(({ trouble }) => trouble.textContent !== "");
    if (wrong) return wrong.input.focus();
    dialog.setAttribute("aria-busy", "true");
    error.textContent = "";
    try {
      await submit(Object.fromEntries(inputs.map(({ id, value }) => [id, value()])));
      drafts.keep(key, null);
      dialog.removeEventListener("input", keep);
      dialog.close();
    } catch ({ message }) {
      error.textContent = `This was not taken: ${message} Your words are still here.`;
    } finally {
      dialog.removeAttribute("aria-busy");
    }
  };
  dialog.addEventListener("input", keep);
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    take();
  });
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    take();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  inputs[0]?.input.focus();
}
