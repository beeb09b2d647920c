// Moves rows of a list up and down in place; without it each button posts its form and the page comes back in the new order.
//
// Markup: a list with data-reorders; in each item a form with data-moves="up" or "down".

async function move(form, item) {
  const up = form.dataset.moves === 'up';
  const other = up ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  const answer = await fetch(form.action, { method: 'POST', body: new FormData(form), credentials: 'same-origin' });
  if (!answer.ok) {
    form.submit();
    return;
  }
  if (up) other.before(item);
  else other.after(item);
  form.querySelector('button').focus();
  document.dispatchEvent(new CustomEvent('meepraat:saved'));
}

export function connectReordering(root = document) {
  for (const list of root.querySelectorAll('[data-reorders]')) {
    list.addEventListener('submit', (event) => {
      const form = event.target.closest('form[data-moves]');
      const item = form && [...list.children].find((child) => child.contains(form));
      if (!item) return;
      event.preventDefault();
      move(form, item).catch(() => form.submit());
    });
  }
}
