// The button "Leeshulp": with scripts its choices open on the screen itself, also without network.

export function connectReadingHelp() {
  // The page for phones without network was kept before anything was chosen.
  if (document.querySelector('[data-shell]')) showChoices();
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

function showChoices() {
  const words = (/(?:^|; )meepraat-lezen=([a-z.]*)/.exec(document.cookie)?.[1] || '').split('.');
  const page = document.documentElement.dataset;
  for (const size of ['large', 'largest']) if (words.includes(size)) page.letters = size;
  if (words.includes('high')) page.contrast = 'high';
  if (words.includes('calm')) page.calm = 'yes';
}
