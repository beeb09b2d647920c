// In which order this person sees the answers, as `panel/answering/ordering.py` does it. Nothing of it is ever sent.

import { sha256Start } from './sha256.js';

/** Return a whole number of 32 bits in which each sign of a text counts. */
const mixed = (text) => sha256Start(text)('') >>> 0;

/** Return what a person's orders are drawn from; `key` is this phone's own secret, or its token, in hex digits. */
export function drawOf(key) {
  return mixed(`order of answers ${key}`).toString(16).padStart(8, '0');
}

/** Put the answers of a screen in this person's order; those that stay below the others are named in the screen. */
export function arrange(section, draw) {
  const { shuffles, last, question } = section.dataset;
  if (!shuffles) return;
  const stays = last.split(' ');
  const cards = [...section.querySelectorAll('.mp-answer')];
  const moving = cards.filter((card) => !stays.includes(card.dataset.answer));
  const places = moving.map((card) => card.closest('.mp-answers > *, .mp-places > *'));
  const marks = places.map((place) => place.parentNode.insertBefore(document.createComment(''), place));
  const rank = new Map(moving.map((card, at) => [places[at], mixed(`${draw} ${question} ${card.dataset.answer}`)]));
  if (shuffles === 'RANDOM') places.sort((one, other) => rank.get(one) - rank.get(other));
  else if (mixed(`${draw} ${question}`) % 2) places.reverse();
  places.forEach((place, at) => marks[at].replaceWith(place));
  const lasts = cards.filter((card) => stays.includes(card.dataset.answer));
  for (const card of lasts) putBelow(card.closest('.mp-answers > *, .mp-places > *'), places);
}

/** An answer that stays below the others may have been written between them. */
function putBelow(place, others) {
  const following = others.filter((one) => place.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (following.length > 0) following[following.length - 1].after(place);
}
