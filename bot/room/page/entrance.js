/** The door of a school's room: a code and a name, or the teacher's password. It settles once somebody is inside. */

import { h } from "./elements.js";

const OUT = "out";
const REMOVED = "Your teacher has taken you out of the class. If that was a mistake, ask for the code and come in again.";
const LOST = "The room cannot be reached. Is the teacher's computer on, and are you in the school's network?";

let made = 0;

/** Whether this room has a door at all. */
export const isSchool = () => document.documentElement.dataset.door === "school";

async function asked(path, form) {
  const answer = await fetch(`/class/${path}`, form && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(form) });
  return { ok: answer.ok, ...(await answer.json()) };
}

/** Somebody's visit is over: show the door again, and say why if they were removed. */
export function backToTheDoor(removed) {
  sessionStorage.clear();
  if (removed) sessionStorage.setItem(OUT, "removed");
  location.reload();
}

/** Whether the room answers and does not know this browser any more. */
export async function sentOut() {
  const me = await asked("me").catch(() => null);
  return me?.inside === false;
}

/** Leave, so that the next one at this device is not taken for this person. */
export async function leave() {
  await asked("leave", {}).catch(() => {});
  for (const key of Object.keys(localStorage)) if (key.startsWith("place:")) localStorage.removeItem(key);
  backToTheDoor(false);
}

/** While the room does not answer, a student is told in plain words; it comes back by itself. */
export function sayClosed(closed) {
  document.getElementById("closed").replaceChildren(...(closed ? [h("strong", {}, "The room is closed. "), "Your teacher can open it again; this page then comes back by itself. What you typed is kept."] : []));
}

/** A labelled field: {element, input, complain(words)}. */
function field(label, more, attributes) {
  const id = `door-${++made}`;
  const input = h("input", { id, type: "text", autocomplete: "off", "aria-required": "true", "aria-describedby": `${id}-more ${id}-trouble`, ...attributes });
  const trouble = h("p", { class: "trouble", id: `${id}-trouble`, role: "alert" });
  const complain = (words) => {
    trouble.textContent = words ?? "";
    if (words) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  input.addEventListener("input", () => complain(null));
  return { input, complain, element: h("div", { class: "form-field" }, h("label", { for: id }, label), input, h("p", { class: "more-words", id: `${id}-more` }, more), trouble) };
}

/** A form of the door. `about` tells which field a refusal is about; `inside` is called with the answer. */
function form({ path, fields, about, words, inside }) {
  const send = h("button", { type: "submit", class: "button primary" }, words);
  const note = h("p", { class: "trouble", role: "alert" });
  const all = Object.values(fields);
  const element = h("form", { novalidate: true, class: "door-form" }, all.map((each) => each.element), note, send);
  const complain = ({ why, message, seconds }) => {
    const aim = fields[about[why]];
    if (!aim) note.textContent = message;
    else aim.complain(message);
    if (seconds) hold(seconds);
    else (aim?.input ?? send).focus();
    element.dispatchEvent(new CustomEvent("refused", { detail: why }));
  };
  // Too many tries: the button counts down, and comes back by itself.
  const hold = (seconds) => {
    const until = Date.now() + seconds * 1000;
    const count = () => {
      const left = Math.ceil((until - Date.now()) / 1000);
      send.disabled = left > 0;
      send.textContent = left > 0 ? `Wait ${left} s` : words;
      if (left > 0) setTimeout(count, 250);
      else note.textContent = "";
    };
    count();
  };
  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (send.disabled || send.hasAttribute("aria-busy")) return;
    const shown = all.filter((each) => !each.element.hidden);
    for (const { input, complain: say } of shown) say(input.value.trim() === "" ? "Please fill this in." : null);
    const empty = shown.find(({ input }) => input.value.trim() === "");
    if (empty) return empty.input.focus();
    note.textContent = "";
    send.setAttribute("aria-busy", "true");
    const given = Object.entries(fields).filter(([, each]) => !each.element.hidden).map(([name, { input }]) => [name, input.value]);
    const answer = await asked(path, Object.fromEntries(given)).catch(() => ({ ok: false, why: "lost", message: LOST }));
    send.removeAttribute("aria-busy");
    if (answer.ok) inside(answer);
    else complain(answer);
  });
  return element;
}

