// Moves rows up and down in place, and says so; without it each button posts its form and the page comes back in the new order.
//
// Questions: a list with data-reorders; in each item a form with data-moves="up" or "down".
// Answers that are being written: a list with data-rows; in each item buttons with data-row-moves="up" or "down". Nothing is
// sent until the officer saves. Both lists have data-said, data-first and data-last: what screen readers hear, with #1 and #2
// for the numbers of before and after.

export function connectReordering(root = document) {
  for (const list of root.querySelectorAll('[data-reorders]')) {
    const told = liveRegion(list);
    list.addEventListener('submit', (event) => {
      const form = event.target.closest('form[data-moves]');
      const item = form && [...list.children].find((child) => child.contains(form));
      if (!item) return;
      event.preventDefault();
      moveQuestion(list, item, form, told).catch(() => form.submit());
    });
  }
  for (const list of root.querySelectorAll('[data-rows]')) {
    const told = liveRegion(list);
    list.addEventListener('click', (event) => {
      const button = event.target.closest('button[data-row-moves]');
      if (!button) return;
      event.preventDefault();
      moveRow(list, button, told);
    });
  }
}

async function moveQuestion(list, item, form, told) {
  if (list.dataset.busy !== undefined) return;
  const up = form.dataset.moves === 'up';
  if (isAtEnd(list, item, up, told)) return;
  list.dataset.busy = '';
  try {
    const headers = { Accept: 'application/json' };
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), credentials: 'same-origin', headers });
    // Its page says why not.
    if (!answer.ok) throw new Error('not moved');
  } finally {
    delete list.dataset.busy;
  }
  swap(list, item, up, told);
  for (const [at, one] of [...list.children].entries()) {
    for (const field of one.querySelectorAll('form[data-moves] [name=at]')) field.value = at + 1;
    // Who reads on which question another depends, reads where it stands now.
    for (const told of list.querySelectorAll(`[data-number-of="${one.id}"]`)) told.textContent = at + 1;
  }
  form.querySelector('button').focus();
  document.dispatchEvent(new CustomEvent('meepraat:saved'));
}

function moveRow(list, button, told) {
  const item = [...list.children].find((child) => child.contains(button));
  const up = button.dataset.rowMoves === 'up';
  if (isAtEnd(list, item, up, told)) return;
  swap(list, item, up, told);
  for (const [at, one] of [...list.children].entries()) number(one, at);
  button.focus();
}

/** The fields of a row are named by its place: a row that moved is written in its new place. */
function number(row, at) {
  for (const field of row.querySelectorAll('*')) {
    for (const { name, value } of [...field.attributes]) {
      if (/options-\d+-/.test(value)) field.setAttribute(name, value.replace(/options-\d+-/g, `options-${at}-`));
    }
    const label = field.getAttribute('aria-label');
    if (label && field.matches('[name^=options-]')) field.setAttribute('aria-label', label.replace(/\d+/, at + 1));
    if (field.matches('[data-row-moves]')) field.value = `${field.dataset.rowMoves}-${at + 1}`;
  }
  for (const shown of row.querySelectorAll('.mp-option__number, [data-row-number]')) shown.textContent = at + 1;
}

function swap(list, item, up, told) {
  const before = [...list.children].indexOf(item) + 1;
  if (up) item.previousElementSibling.before(item);
  else item.nextElementSibling.after(item);
  say(told, list.dataset.said, before, up ? before - 1 : before + 1);
}

function isAtEnd(list, item, up, told) {
  const at = [...list.children].indexOf(item) + 1;
  if (up ? at > 1 : at < list.children.length) return false;
  say(told, up ? list.dataset.first : list.dataset.last, at, at);
  return true;
}

/** The region stands there before it speaks: only then do screen readers listen to it. */
function liveRegion(list) {
  const told = document.createElement('p');
  told.className = 'mp-hidden';
  told.setAttribute('role', 'status');
  list.after(told);
  return told;
}

function say(told, sentence, before, after) {
  told.textContent = sentence.replace('#1', before).replace('#2', after);
}
