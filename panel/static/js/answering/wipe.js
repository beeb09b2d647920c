// "Iemand anders op deze telefoon": the phone forgets before the page goes on; so it does after sending.

import { wipe } from './store.js';

export function wipeWhenAsked() {
  if (document.documentElement.hasAttribute('data-sent')) wipe();
  for (const form of document.querySelectorAll('form[data-wipes]')) {
    form.addEventListener('submit', async (event) => {
      if (form.dataset.wiped) return;
      event.preventDefault();
      await wipe();
      form.dataset.wiped = '1';
      form.submit();
    });
  }
}
