/** On a phone the channel list is a drawer. */

import { $ } from "./elements.js";

function draw(open) {
  document.body.classList.toggle("drawn", open);
  $("drawer").setAttribute("aria-expanded", String(open));
  if (open) $("channels").querySelector("a[aria-current], a")?.focus();
}

export function openDrawer() {
  $("drawer").addEventListener("click", () => draw(!document.body.classList.contains("drawn")));
  $("scrim").addEventListener("click", () => draw(false));
  $("channels").addEventListener("click", (event) => event.target.closest("a") && draw(false));
  $("side").addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !document.body.classList.contains("drawn")) return;
    draw(false);
    $("drawer").focus();
  });
}
