/** People named in what is written: `@name` as a person types it, `<@id>` as the room takes it. */

const escaped = (name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** The text with ids for the names in it. Of two names that fit the longer counts, and neither within a longer word. */
export function withIds(text, people) {
  const ids = new Map(people.map(({ id, name }) => [name, id]).reverse());
  const names = [...ids.keys()].filter(Boolean).sort((a, b) => b.length - a.length).map(escaped);
  if (names.length === 0) return text;
  const named = new RegExp(`(?<![\\p{L}\\p{N}_])@(${names.join("|")})(?![\\p{L}\\p{M}\\p{N}_])`, "gu");
  return text.replace(named, (_, name) => `<@${ids.get(name)}>`);
}

/** The text with names for the ids in it, to be written on. */
export function withNames(text, people) {
  return text.replace(/<@!?(\d+)>/g, (mention, id) => {
    const person = people.find((one) => one.id === id);
    return person ? `@${person.name}` : mention;
  });
}
