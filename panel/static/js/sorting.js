// Sorting answers by keyboard: 1 to 9 ticks a theme, Enter keeps it and goes on. Without this script the page works with Tab and space.

/** Whether someone is typing, so that a digit is a digit. */
function isTyping(target) {
  return target instanceof HTMLElement && target.closest('textarea, select, input:not([type=checkbox])') !== null;
}

for (const form of document.querySelectorAll('[data-sorts]')) {
  const hint = form.querySelector('[data-keys]');
  if (hint && window.matchMedia('(hover: hover)').matches) hint.hidden = false;
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const box = form.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
    if (box) {
      event.preventDefault();
      box.checked = !box.checked;
      box.focus();
    } else if (event.key === 'Enter' && (event.target === document.body || event.target.matches?.('[type=checkbox]'))) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
}
