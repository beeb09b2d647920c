// "Begin met de officiële tekst": copies one field into another that is still empty, and can be undone with Ctrl+Z.

import { put } from './typing.js';

export function connectCopying(tools, speaker) {
  for (const button of document.querySelectorAll('[data-copies]')) {
    const [from, to] = [button.dataset.copies, button.dataset.into].map((id) => document.getElementById(id));
    const offer = () => {
      button.hidden = !from.value.trim() || Boolean(to.value.trim());
    };
    for (const field of [from, to]) field.addEventListener('input', offer);
    offer();
    button.addEventListener('click', (event) => {
      event.preventDefault();
      put(to, 0, to.value.length, from.value);
      speaker.say(tools.dataset.copied);
    });
  }
}
