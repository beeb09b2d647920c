// A top three: a tap gives a card the next number, a tap again takes it away. Hidden fields hold the order, as without scripts.

const DONT_KNOW = 'DONT_KNOW';
const PICK = 'PICK:';
const MOST = 3;

/** Return the keys that were tapped, the first one first. */
export function orderOf(form) {
  return [...form.querySelectorAll('[data-top] > [name=answer]')].map((field) => field.value);
}

/** Show an order on the cards; does nothing on a screen of another kind. */
export function setOrder(form, order) {
  const top = form.querySelector('[data-top]');
  if (!top) return;
  for (const field of top.querySelectorAll('[name=answer]')) field.remove();
  for (const key of [...order].reverse()) {
    const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'answer', value: key });
    top.prepend(field);
  }
  for (const card of top.querySelectorAll('.mp-answer')) {
    const place = order.indexOf(card.dataset.answer) + 1;
    const shown = card.querySelector('[data-place]');
    card.setAttribute('aria-pressed', String(place > 0));
    if (!shown) continue;
    shown.hidden = place === 0;
    shown.lastElementChild.textContent = place;
  }
  top.querySelector(`[value="${PICK}"]`).hidden = order.length === 0;
  const chosen = order.filter((key) => key !== DONT_KNOW).length;
  top.querySelector('[data-places-said]').textContent = top.dataset.count.replace('#', chosen);
}

/** Let taps on the cards of a screen change the order without loading a page. */
export function connectTopThree(form) {
  const top = form.querySelector('[data-top]');
  top?.addEventListener('click', (event) => {
    const button = event.target.closest(`[value^="${PICK}"]`);
    if (!button) return;
    event.preventDefault();
    form.querySelector('[data-complaint]')?.remove();
    const key = button.value.slice(PICK.length);
    const before = orderOf(form);
    top.querySelector('[data-full-said]')?.remove();
    if (before.length === MOST && ![...before, DONT_KNOW, ''].includes(key)) sayFull(top, button);
    else setOrder(form, afterTap(before, key));
    // Its button is gone: the keyboard goes on from the first card.
    if (!key) top.querySelector('.mp-answer').focus();
  });
}

function afterTap(order, key) {
  if (!key) return [];
  if (order.includes(key)) return order.filter((one) => one !== key);
  return key === DONT_KNOW ? [key] : [...order.filter((one) => one !== DONT_KNOW), key];
}

/** Say right under the card that it has no place, because whoever tapped looks there. */
function sayFull(top, card) {
  const said = document.createElement('p');
  said.className = 'mp-places__full';
  said.dataset.fullSaid = '';
  said.setAttribute('role', 'alert');
  (card.closest('[data-top] > *') || card).after(said);
  said.textContent = top.dataset.full;
}
