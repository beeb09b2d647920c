// Long work shows how far it is: the part [data-progress] of the page is asked for again until the work is done.

const PAUSE = 3000;

export function followProgress() {
  const place = document.querySelector('[data-progress]');
  if (place) setTimeout(() => lookAgain(place), PAUSE);
}

async function lookAgain(place) {
  try {
    const response = await fetch(location.href, { credentials: 'same-origin' });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const found = page.querySelector('[data-progress]');
    if (!found) {
      // The work is done: this page has something else to say now.
      location.reload();
      return;
    }
    if (found.textContent !== place.textContent) place.replaceChildren(...found.childNodes);
  } catch {
    // No network for a moment: look again later.
  }
  setTimeout(() => lookAgain(place), PAUSE);
}
