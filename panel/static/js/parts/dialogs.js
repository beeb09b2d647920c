// Opens and closes <dialog> elements from buttons with data-opens and data-closes, each holding the dialog's id.

export function connectDialogs(root = document) {
  for (const button of root.querySelectorAll('[data-opens]')) {
    const dialog = document.getElementById(button.dataset.opens);
    if (!dialog || !dialog.showModal) continue;
    button.addEventListener('click', (event) => {
      event.preventDefault();
      dialog.showModal();
    });
  }
  for (const button of root.querySelectorAll('[data-closes]')) {
    button.addEventListener('click', () => document.getElementById(button.dataset.closes).close());
  }
}
