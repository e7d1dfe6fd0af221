/** Files: links to the ones that came, and reading the ones that go. */

import { h, leaving, roomAddress, safeAddress } from "./elements.js";
import { picture } from "./pictures.js";

export const LARGEST = 10 * 1024 * 1024;

export function sizeInWords(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1048576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

export function attachment({ filename, url, size, content_type: type, description, width, height }) {
  const here = safeAddress(roomAddress(url));
  const name = here ? leaving(here, { download: filename }, h("bdi", {}, filename)) : h("bdi", {}, filename);
  return h("figure", { class: "attachment" },
    /^image\/(png|jpeg|gif|webp|svg\+xml)/.test(type ?? "") && picture({ url, width, height }, description || filename),
    h("figcaption", {}, h("span", { "aria-hidden": "true" }, "⤓ "), name, h("span", { class: "quiet-words" }, ` ${sizeInWords(size ?? 0)}`)));
}

/** A chosen file as the room takes it; rejects when it is too large or cannot be read. */
export async function packed(file) {
  if (file.size > LARGEST) throw new Error(`${file.name} is ${sizeInWords(file.size)}; the most is ${sizeInWords(LARGEST)}.`);
  const address = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.addEventListener("error", () => reject(new Error(`${file.name} cannot be read.`)));
    reader.readAsDataURL(file);
  });
  return {
    filename: file.name,
    content_type: file.type || "application/octet-stream",
    base64: address.slice(address.indexOf(",") + 1),
  };
}
