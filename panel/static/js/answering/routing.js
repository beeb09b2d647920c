// Which screens this person gets, as `panel/consultations/routing.py` decides it: a question may be only for those who
// gave one of some answers to an earlier one.

import { typedNumber } from './numbers.js';

/**
 * `screens` are those that ask something, in order: {screen, key, kind, onlyIf, onlyAnswers}, the last two only where not
 * everybody gets it. Return the names of the `asked` ones, and how many there are at `most`: whether someone gets a
 * question may depend on an answer that is still to come.
 */
export function wayThrough(screens, answers) {
  const asked = [];
  const surely = new Map();
  const perhaps = new Map();
  for (const { screen, key, kind, onlyIf, onlyAnswers } of screens) {
    const wanted = onlyIf ? onlyAnswers.split(' ') : null;
    const met = (given) => !wanted || counted(given).some((one) => wanted.includes(one));
    const given = { answer: answers[key], kind, wanted: rangesOn(screens, key) };
    if (!wanted || (surely.has(onlyIf) && met(surely.get(onlyIf)))) {
      asked.push(screen);
      surely.set(key, given);
    }
    if (!wanted || (perhaps.has(onlyIf) && (!perhaps.get(onlyIf).answer || met(perhaps.get(onlyIf))))) {
      perhaps.set(key, given);
    }
  }
  return { asked, most: perhaps.size };
}

/** Return the classes of a number on which later screens depend, such as "3-7": only those can be looked for. */
function rangesOn(screens, key) {
  return screens.filter(({ onlyIf }) => onlyIf === key).flatMap(({ onlyAnswers }) => onlyAnswers.split(' '));
}

/** Return the classes in which an answer is counted. */
function counted({ answer, kind, wanted }) {
  if (!answer || answer.state === 'SKIPPED') return [];
  if (answer.state === 'DONT_KNOW' || answer.value === null) return ['DONT_KNOW'];
  if (kind !== 'NUMBER') return [answer.value].flat().map(String);
  const number = typedNumber(String(answer.value));
  return wanted.filter((range) => {
    const [first, last] = range.split('-').map(Number);
    return first <= number && number <= last;
  });
}
