// "Iemand anders op deze telefoon": the phone forgets before the page goes on; so it does after sending.

import { wipe as wipeStore } from './store.js';

const PATIENCE = 3000;

export function wipeWhenAsked() {
  if (document.documentElement.hasAttribute('data-sent')) wipeStore();
  let leaves = false;
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches('form[data-wipes]')) return;
    event.preventDefault();
    if (leaves) return;
    leaves = true;
    await bringLast();
    // Only the server can take its own cookie off this phone: with this it does so at the first thing it hears.
    document.cookie = 'meepraat-weg=ja; path=/meedoen; max-age=5184000; samesite=lax';
    if (navigator.onLine) {
      await wipeAll();
      form.submit();
    } else {
      await forgetPerson();
      location.replace('/meedoen');
    }
  });
  // A page that the browser kept whole would show the one before to the next.
  addEventListener('pageshow', (event) => event.persisted && location.reload());
}

/** Who has a letter goes on later, elsewhere: the last answer is brought while the phone still knows whose it is. */
export function bringLast() {
  const bringing = [];
  const detail = { wait: (promise) => bringing.push(promise) };
  document.dispatchEvent(new CustomEvent('meepraat:next-person', { detail }));
  return Promise.race([Promise.allSettled(bringing), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

/** After sending nothing of the answers stays on the phone. */
export const wipe = wipeStore;

/** Without network our own files and the worker stay, so that the next person gets a page; they hold nothing of anybody. */
async function forgetPerson() {
  await wipeStore();
  try {
    sessionStorage.clear();
    localStorage.clear();
  } catch {
    // A browser that keeps nothing for pages has nothing to forget.
  }
}

/** Take everything of everybody off this phone: answers, kept files, the worker, and what pages remembered. */
export async function wipeAll() {
  await forgetPerson();
  try {
    for (const name of await caches.keys()) await caches.delete(name);
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  } catch {
    // A browser that keeps none of these has nothing to forget.
  }
}
