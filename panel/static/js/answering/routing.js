// Which screens this person gets, as `panel/answering/routing.py` decides it: a question may be only for those who gave one
// of some answers to an earlier one.

import { typedNumber } from './numbers.js';

const SEVERAL = ['CHOOSE_SEVERAL', 'TOP_THREE'];

/**
 * `screens` are those that ask something, in order: {screen, key, kind, onlyIf, onlyAnswers}, the last two only where not
 * everybody gets it. Return the names of the `asked` ones, and how many there are at `most`, whatever this person answers
 * to what is still open.
 */
export function wayThrough(screens, answers) {
  const asked = [];
  const reached = new Map();
  for (const one of screens) {
    const before = one.onlyIf && reached.get(one.onlyIf);
    if (one.onlyIf && !(before && leads(before, answers[before.key], one))) continue;
    asked.push(one.screen);
    reached.set(one.key, one);
  }
  const first = screens.filter(({ onlyIf }) => !onlyIf);
  return { asked, most: first.reduce((sum, one) => sum + 1 + following(one, screens, answers), 0) };
}

/** Return how many screens can still follow from one. */
function following(one, screens, answers) {
  const many = screens
    .filter(({ onlyIf }) => onlyIf === one.key)
    .map((next) => ({ next, more: 1 + following(next, screens, answers) }));
  const together = (some) => some.reduce((sum, { more }) => sum + more, 0);
  if (one.key in answers) return together(many.filter(({ next }) => leads(one, answers[one.key], next)));
  if (SEVERAL.includes(one.kind)) return together(many);
  const possible = many.flatMap(({ next }) => wanted(next));
  return Math.max(0, ...possible.map((each) => together(many.filter(({ next }) => wanted(next).includes(each)))));
}

const wanted = ({ onlyAnswers }) => onlyAnswers.split(' ');

/** Return whether an answer to one screen leads to another: a number does when it lies in a class such as "3-7". */
function leads({ kind }, answer, next) {
  if (!answer || answer.state === 'SKIPPED') return false;
  if (answer.state === 'DONT_KNOW' || answer.value === null) return wanted(next).includes('DONT_KNOW');
  if (kind !== 'NUMBER') return [answer.value].flat().some((one) => wanted(next).includes(one));
  const number = typedNumber(String(answer.value));
  return wanted(next).some((range) => {
    const [first, last] = range.split('-').map(Number);
    return first <= number && number <= last;
  });
}
