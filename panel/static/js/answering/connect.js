// Finds out where a phone is: at the welcome, half-way, back after it was closed, or without network.

import { Flow, pageStays } from './flow.js';
import { PASSING } from './sender.js';
import { kept, latest, whoIsOn } from './store.js';

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
  const phone = template.dataset.phone || `${PASSING}${form.elements.code ? form.elements.code.value : ''}`;
  const record = (await kept(phone).catch(() => null)) || EMPTY;
  const flow = new Flow(template, place, phone, record);
  self.meepraat = true;
  if (record.start) await flow.resume(false);
  else if (self.meepraatEarly) await flow.takePart(...self.meepraatEarly);
}

async function goOn(place) {
  const screens = await fetchScreens();
  if (!screens) return;
  const [phone, record] = await whoIsOn(screens.dataset.phone);
  const flow = new Flow(screens, place, phone, record || EMPTY);
  await flow.resume(place.querySelector('[data-screen]') !== null || pageStays(place));
}

/** No network, or the page for a code: show what this phone keeps of someone who was busy. */
async function comeBack(place) {
  const found = await latest();
  if (!found) return;
  const [phone, record] = found;
  // With network only what the server does not have yet is missed; all others find their page by themselves.
  const isBehind = record.start || record.send || Object.keys(record.waiting).length > 0;
  if (!place.querySelector('[data-shell]') && !isBehind) return;
  const screens = parse(record.flow);
  // The empty page may be in another language than the screens of this person.
  if (record.speaks) Object.assign(document.documentElement, record.speaks);
  if (screens) await new Flow(screens, place, phone, record).resume(false);
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
  return holder.querySelector('template#flow');
}
