// The button "Leeshulp": with scripts its choices open on the screen itself, also without network.

export function connectReadingHelp() {
  const link = document.querySelector('[data-reading-help]');
  if (!link) return;
  const load = async () => (await import(link.dataset.readingHelp)).loaded(link.dataset.style);
  // Inside the flow there may be no network later.
  document.addEventListener('meepraat:screen', () => load().catch(() => {}), { once: true });
  link.addEventListener('click', async (event) => {
    event.preventDefault();
    try {
      (await load())();
    } catch {
      location.assign(link.href);
    }
  });
}
