/** Pictures: shown within a message, with the words for those who do not see them, and larger for those who do. */

import { h, pictureAddress } from "./elements.js";

const HIGHEST = 24;

/** A small picture beside words; null where the policy does not let the page show it. */
export function thumbnail(address, description) {
  const src = pictureAddress(address);
  return src ? h("img", { class: "thumbnail", src, alt: description ?? "", loading: "lazy" }) : null;
}

/** A picture that opens in large when it is pressed; null where the policy does not let the page show it. */
export function picture({ url, width, height }, words) {
  const src = pictureAddress(url);
  if (!src) return null;
  const enlarge = (event) => enlarged(event.currentTarget.closest(".shown").querySelector("img"));
  const img = h("img", { class: "picture", src, alt: words, width: width || null, height: height || null, loading: "lazy", onclick: enlarge });
  // Its place is kept free before it is there, so that nothing moves when it comes.
  if (width && height) img.style.width = `min(${width}px, ${(HIGHEST * width) / height}rem)`;
  return h("div", { class: "shown" }, img,
    h("button", { type: "button", class: "quiet enlarge", "aria-label": `Enlarge: ${words}`, title: "Enlarge", onclick: enlarge }, h("span", { "aria-hidden": "true" }, "⤢")));
}

// The whole of it in the window, and by a press in its own size, to be moved about.
function enlarged({ src, alt }) {
  const large = h("img", { src, alt, onclick: () => size() });
  const sizes = h("button", { type: "button", class: "button secondary", "aria-pressed": "false", onclick: () => size() }, "Full size");
  const size = () => sizes.setAttribute("aria-pressed", String(box.classList.toggle("full")));
  const box = h("div", { class: "viewed", tabindex: "0", role: "group", "aria-label": "Picture" }, large);
  const dialog = h("dialog", { class: "viewer", "aria-label": alt || "Picture" }, box,
    h("footer", {}, h("p", { dir: "auto" }, alt), sizes, h("button", { type: "button", class: "button primary", onclick: () => dialog.close() }, "Close")));
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
