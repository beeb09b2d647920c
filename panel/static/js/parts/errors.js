// Brings a form's summary of errors into view and under the reader's cursor.

export function showErrors(root = document) {
  const summary = root.querySelector('[data-takes-focus]');
  if (summary) summary.focus();
}
