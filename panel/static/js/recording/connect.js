// Joins recordings and photos to the flow: its screens, its sender, and the words of looking back.

import { Keeper } from './keeper.js';
import { connectScreen } from './screen.js';

const WORDS = { voice: 'spoken', photo: 'pictured' };

/** `flow` is the flow of answering/flow.js: its screens, place, texts, answers and sender. */
export async function connectMedia(flow) {
  loadStyles(flow.texts.mediaStyles);
  const urls = new Map();
  for (const section of flow.screens.values()) {
    for (const kind of (section.dataset.media || '').split(' ').filter(Boolean)) {
      urls.set(`${section.dataset.key}/${kind}`, section.querySelector(`[data-${kind}]`).dataset.url);
    }
  }
  const keeper = new Keeper(flow.sender, urls, {
    state: (slot, word) => flow.say(flow.texts[word === 'brought' ? 'mediaBrought' : 'mediaWaiting']),
    refused: (slot, sentence) => refuse(flow, slot, sentence),
  });
  await keeper.remember();
  flow.sender.beforeSending.push(() => keeper.bring());
  let leave = () => {};
  const arrive = () => {
    leave();
    leave = connectScreen(flow.place, keeper);
    wordReview(flow, keeper);
  };
  document.addEventListener('meepraat:screen', arrive);
  replaceFileFields(flow);
  arrive();
  keeper.bring();
}

function loadStyles(address) {
  if (!address || document.querySelector(`link[href="${address}"]`)) return;
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address }));
}

/** A page that came from the server has file fields; what was typed on it stays. */
function replaceFileFields(flow) {
  const plain = flow.place.querySelector('[data-beside]:not(section)');
  if (!plain) return;
  const section = [...flow.screens.values()].find((one) => one.dataset.key === plain.dataset.beside);
  if (section) plain.replaceWith(section.querySelector('[data-beside]').cloneNode(true));
}

/** What was recorded or photographed is named where someone looks back. */
function wordReview(flow, keeper) {
  for (const item of flow.place.querySelectorAll('[data-review-item]')) {
    const key = item.dataset.reviewItem;
    const words = Object.keys(WORDS).filter((kind) => keeper.has(`${key}/${kind}`)).map((kind) => flow.texts[WORDS[kind]]);
    const answer = flow.answers[key];
    if (!words.length || answer?.state !== 'ANSWERED') continue;
    item.querySelector('[data-review-answer]').textContent = [answer.value, ...words].filter(Boolean).join('\n');
  }
}

/** The server cannot use it: back to its screen, with the sentence. */
async function refuse(flow, slot, sentence) {
  const kind = slot.slice(slot.lastIndexOf('/') + 1);
  const key = slot.slice(0, slot.lastIndexOf('/'));
  const [name] = [...flow.screens].find(([, section]) => section.dataset.key === key);
  await flow.sender.withdraw();
  flow.show(name);
  const said = flow.place.querySelector(`[data-${kind}] [data-said]`);
  if (said) said.textContent = sentence;
}
