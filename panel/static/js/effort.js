// A little work that a phone does by itself, in place of a puzzle for people: looking for a number whose hash begins
// with enough zeros. Done in small pieces, so that the page stays quick; works without network too.

import { sha256Start } from './answering/sha256.js';

const PIECE = 12;

/** Return the number that solves a challenge, as text; its first part, before the dash, says how many bits are asked. */
export async function solve(challenge) {
  const bits = Number(challenge.split('-')[0]);
  const digest = sha256Start(`${challenge}:`);
  for (let number = 0; ; ) {
    const until = performance.now() + PIECE;
    while (performance.now() < until) {
      for (let times = 0; times < 200; times += 1, number += 1) {
        if (Math.clz32(digest(String(number))) >= bits) return String(number);
      }
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
}

async function workOn(form) {
  const { challenge, effort } = form.elements;
  const work = solve(challenge.value).then((found) => {
    effort.value = found;
    form.dataset.effort = 'done';
    document.dispatchEvent(new CustomEvent('meepraat:effort'));
  });
  if (!form.matches('[data-effort-form]')) return;
  for (const part of form.querySelectorAll('[data-effort-on]')) part.hidden = false;
  for (const part of form.querySelectorAll('[data-effort-off]')) part.hidden = true;
  form.addEventListener('submit', async (event) => {
    if (form.dataset.effort) return;
    event.preventDefault();
    const state = form.querySelector('[data-effort-state]');
    state.textContent = state.dataset.busy;
    await work;
    form.submit();
  });
}

for (const form of document.querySelectorAll('form')) {
  if (form.elements.challenge && form.elements.challenge.value) workOn(form);
}