function students(inside) {
  const fields = {
    code: field("Join code", "It stands on the board: two groups of three, such as KTX-4M7.", { class: "code-input", autocapitalize: "characters", spellcheck: "false", maxlength: 12 }),
    name: field("Your name in this class", "Your first name, or the name that your teacher has agreed with you.", { autocomplete: "nickname", dir: "auto", maxlength: 64 }),
    words: field("Your four words", "They were shown to you when you first came in. If you have lost them, your teacher can take the old entry out.", { autocapitalize: "none", spellcheck: "false", maxlength: 80 }),
  };
  fields.words.element.hidden = true;
  const back = h("button", { type: "button", class: "as-link", onclick: () => ask() }, "I was here before, on another device");
  const ask = () => {
    fields.words.element.hidden = false;
    back.hidden = true;
    fields.words.input.focus();
  };
  const about = { code: "code", name: "name", taken: "name", words: "words" };
  const element = form({ path: "join", fields, about, words: "Come in", inside });
  element.addEventListener("refused", ({ detail }) => {
    if (detail !== "taken") return;
    fields.words.element.hidden = false;
    back.hidden = true;
    fields.name.input.select();
  });
  // Another name is another person: the words belong to the one before.
  fields.name.input.addEventListener("input", () => {
    fields.words.input.value = "";
    fields.words.element.hidden = true;
    back.hidden = false;
  });
  element.append(back);
  return element;
}

function teachers(inside) {
  const fields = {
    password: field("Teacher's password", "It was set where the room was started.", { type: "password", autocomplete: "current-password" }),
    name: field("Your name in class", "As students know you.", { autocomplete: "name", dir: "auto", maxlength: 64, value: "Teacher" }),
  };
  const about = { password: "password", name: "name", taken: "name" };
  const element = form({ path: "teach", fields, about, words: "Come in as a teacher", inside });
  return h("details", { class: "door-teacher" }, h("summary", {}, "I teach here"), element);
}

/** The four words, shown this once. */
function keep({ name, words }, on) {
  const go = h("button", { type: "button", class: "button primary", onclick: on }, "I have written them down");
  return [go, h("section", { class: "door-card", "aria-labelledby": "welcome-name" },
    h("h1", { id: "welcome-name" }, "Welcome, ", h("bdi", {}, name)),
    h("p", {}, "At this device you stay in. On another one you come back with your name, the join code and these four words:"),
    h("p", { class: "own-words" }, words.split(" ").map((word) => h("span", {}, word))),
    h("p", { class: "more-words" }, "They are shown only now. Write them down, and keep them to yourself."), go)];
}

/** Resolves with {id, name} of the one who is inside, at once if the browser's cookie says so. */
export async function comeIn() {
  const me = await asked("me").catch(() => ({ inside: false, room: "Practice room", message: LOST }));
  const reason = sessionStorage.getItem(OUT) === "removed" ? REMOVED : me.message;
  sessionStorage.removeItem(OUT);
  if (!me.inside) Object.assign(me, await atTheDoor(me.room, reason));
  document.documentElement.dataset.inside = "";
  return me;
}

function atTheDoor(room, reason) {
  return new Promise((resolve) => {
    const box = h("main", { class: "entrance" });
    const inside = (answer) => {
      const done = () => (box.remove(), resolve(answer));
      if (!answer.words) return done();
      const [go, card] = keep(answer, done);
      box.replaceChildren(card);
      go.focus();
    };
    box.append(h("section", { class: "door-card", "aria-labelledby": "door-name" },
      h("h1", { id: "door-name", dir: "auto" }, room),
      reason ? h("p", { class: "door-reason", role: "status" }, reason) : h("p", { class: "quiet-words" }, "Come into your class."),
      students(inside), teachers(inside)));
    document.title = `Come in · ${room}`;
    document.body.append(box);
    box.querySelector("input").focus();
  });
}
