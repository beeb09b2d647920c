// "Luister" beside the phone preview taps "Lees voor" on that phone: the recording, else this computer's voice, else the server's.

export function connectHearing(root = document) {
  const place = root.querySelector('[data-hears-preview]');
  const preview = root.querySelector('iframe[data-preview]');
  if (!place || !preview) return;
  const said = place.querySelector('[role=status]');
  place.hidden = false;
  place.querySelector('button').addEventListener('click', () => {
    const page = preview.contentDocument;
    const button = page && page.querySelector('[data-hear=screen]');
    const speaks = button && page.documentElement.classList.contains('mp-listens');
    said.textContent = speaks ? '' : said.dataset.silent;
    if (!speaks) return;
    preview.scrollIntoView({ block: 'nearest' });
    button.click();
  });
}
