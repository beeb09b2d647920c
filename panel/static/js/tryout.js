// A tester taps a word: nothing becomes +, + becomes −, − becomes nothing. Without this script the same button loads the page again.

import { keepApart } from './answering/screen.js';

const NEXT = { '': 'PLUS', PLUS: 'MINUS', MINUS: '' };
const SIGNS = { '': '', PLUS: '+', MINUS: '−' };

function show(words, button, sign) {
  const called = { '': '', PLUS: words.dataset.plus, MINUS: words.dataset.minus }[sign];
  const place = button.dataset.place;
  for (const field of words.querySelectorAll('[name=word]')) if (field.value.split(':')[1] === place) field.remove();
  if (sign) words.prepend(Object.assign(document.createElement('input'), { type: 'hidden', name: 'word', value: `${sign}:${place}` }));
  button.dataset.sign = sign;
  button.classList.toggle('mp-try__word--plus', sign === 'PLUS');
  button.classList.toggle('mp-try__word--minus', sign === 'MINUS');
  button.querySelector('[data-mark]').textContent = SIGNS[sign];
  button.querySelector('[data-mark-words]').textContent = called ? `: ${called}` : '';
  words.querySelector('[data-words-said]').textContent = `${button.firstElementChild.textContent} ${called}`;
}

/** "Ik snap dit niet", and taking that back: says so on the spot and opens the explanation. */
function understand(form, understood) {
  form.querySelector('[name=not_understood]')?.remove();
  if (!understood) form.prepend(Object.assign(document.createElement('input'), { type: 'hidden', name: 'not_understood', value: '1' }));
  form.querySelector('[data-not-understood]').hidden = understood;
  form.querySelector('[data-understood]').hidden = understood;
  const explanation = form.querySelector('.mp-expandable');
  if (explanation && !understood) explanation.open = true;
  form.querySelector(`[value=${understood ? 'NOT_UNDERSTOOD' : 'UNDERSTOOD'}]`).focus();
}

for (const form of document.querySelectorAll('[data-tries]')) {
  keepApart(form);
  form.addEventListener('click', (event) => {
    const button = event.target.closest('[value=NOT_UNDERSTOOD], [value=UNDERSTOOD]');
    if (!button) return;
    event.preventDefault();
    understand(form, button.value === 'UNDERSTOOD');
  });
  const words = form.querySelector('[data-words]');
  words?.addEventListener('click', (event) => {
    const button = event.target.closest('[data-place]');
    if (!button) return;
    event.preventDefault();
    show(words, button, NEXT[button.dataset.sign || '']);
  });
}
