/** Change an element into another in place, touching only what differs: focus, selection and scrolling survive. */

const READERS_OWN = new Set(["aria-expanded", "aria-busy", "aria-controls", "aria-activedescendant"]);

function alike(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && a.dataset?.customId === b.dataset?.customId;
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
  const coming = [...fresh.childNodes];
  for (const [place, child] of coming.entries()) {
    const standing = old.childNodes[place];
    if (standing === undefined) old.append(child);
    else if (alike(standing, child)) morph(standing, child);
    else standing.replaceWith(child);
  }
  while (old.childNodes.length > coming.length) old.lastChild.remove();
}
