// Numbers as people type them: the phone looks at their limits itself, as the server does again.

/** Return a whole number, or NaN. Arabic and Persian keyboards have digits of their own: 12 may be typed as ١٢ or ۱۲. */
export function typedNumber(text) {
  const digits = text.trim().replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) % 16));
  const number = Number(digits.replace(/\u066c/g, '.').replace(/\.(?=\d{3}$)/, ''));
  return digits !== '' && Number.isInteger(number) ? number : NaN;
}

/** Return the sentence when a number is typed that does not fit, else nothing. */
export function limitProblem(form, sentence) {
  const field = form.querySelector('input[data-least], input[data-most]');
  if (!field || field.value.trim() === '') return '';
  const number = typedNumber(field.value);
  const { least, most } = field.dataset;
  const fits = !Number.isNaN(number) && (!least || number >= Number(least)) && (!most || number <= Number(most));
  return fits ? '' : sentence;
}
