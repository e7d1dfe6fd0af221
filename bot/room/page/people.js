/** Who this window is, and the way to be somebody else: a link, so that another window can be another person. */

import { initial } from "./article.js";
import { isSchool, leave } from "./entrance.js";
import { h } from "./elements.js";

/** The person's key from the address; Ada if it names nobody. */
export function whoIsHere() {
  const key = new URLSearchParams(location.search).get("as") ?? "";
  return /^[a-z0-9_-]{1,32}$/i.test(key) ? key : "ada";
}

function standing(person) {
  return person.roles?.join(", ") || "no role";
}

/** Draw the switch; where there is a door, who is here, and the way out. */
export function drawPeople(box, me, people, channel) {
  if (isSchool()) return drawClass(box, me, people);
  const address = (person) => `?as=${encodeURIComponent(person.key)}${channel ? `#${channel}` : ""}`;
  const open = box.querySelector("details")?.open ?? false;
  box.replaceChildren(h("details", { class: "people", open },
    h("summary", {}, initial(me.name, me.colour), h("span", { class: "unseen" }, "You are "),
      h("span", { class: "me" }, h("strong", {}, h("bdi", {}, me.name)), h("span", { class: "quiet-words" }, standing(me))), h("span", { "aria-hidden": "true" }, "⇅"), h("span", { class: "unseen" }, "Be somebody else")),
    h("ul", { "aria-label": "People" }, people.map((person) => h("li", {},
      h("a", { href: address(person), "aria-current": person.id === me.id ? "true" : null, "data-person": person.key }, initial(person.name, person.colour), h("bdi", {}, person.name), h("span", { class: "quiet-words" }, standing(person))),
      h("a", { class: "window", href: address(person), target: "_blank", rel: "noopener", "aria-label": `${person.name} in a new window`, title: `${person.name} in a new window` }, "⧉"))))));
}

function drawClass(box, me, people) {
  const open = box.querySelector("details")?.open ?? false;
  box.replaceChildren(h("details", { class: "people", open },
    h("summary", {}, initial(me.name, me.colour), h("span", { class: "unseen" }, "You are "),
      h("span", { class: "me" }, h("strong", {}, h("bdi", {}, me.name)), h("span", { class: "quiet-words" }, standing(me))), h("span", { "aria-hidden": "true" }, "⇅"), h("span", { class: "unseen" }, "Who is here, and the way out")),
    h("div", { class: "circle" },
      h("ul", { "aria-label": "People" }, people.map((person) => h("li", {}, initial(person.name, person.colour), h("bdi", {}, person.name), h("span", { class: "quiet-words" }, person.is_teacher ? "Teacher" : "")))),
      h("button", { type: "button", class: "button secondary", onclick: leave }, "Leave this device"))));
}
