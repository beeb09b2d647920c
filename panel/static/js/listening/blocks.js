// Which words of a screen are read aloud, in the order of the screen. The server finds the same pieces in its own page
// (panel/media/screen_text.py): change one, change both.

const BLOCK = [
  'h1, h2, h3, h4, p, li, dt, dd, th, td, summary, legend, figcaption, blockquote',
  '.mp-step, .mp-answer__words, .utrecht-button',
  '.utrecht-form-label, .utrecht-form-field-description, .utrecht-form-field-error-message',
].join(', ');
const SILENT = [
  'script, style, template, noscript, select, textarea, svg, audio, video, iframe, datalist',
  '.mp-review__change, button:not(.utrecht-button):not(.mp-answer)',
  'details:not([open]), [hidden], [data-unread], [aria-hidden="true"]',
].join(', ');
const OWN = '[data-own], [data-review-answer]';

/**
 * The blocks of an element: {element, words, language, audio, own}, where `own` are words that no server may speak.
 * `asButton` says a button as one: "Knop: #".
 */
export function blocksOf(root, asButton) {
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const element = parent.closest(BLOCK);
    if (!element || !root.contains(element) || parent.closest(SILENT)) continue;
    const last = found[found.length - 1];
    if (last && last.element === element) last.words += node.data;
    else if (node.data.trim() && element.getClientRects().length > 0) found.push({ element, words: node.data });
  }
  return found.map(({ element, words }) => finished(element, words.split(/\s+/).join(' ').trim(), asButton));
}

function finished(element, words, asButton) {
  const recorded = element.closest('[data-audio]') || element.querySelector('[data-audio]');
  const place = element.querySelector('[lang]') || element;
  return {
    element: element.closest('.mp-answer') || element,
    words: element.matches('.utrecht-button') ? asButton.replace('#', words) : words,
    language: place.closest('[lang]').lang.slice(0, 2),
    audio: recorded ? recorded.dataset.audio : '',
    own: Boolean(element.closest(OWN)),
  };
}
