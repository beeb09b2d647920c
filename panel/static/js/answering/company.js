// Who else is there, on a phone that shows its screens without loading pages: a helper, or the next person.

export function knowCompany() {
  let helped = false;
  document.addEventListener('meepraat:screen', ({ detail }) => {
    const next = document.querySelector('[data-next-person]');
    if (next) next.hidden = false;
    const line = document.querySelector('[data-helper-line]');
    if (detail.name === 'helper') helped = true;
    if (line && helped) line.hidden = detail.name === 'helper';
  });
  document.addEventListener('submit', (event) => {
    if (!event.target.matches('[data-larger]')) return;
    event.preventDefault();
    larger(event.target);
  });
}

/** Larger at once on this page, and kept in the cookie that all pages look at. */
function larger(form) {
  const field = form.elements.letters;
  document.documentElement.dataset.letters = field.value;
  fetch(form.action, { method: 'POST', body: new FormData(form), redirect: 'manual' }).catch(() => {});
  if (field.value === 'largest') {
    const said = form.querySelector('[data-largest]');
    said.textContent = said.dataset.largest;
  }
  field.value = 'largest';
}
