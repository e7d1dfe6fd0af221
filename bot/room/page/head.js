/** The head of the page: which channel this is, and a teacher's tools for its threads. */

import { isClosed, isLocked } from "./channels.js";
import { $, h } from "./elements.js";

function stateOf(thread) {
  if (isLocked(thread)) return " · locked";
  return isClosed(thread) ? " · closed" : "";
}

/** Close or reopen, and delete, which asks once more. `run(verb, data)` carries it out. */
function chairTools(thread, run) {
  const tool = (name, act) => h("button", { type: "button", class: "button secondary", onclick: act }, name);
  const shut = isClosed(thread) || isLocked(thread);
  const archive = () => run("archive_thread", { thread: thread.id, archived: !shut, locked: !shut });
  const sure = tool("Delete it for good", () => run("delete_thread", { thread: thread.id }));
  const ask = tool("Delete", () => {
    ask.replaceWith(sure);
    sure.focus();
  });
  return [tool(shut ? "Reopen" : "Close", archive), ask];
}

/** Draw the head for a channel; `parent` is its channel if it is a thread. */
export function drawHead({ channel, name, parent, isTeacher, run }) {
  $("name").textContent = name;
  $("parent").replaceChildren(...(parent ? [h("a", { href: `#${parent.id}` }, "#", h("bdi", {}, parent.name)), stateOf(channel)] : []));
  $("topic").textContent = channel?.topic ?? "";
  $("chair").replaceChildren(...(parent && isTeacher ? chairTools(channel, run) : []));
}
