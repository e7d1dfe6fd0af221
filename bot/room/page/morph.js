/** Change an element into another in place, touching only what differs: focus, selection and scrolling survive. */

const READERS_OWN = new Set(["aria-expanded", "aria-busy", "aria-controls", "aria-activedescendant"]);

function alike(a, b) {
  if (a.nodeName !== b.nodeName) return false;
  const id = b.dataset?.customId;
  if (id !== undefined || a.dataset?.customId !== undefined) return a.dataset?.customId === id;
  return a.nodeType !== Node.ELEMENT_NODE || a.classList[0] === b.classList[0];
}

function dress(old, fresh) {
  for (const { name } of [...old.attributes])
    if (name !== "style" && !fresh.hasAttribute(name) && !READERS_OWN.has(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes)
    if (name !== "style" && old.getAttribute(name) !== value && !READERS_OWN.has(name)) old.setAttribute(name, value);
  // The policy forbids style attributes but not the style object.
  if (old.style && old.style.cssText !== fresh.style.cssText) old.style.cssText = fresh.style.cssText;
}

export function morph(old, fresh) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) {
      if (fresh.data.startsWith(old.data)) old.appendData(fresh.data.slice(old.data.length));
      else old.data = fresh.data;
    }
    return;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) return;
  if (old.dataset.revealed === undefined) dress(old, fresh);
  let standing = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    let match = standing;
    while (match !== null && !alike(match, child)) match = match.nextSibling;
    if (match === null) {
      old.insertBefore(child, standing);
      continue;
    }
    while (standing !== match) standing = cut(standing);
    morph(match, child);
    standing = match.nextSibling;
  }
  while (standing !== null) standing = cut(standing);
}

function cut(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}
