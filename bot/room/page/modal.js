/** A bot's form in a dialog. It never cuts what is typed, and keeps it when closed. */

import { drawn } from "./fields.js";
import { h } from "./elements.js";

let opened = 0;

// Random ids (32 hex digits) change each time, so the title stands in; the fields are kept by their order.
function keyOf(channel, { custom_id: id, title }) {
  return `form:${channel}:${/^[0-9a-f]{32}$/.test(id) ? title : id}`;
}

/**
 * Open a form; `room` has the people, roles and channels to pick from. `submit(fields)` must settle once the bot has taken it or not.
 * What was typed is kept in `drafts` until it has been taken.
 */
export function openModal(form, { channel, drafts, room, submit }) {
  const key = keyOf(channel, form);
  const kept = drafts.read(key);
  const fields = drawn(form.components ?? [], [...(kept ?? [])], room);
  const inputs = fields.filter(({ input }) => input);
  const error = h("p", { class: "complaint", role: "alert" });
  const send = h("button", { type: "submit", class: "button primary" }, "Submit");
  const title = h("h2", { id: `form-${++opened}`, dir: "auto" }, form.title);
  const dialog = h("dialog", { class: "modal", role: "dialog", "aria-modal": "true", "aria-labelledby": title.id },
    h("form", { method: "dialog", novalidate: true }, title,
      kept ? h("p", { class: "more-words" }, "What you had written before is back.") : null,
      fields.map(({ element }) => element), error,
      h("div", { class: "form-foot" }, h("button", { type: "button", class: "button secondary", onclick: () => dialog.close() }, "Cancel"), send)));
  const keep = () => drafts.keep(key, inputs.some(({ text }) => text() !== "") ? inputs.map(({ text }) => text()) : null);
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
