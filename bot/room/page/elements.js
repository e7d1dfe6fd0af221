/** Building elements. Strings become text nodes, never markup; only `rendered` takes markup, and only the server's. */

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** An element from a tag, attributes (`on…` are listeners, null and false are left out) and children. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** The address if a page may safely link to it, otherwise null. */
export function safeAddress(address) {
  if (typeof address !== "string" || address === "") return null;
  try {
    const url = new URL(address, location.href);
    return ["http:", "https:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A file of the room by the name that the room was opened with (127.0.0.1 or localhost). */
export function roomAddress(address) {
  const safe = safeAddress(address);
  const url = safe && new URL(safe);
  return url && LOOPBACK.has(url.hostname) && url.port === location.port ? url.pathname + url.search : address;
}

/** The address if the strict policy lets the page show it as a picture, otherwise null. */
export function pictureAddress(address) {
  const safe = safeAddress(roomAddress(address));
  return safe !== null && new URL(safe).origin === location.origin ? safe : null;
}

/** A link that leaves the room; plain text where the address is not safe. */
export function leaving(address, attributes, ...children) {
  const href = safeAddress(address);
  if (href === null) return h("span", attributes, ...children);
  return h("a", { ...attributes, href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

/** An element holding the server's sanitised markup. Links inside open a window of their own, links into the room do not. */
export function rendered(tag, attributes, markup) {
  const element = h(tag, attributes);
  element.innerHTML = markup;
  for (const link of element.querySelectorAll("a[href]")) {
    if (placeOf(link) !== null) continue;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  // Each paragraph reads in the direction of its own words; a name in it settles nothing.
  for (const part of element.querySelectorAll("p, li, h3, h4, h5, .mention")) part.dir = "auto";
  // The page has the first heading, so a message's begin at the second level.
  for (const heading of element.querySelectorAll("h1, h2, h3, h4, h5, h6")) heading.setAttribute("aria-level", "2");
  for (const spoiler of element.querySelectorAll(".spoiler")) {
    spoiler.tabIndex = 0;
    spoiler.setAttribute("role", "button");
    spoiler.setAttribute("aria-label", "Spoiler: press to read");
  }
  return element;
}

/** Where in the room a link leads: {channel, message} or null when it leaves. */
export function placeOf(link) {
  const path = /\/channels\/[^/]+\/(\d+)(?:\/(\d+))?\/?$/.exec(link.getAttribute("href") ?? "");
  if (path !== null) return { channel: path[1], message: path[2] ?? null };
  const hash = /^#(\d+)(?:\/(\d+))?$/.exec(link.getAttribute("href") ?? "");
  if (hash !== null) return { channel: hash[1], message: hash[2] ?? null };
  const channel = link.dataset.channelId;
  return channel ? { channel, message: link.dataset.messageId ?? null } : null;
}

const FROM_RIGHT = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Let a field read in the direction of its first letter. So would `dir="auto"`, which takes seconds over a megabyte. */
export function turned(field) {
  field.dir = FROM_RIGHT.test(field.value.slice(0, 1000)) ? "rtl" : "ltr";
}

export const $ = (id) => document.getElementById(id);

/** Snowflake order: shorter is older. */
export function older(a, b) {
  return a.length === b.length ? a < b : a.length < b.length;
}
