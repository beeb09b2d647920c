// The steps of asking well: a sentence to begin with for each level of influence, and what may be said with how many
// answers. Without it, both come when the step is saved.

function chosen(form, name) {
  return form.elements[name]?.value ?? '';
}

/** Put the sentence of a level ready, as long as nobody wrote one of their own. */
function offerSentences(place) {
  const starts = JSON.parse(place.dataset.starts);
  const field = document.getElementById(place.dataset.startsIn);
  const form = place.closest('form');
  form.addEventListener('change', (event) => {
    if (event.target.name !== place.dataset.startsFor) return;
    const written = field.value.trim();
    if (written && !Object.values(starts).includes(written)) return;
    field.value = starts[event.target.value];
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** Say in words what may be said with the number of answers that is expected. */
function sayExpectation(place) {
  const levels = JSON.parse(place.dataset.expects);
  const form = place.closest('form');
  const icon = form.querySelector('template[data-expects-icon]');
  const say = () => {
    const typed = document.getElementById(place.dataset.expectsCount).value.trim();
    const count = /^\d+$/.test(typed) ? Number(typed) : 0;
    const fitting = (levels[chosen(form, place.dataset.expectsKind)] ?? []).filter(([least]) => count >= least);
    const sentence = count && fitting.length ? fitting[fitting.length - 1][1] : '';
    if (place.textContent.trim() === sentence) return;
    const words = document.createElement('span');
    words.textContent = sentence;
    place.replaceChildren(...(sentence ? [icon.content.cloneNode(true), words] : []));
  };
  form.addEventListener('input', say);
  form.addEventListener('change', say);
  say();
}

export function connectSteps(root = document) {
  for (const place of root.querySelectorAll('[data-starts]')) offerSentences(place);
  for (const place of root.querySelectorAll('[data-expects]')) sayExpectation(place);
}
