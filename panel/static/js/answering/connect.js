// Finds out where a phone is: at the welcome, half-way, back after it was closed, or without network.

import { Flow, pageStays } from './flow.js';
import { kept, latest } from './store.js';

const HALFWAY = '[data-screen], [data-step], [data-review], [data-practice]';
const EMPTY = { answers: {}, waiting: {} };

export async function connectFlow() {
  const place = document.querySelector('main');
  const enters = place.querySelector('form[data-start]');
  const template = document.getElementById('flow');
  if (enters && template) await enter(place, template, enters);
  else if (place.querySelector(HALFWAY)) await goOn(place);
  else if (place.querySelector('[data-shell], [data-asks-code]')) await comeBack(place);
}

/** The welcome: all is here to go on without network; who was busy on this phone without a seat goes on. */
async function enter(place, template, form) {
  const phone = template.dataset.phone || `new ${form.elements.code ? form.elements.code.value : ''}`;
  const record = (await kept(phone)) || EMPTY;
  const flow = new Flow(template, place, phone, record, !record.start);
  self.meepraat = true;
  if (record.start) await flow.resume(false);
  else if (self.meepraatEarly) await flow.takePart(...self.meepraatEarly);
}

async function goOn(place) {
  const screens = await fetchScreens();
  if (!screens) return;
  const flow = new Flow(screens, place, screens.dataset.phone, (await kept(screens.dataset.phone)) || EMPTY);
  await flow.resume(place.querySelector('[data-screen]') !== null || pageStays(place));
}

/** No network, or the page for a code: show what this phone keeps of someone who was busy. */
async function comeBack(place) {
  const found = await latest();
  if (!found) return;
  const [phone, record] = found;
  // With network only who never got a seat is missed by the server; all others find their page by themselves.
  if (!place.querySelector('[data-shell]') && !record.start) return;
  const screens = parse(record.flow);
  if (screens) await new Flow(screens, place, phone, record, false).resume(false);
}

async function fetchScreens() {
  try {
    const response = await fetch('/meedoen/schermen', { credentials: 'same-origin' });
    return response.status === 200 ? parse(await response.text()) : null;
  } catch {
    return null;
  }
}

function parse(html) {
  const holder = document.createElement('div');
  holder.innerHTML = html;
  return holder.querySelector('template');
}
