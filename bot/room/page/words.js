/**
 * Words and how many there may be.
 *
 * Convention: whoever asks for "At most N words", in the label of a form's field or in the line
 * that says whose turn it is, has them counted against N while they are written. Too many are
 * shown and not stopped; that is for the one who asked to judge.
 */

const LIMIT = /\bat most (\d{1,5}) words?\b/i;

/** Words as a reader counts them: runs that hold a letter or a digit. */
export function wordCount(text) {
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** The number of words that some wording allows; null if it names none. */
export function limitIn(wording) {
  const found = LIMIT.exec(wording ?? "");
  return found && Number(found[1]);
}

/** "84 of 130 words", and whether that is too many. */
export function wordsOf(text, limit) {
  const words = wordCount(text);
  const over = words > limit;
  return { over, said: `${words} of ${limit} words${over ? ` · ${words - limit} too many` : ""}` };
}
