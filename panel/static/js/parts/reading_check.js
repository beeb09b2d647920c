// Fetches the reading check on pages that have a text to check ([data-reading-check]); without it the page checks by a button.

export function connectReadingCheck() {
  const tools = document.querySelector('[data-reading-check-tools]');
  if (!tools || !document.querySelector('[data-reading-check]')) return;
  import(tools.dataset.script).then(({ begin }) => begin(tools)).catch(() => {});
}
