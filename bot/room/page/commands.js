/** The bot's slash commands as Discord stores them: flattened, matched against what is typed, and checked. */

export const KIND = { string: 3, integer: 4, boolean: 5, user: 6, channel: 7, role: 8, mentionable: 9, number: 10, attachment: 11 };

const THINGS = { 6: ["people"], 7: ["channels"], 8: ["roles"], 9: ["people", "roles"] };

/** The people, roles or channels to pick from: [{name, value}]. `kinds` are the channel types that will do, if not all. */
export function listed(things, kinds, room) {
  const fits = ({ type }) => type === undefined || !kinds?.length || kinds.includes(type);
  return things.flatMap((thing) => room[thing]).filter(fits).map(({ id, name }) => ({ name, value: id }));
}

function leaves(options) {
  return [...(options ?? [])].sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false));
}

function branch(path, node) {
  const below = (node.options ?? []).filter(({ type }) => type === 1 || type === 2);
  if (below.length > 0) return below.flatMap((option) => branch(`${path} ${option.name}`, option));
  return [{ path, description: node.description ?? "", options: leaves(node.options) }];
}

/** Every slash command that can be run, by its whole path ("debate start"), required options first. */
export function slashCommands(commands) {
  return commands.filter(({ type }) => type === undefined || type === 1)
    .flatMap((command) => branch(command.name, command))
    .sort((a, b) => a.path.localeCompare(b.path));
}

/** The context commands for messages (3) or for people (2). */
export function contextCommands(commands, type) {
  return commands.filter((command) => command.type === type);
}

function rank(path, typed) {
  if (path.startsWith(typed)) return 0;
  if (path.split(/[ -]/).some((word) => word.startsWith(typed))) return 1;
  if (path.includes(typed)) return 2;
  let at = 0;
  for (const letter of path) if (letter === typed[at]) at += 1;
  return at === typed.length ? 3 : null;
}

/** The commands that what was typed after the slash may mean, nearest first. */
export function matching(commands, typed) {
  const words = typed.toLowerCase().replace(/\s+/g, " ").trim();
  return commands.map((command) => ({ command, near: rank(command.path, words) }))
    .filter(({ near }) => near !== null)
    .sort((a, b) => a.near - b.near)
    .map(({ command }) => command);
}

/** A typed or pasted "/path name:value name:value" as {command, values}, or null if no command is named in full. */
export function parsed(commands, text) {
  const named = commands.filter(({ path }) => text.startsWith(`/${path} `)).sort((a, b) => b.path.length - a.path.length)[0];
  if (!named) return null;
  const rest = text.slice(named.path.length + 2);
  const marks = [...rest.matchAll(/(?:^|\s)([\w-]+):/gu)].filter(([, name]) => named.options.some((option) => option.name === name));
  const values = marks.map((mark, place) => [mark[1], rest.slice(mark.index + mark[0].length, marks[place + 1]?.index ?? rest.length).trim()]);
  return { command: named, values: Object.fromEntries(values) };
}

/** What can be picked for an option without asking the bot: [{name, value}], or null if it is typed freely. */
export function fixedChoices(option, { people, roles, channels }) {
  if (option.choices?.length > 0) return option.choices;
  if (option.type === KIND.boolean) return [{ name: "True", value: true }, { name: "False", value: false }];
  const things = THINGS[option.type];
  if (things) return listed(things, option.channel_types, { people, roles, channels });
  return null;
}

function number(option, text) {
  const whole = option.type === KIND.integer;
  const value = Number(text.replace(",", "."));
  if (text.trim() === "" || !Number.isFinite(value) || (whole && !Number.isInteger(value))) return { error: whole ? "Give a whole number." : "Give a number." };
  if (option.min_value !== undefined && value < option.min_value) return { error: `Give ${option.min_value} or more.` };
  if (option.max_value !== undefined && value > option.max_value) return { error: `Give ${option.max_value} or less.` };
  return { value };
}

function words(option, text) {
  if (option.min_length && text.length < option.min_length) return { error: `At least ${option.min_length} characters.` };
  if (option.max_length && text.length > option.max_length) return { error: `At most ${option.max_length} characters; this has ${text.length}.` };
  return { value: text };
}

/** An option's typed text as {value}, {error}, or {} when it is empty and may be. */
export function checked(option, text, choices) {
  if (text.trim() === "") return option.required ? { error: "This option is required." } : {};
  if (choices !== null) {
    const same = choices.find(({ name }) => name.toLowerCase() === text.trim().toLowerCase());
    return same ? { value: same.value } : { error: "Pick one from the list." };
  }
  if (option.type === KIND.integer || option.type === KIND.number) return number(option, text);
  return words(option, text);
}
