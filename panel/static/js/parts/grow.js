// Text fields that grow with what is typed in them (textarea[data-grows]); the handle to drag stays.

function grow(field) {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}

export function growTextFields(root = document) {
  for (const field of root.querySelectorAll('textarea[data-grows]')) {
    field.addEventListener('input', () => grow(field));
    if (field.value) grow(field);
  }
}
