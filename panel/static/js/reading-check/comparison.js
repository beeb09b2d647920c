// Keeps the figures of two versions of a text beside each other up to date.

export function connectComparison() {
  for (const list of document.querySelectorAll('[data-compares]')) {
    const names = list.dataset.compares.split(' ');
    const known = new Set(list.hidden ? [] : names);
    document.addEventListener('meepraat:checked', ({ detail: { name, answer } }) => {
      if (!names.includes(name)) return;
      for (const figure of list.querySelectorAll(`[data-of="${name}"]`)) figure.textContent = answer[figure.dataset.figure] ?? '';
      if (answer.summary) known.add(name);
      else known.delete(name);
      list.hidden = known.size < names.length;
    });
  }
}
