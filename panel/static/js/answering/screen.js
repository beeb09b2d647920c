// One screen of the flow: what is filled in, what that means as an answer, and putting an earlier answer back.

import { connectTopThree, orderOf, setOrder } from './top_three.js';

const DONT_KNOW = 'DONT_KNOW';
const LISTS = ['CHOOSE_SEVERAL', 'TOP_THREE'];

/** Return what someone filled in and tapped as an answer, or null when there is nothing yet. */
export function readAnswer(form, kind, tapped) {
  const fields = [...form.querySelectorAll('[name=answer]')];
  const values = fields
    .filter((field) => (field.type === 'radio' || field.type === 'checkbox' ? field.checked : field.value.trim() !== ''))
    .map((field) => field.value);
  if (tapped === 'SKIP') return { state: 'SKIPPED', value: null };
  if (tapped === DONT_KNOW || (values.length === 1 && values[0] === DONT_KNOW && kind !== 'OPEN_TEXT')) {
    return { state: DONT_KNOW, value: null };
  }
  const chosen = kind === 'OPEN_TEXT' ? values : values.filter((value) => value !== DONT_KNOW);
  // Who spoke or showed an answer need not type one.
  if (chosen.length === 0) return form.dataset.givenBeside === undefined ? null : { state: 'ANSWERED', value: '' };
  return { state: 'ANSWERED', value: LISTS.includes(kind) ? chosen : chosen[0] };
}

/** Put an answer back on a screen that is shown again. */
export function fillIn(form, answer) {
  if (!answer) return;
  const wanted = answer.state === DONT_KNOW ? [DONT_KNOW] : [answer.value].flat().filter((value) => value !== null);
  setOrder(form, wanted);
  for (const field of form.querySelectorAll('[name=answer]:not([type=hidden])')) {
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = wanted.includes(field.value);
    else field.value = answer.state === 'ANSWERED' ? String(answer.value) : '';
  }
  const said = form.querySelector('[data-not-understood]');
  if (said && answer.not_understood) said.hidden = false;
}

/** Return whether something else is filled in than the page came with. */
export function isTouched(form) {
  const top = form.querySelector('[data-top]');
  if (top) return orderOf(form).join(' ') !== top.dataset.top;
  return [...form.querySelectorAll('[name=answer]')].some((field) =>
    field.type === 'radio' || field.type === 'checkbox' ? field.checked !== field.defaultChecked : field.value !== field.defaultValue,
  );
}

/** "Weet ik niet" and other answers rule each other out, also where several may be ticked; a tap on a word explains it. */
export function keepApart(form) {
  form.addEventListener('input', () => form.querySelector('[data-complaint]')?.remove());
  form.addEventListener('click', (event) => openTerm(form, event.target.closest('.mp-word')));
  connectTopThree(form);
  form.addEventListener('change', (event) => {
    if (event.target.type !== 'checkbox' || !event.target.checked) return;
    const unsure = event.target.value === DONT_KNOW;
    for (const field of form.querySelectorAll('[name=answer]')) {
      if (field !== event.target && (field.value === DONT_KNOW) !== unsure) field.checked = false;
    }
  });
}

/** A word on a card chooses that card; anywhere else a tap on it opens what it means. */
function openTerm(form, word) {
  if (!word || word.closest('.mp-answer')) return;
  const term = form.querySelectorAll('.mp-term')[word.dataset.word - 1];
  term.open = !term.open;
}

/** Return the words of an answer as the screen itself says them. */
export function inWords(screen, answer, texts) {
  if (!answer || answer.state === 'SKIPPED') return texts.skipped;
  if (answer.state === DONT_KNOW) return texts.unknown;
  const ranked = screen.querySelector('[data-top]') !== null;
  const words = inOrder(screen, [answer.value].flat(), ranked).map((value) => {
    const card = screen.querySelector(`.mp-answer[data-answer="${CSS.escape(String(value))}"]`);
    return card ? card.querySelector('.mp-answer__words').textContent.trim() : String(value);
  });
  if (ranked) return words.map((word, place) => `${place + 1}. ${word}`).join('\n');
  const unit = screen.querySelector('.mp-number__unit');
  return unit ? `${words.join(', ')} ${unit.textContent.trim()}` : words.join(', ');
}

/** Several answers are told as they stand on the screen, whatever the order in which the server kept them. */
function inOrder(screen, values, ranked) {
  const shown = [...screen.querySelectorAll('.mp-answer')].map((card) => card.dataset.answer);
  if (ranked || values.some((value) => !shown.includes(value))) return values;
  return [...values].sort((one, other) => shown.indexOf(one) - shown.indexOf(other));
}

/** Show what is wrong with an answer, where a screen reader and an eye both find it. */
export function complain(form, sentence) {
  let place = form.querySelector('[data-complaint]');
  if (!place) {
    place = document.createElement('p');
    place.className = 'utrecht-form-field-error-message';
    place.dataset.complaint = '';
    place.setAttribute('role', 'alert');
    const hint = form.querySelector('.mp-question__hint');
    (hint || form.querySelector('legend') || form.querySelector('h1')).after(place);
  }
  place.textContent = sentence;
  place.scrollIntoView({ block: 'center' });
}
