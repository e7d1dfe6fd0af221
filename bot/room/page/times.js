/** Times as people read them. Relative ones tick; the server's clock is the one that counts. */

const locale = /^en/i.test(navigator.language) ? navigator.language : "en-GB";
const format = (options) => {
  const formatter = new Intl.DateTimeFormat(locale, options);
  return (date) => formatter.format(date);
};
const STYLES = {
  t: format({ timeStyle: "short" }),
  T: format({ timeStyle: "medium" }),
  d: format({ dateStyle: "short" }),
  D: format({ dateStyle: "long" }),
  f: format({ dateStyle: "long", timeStyle: "short" }),
  s: format({ dateStyle: "short", timeStyle: "short" }),
  S: format({ dateStyle: "short", timeStyle: "medium" }),
  F: format({ dateStyle: "full", timeStyle: "short" }),
};
const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });
const UNITS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
let skew = 0;

/** Set the page's clock by the server's (ISO time). */
export function setClock(now) {
  const server = Date.parse(now);
  skew = Number.isFinite(server) ? server - Date.now() : 0;
}

export const clock = (date) => STYLES.t(date);
export const fullDate = (date) => STYLES.F(date);

/** "in 3 minutes", "40 seconds ago" */
export function fromNow(date) {
  const seconds = Math.round((date.getTime() - Date.now() - skew) / 1000);
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  return relative.format(Math.trunc(seconds / length), unit);
}

/** "Today", "Yesterday", or the date in full. */
export function dayName(date) {
  const midnight = (moment) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
  const days = Math.round((midnight(new Date(Date.now() + skew)) - midnight(date)) / 86400000);
  if (days === 0) return "Today";
  return days === 1 ? "Yesterday" : format({ weekday: "long", day: "numeric", month: "long", year: "numeric" })(date);
}

/** Fill every `<time data-style>` below an element. */
export function fillTimes(root = document) {
  for (const time of root.querySelectorAll("time[data-style]")) {
    const date = new Date(time.dateTime);
    if (Number.isNaN(date.getTime())) continue;
    const words = time.dataset.style === "R" ? fromNow(date) : (STYLES[time.dataset.style] ?? STYLES.f)(date);
    if (time.textContent !== words) time.textContent = words;
    if (time.title === "") time.title = fullDate(date);
  }
}

/** Keep relative times ticking while the page is seen. */
export function tick() {
  setInterval(() => document.hidden || fillTimes(), 1000);
}
