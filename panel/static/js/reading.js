// "Leeshulp" as a small window: letters, contrast and calm change at once; words and language need the page anew.

const COOKIE = 'meepraat-lezen';
const ONE_YEAR = 365 * 24 * 3600;
const page = document.documentElement;

/** What the page shows now; the server wrote it on <html>. */
function chosen() {
  const { letters, contrast, calm, easy } = page.dataset;
  return {
    letters: letters || 'normal',
    contrast: contrast === 'high' ? 'yes' : 'no',
    calm: calm || 'no',
    easy: easy || 'no',
    language: page.lang,
  };
}

/** The same words as panel/core/reading.py reads. */
function remember(now) {
  const words = [
    now.letters !== 'normal' && now.letters,
    now.easy === 'yes' && 'easy',
    now.contrast === 'yes' && 'high',
    now.calm === 'yes' && 'calm',
    now.language !== 'nl' && now.language,
  ].filter(Boolean);
  const age = words.length ? ONE_YEAR : 0;
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${COOKIE}=${words.join('.')}; path=/; max-age=${age}; samesite=lax${secure}`;
}

function set(name, value) {
  if (value) page.dataset[name] = value;
  else delete page.dataset[name];
}

function show(now) {
  set('letters', now.letters === 'normal' ? '' : now.letters);
  set('contrast', now.contrast === 'yes' ? 'high' : '');
  set('calm', now.calm === 'yes' ? 'yes' : '');
}

function mark(dialog, now) {
  for (const button of dialog.querySelectorAll('button[name]')) {
    button.setAttribute('aria-pressed', String(now[button.name] === button.value));
  }
}

function choose(dialog, button) {
  const now = { ...chosen(), [button.name]: button.value };
  const said = dialog.querySelector('[data-needs-network]');
  const anew = button.name === 'easy' || button.name === 'language';
  said.textContent = '';
  if (anew && now[button.name] === chosen()[button.name]) return;
  if (anew && !navigator.onLine) {
    said.textContent = said.dataset.needsNetwork;
    said.scrollIntoView({ block: 'center' });
    return;
  }
  remember(now);
  show(now);
  mark(dialog, now);
  if (!anew) return;
  // The flow first keeps what is on its screen.
  const keeping = [];
  document.dispatchEvent(new CustomEvent('meepraat:leaving', { detail: { wait: (promise) => keeping.push(promise) } }));
  Promise.allSettled(keeping).then(() => location.reload());
}

let styled;

/** Load the styles of the window; return what opens it. */
export async function loaded(style) {
  styled ||= new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: style });
    link.onload = resolve;
    link.onerror = reject;
    document.head.append(link);
  });
  await styled;
  return open;
}

function open() {
  let dialog = document.querySelector('dialog.mp-reading');
  if (!dialog) {
    dialog = document.getElementById('reading-help').content.querySelector('dialog').cloneNode(true);
    document.body.append(dialog);
    dialog.addEventListener('click', (event) => {
      const button = event.target.closest('button');
      if (event.target === dialog || (button && 'close' in button.dataset)) dialog.close();
      else if (button && button.name) choose(dialog, button);
    });
  }
  mark(dialog, chosen());
  dialog.showModal();
}
