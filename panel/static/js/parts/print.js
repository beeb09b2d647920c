// Shows the print button, which can do nothing without a script.

export function offerPrinting(root = document) {
  for (const button of root.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }
}
