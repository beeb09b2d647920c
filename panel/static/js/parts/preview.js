// Loads the phone preview again when asked, and after a form on the page was saved without leaving it.

export function connectPreview(root = document) {
  const preview = root.querySelector('iframe[data-preview]');
  if (!preview) return;
  const refresh = () => preview.contentWindow.location.reload();
  for (const button of root.querySelectorAll('[data-refreshes-preview]')) {
    button.addEventListener('click', refresh);
  }
  document.addEventListener('meepraat:saved', refresh);
}
