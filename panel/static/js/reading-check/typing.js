// Puts words in a field as if they were typed, so that Ctrl+Z takes them out again.

/** Whether these words still fit in the field in the place of what stands from start to end. */
export function fits(control, start, end, words) {
  return control.maxLength < 0 || control.value.length - (end - start) + words.length <= control.maxLength;
}

/** Put words in the place of what stands from start to end. The field gets the focus; the cursor stays at its words. */
export function put(control, start, end, words) {
  const [from, to] = [control.selectionStart, control.selectionEnd].map((cursor) => kept(cursor, start, end, words.length));
  control.focus({ preventScroll: true });
  control.setSelectionRange(start, end);
  if (!document.execCommand('insertText', false, words)) {
    control.setRangeText(words, start, end, 'end');
    control.dispatchEvent(new Event('input', { bubbles: true }));
  }
  control.setSelectionRange(from, to);
}

function kept(cursor, start, end, length) {
  if (cursor <= start) return cursor;
  return cursor >= end ? cursor - (end - start) + length : start + length;
}
