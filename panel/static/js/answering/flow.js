// The flow on a phone with scripts: all screens are in the page, shown one by one; addresses stay those of the pages.

import { growTextFields } from '../parts/grow.js';
import { limitProblem } from './numbers.js';
import { arrange, drawOf } from './ordering.js';
import { complain, fillIn, isTouched, keepApart, readAnswer } from './screen.js';
import { Sender, speaks } from './sender.js';
import { forget, kept } from './store.js';
import { newest } from './turns.js';
import { Way } from './way.js';
import { wipe } from './wipe.js';

export class Flow {
  /** `template` holds the screens; `record` is what this phone keeps, under the name `phone`. */
  constructor(template, place, phone, record) {
    this.texts = template.dataset;
    this.html = template.outerHTML;
    this.place = place;
    this.screens = new Map();
    for (const section of template.content.querySelectorAll('[data-screen]')) {
      this.screens.set(section.dataset.screen, section);
    }
    this.way = new Way(this.screens, this.texts);
    this.sender = this.makeSender(phone, record);
    this.arrange();
    // Someone may have gone on elsewhere; and a page may have been made just before an answer of this phone arrived.
    this.answers = newest(record.waiting, record.answers, JSON.parse(template.dataset.given || '{}'));
    this.isSending = Boolean(record.send);
    this.name = '';
    this.lookingBack = false;
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.lookAgain());
    place.addEventListener('click', (event) => this.onClick(event));
    place.addEventListener('submit', (event) => this.onSubmit(event));
    document.addEventListener('meepraat:leaving', (event) => event.detail.wait(this.keepScreen()));
    document.addEventListener('meepraat:next-person', (event) => event.detail.wait(this.sender.handOver()));
    addEventListener('popstate', () => this.show(this.nameOf(location.pathname) || 'influence', false));
  }

  makeSender(phone, record) {
    return new Sender({
      texts: this.texts,
      phone,
      record,
      on: {
        show: (state) => this.showState(state),
        started: (before) => this.wasHere(before),
        sent: () => this.finish(),
        halted: (reply) => this.halt(reply),
        refused: (sentences) => this.goMend(sentences),
        stuck: () => location.assign(this.texts.code),
        // Its page says thanks to who has sent, and leads anyone else to the start.
        gone: () => location.replace(this.texts.thanks),
      },
    });
  }

  /** Each person has an order of answers of their own, the same on every screen of the way, here and on the server. */
  arrange() {
    const draw = this.texts.draw || drawOf(this.sender.key);
    for (const section of this.screens.values()) arrange(section, draw);
  }

  /** Go on where this phone was: on the page that stands here, or on a screen of our own. */
  async resume(stays) {
    await this.connectMedia();
    await this.sender.keep((record) => {
      record.flow = this.html;
      record.speaks = speaks();
      record.answers = newest(record.waiting, record.answers, this.answers);
    });
    const here = this.nameOf(location.pathname);
    if (stays) this.name = here;
    else this.show(this.isSending ? 'review' : here || this.way.firstOpen(this.answers), false, false);
    this.sender.asks = true;
    this.sender.soon(0);
  }

  /** This tab is seen again: meanwhile someone may have gone on, sent or left in another one. */
  async lookAgain() {
    if (!this.sender.isKept) return;
    const record = await kept(this.sender.phone);
    if (!record) {
      this.sender.lose();
      return;
    }
    const before = JSON.stringify(this.answers);
    this.answers = newest(record.answers, this.answers);
    if (this.name === 'review' && JSON.stringify(this.answers) !== before) this.show('review', false, false);
    this.sender.soon(0);
  }

  /** Someone taps "Ik doe mee": the first screen comes at once, the seat is claimed meanwhile. */
  async takePart(form, tapped) {
    const fields = Object.fromEntries(new FormData(form));
    delete fields.csrf_token;
    if (tapped && tapped.name) fields[tapped.name] = tapped.value;
    this.show(tapped?.dataset.goes || 'influence', 'replace');
    await this.connectMedia();
    this.sender.begin(fields, this.html, form);
    this.fetchForLater();
  }

  /** Now there is still network: pictures and what reads aloud come to this phone, where the worker keeps them. */
  fetchForLater() {
    const tools = [...document.querySelectorAll('[data-listen], [data-reading-help]')].map(({ dataset }) => dataset);
    const files = tools.flatMap(({ listen, styles, readingHelp, style }) => [listen, styles, readingHelp, style]);
    for (const section of this.screens.values()) {
      for (const { src } of section.querySelectorAll('img[src]')) files.push(src);
    }
    for (const file of new Set([...files, this.texts.mediaStyles].filter(Boolean))) fetch(file).catch(() => {});
  }

  /** There is a seat; what is known of this person from before comes under what was answered just now. */
  wasHere(before) {
    this.answers = { ...before, ...this.answers };
  }

  async connectMedia() {
    if (!this.texts.media || this.media) return;
    this.media = true;
    const module = await import(this.texts.media).catch(() => null);
    if (module) await module.connectMedia(this);
  }

  nameOf(path) {
    for (const [name, section] of this.screens) if (section.dataset.url === path) return name;
    return null;
  }

  show(wanted, push = true, focus = true) {
    const name = this.way.reached(wanted, this.answers);
    const section = this.screens.get(name);
    if (!section) return;
    this.place.replaceChildren(...section.cloneNode(true).childNodes);
    this.name = name;
    const form = this.place.querySelector('form');
    if (section.dataset.key) {
      this.way.sayStep(this.place, name, this.answers);
      fillIn(form, this.answers[section.dataset.key]);
      keepApart(form);
      if (this.answers[section.dataset.key]?.not_understood) openExplanations(form);
    }
    if (name === 'review') this.way.fillReview(this.place, this.answers);
    growTextFields();
    if (push) history[push === 'replace' ? 'replaceState' : 'pushState'](null, '', section.dataset.url || location.pathname);
    const title = this.place.querySelector('h1');
    const step = this.place.querySelector('.mp-step');
    document.title = document.title.replace(/^.*(?= · )/, (step || title).textContent.trim());
    document.dispatchEvent(new CustomEvent('meepraat:screen', { detail: { name } }));
    if (focus) {
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }

  onClick(event) {
    // Older browsers do not say by which button a form was sent.
    this.tapped = event.target.closest('button');
    const button = event.target.closest('[data-goes]');
    if (!button || button.closest('form[data-start]')) return;
    event.preventDefault();
    const where = button.dataset.goes;
    this.lookingBack = this.name === 'review' && button.closest('[data-review-item]') !== null;
    if (this.name === 'review') this.sender.withdraw();
    if (where === 'first') this.show(this.way.firstOpen(this.answers));
    else this.show(where === 'last' ? this.way.last(this.answers) : where);
  }

  onSubmit(event) {
    const form = event.target;
    if (form.matches('[data-start]')) {
      event.preventDefault();
      this.takePart(form, event.submitter || this.tapped);
    } else if (form.matches('[data-review]')) {
      event.preventDefault();
      this.sender.send(Boolean(form.elements.receipt?.checked));
    } else if (form.matches('[data-practice]')) {
      event.preventDefault();
      this.show(this.way.firstOpen(this.answers));
    } else if (!form.matches('[data-wipes]')) {
      const section = this.screens.get(this.name);
      if (!section || !section.dataset.key) return;
      event.preventDefault();
      this.answer(form, section, (event.submitter || this.tapped)?.value || 'NEXT');
    }
  }

  answer(form, section, tapped) {
    const key = section.dataset.key;
    const before = this.answers[key];
    const marked = Boolean(before && before.not_understood) || tapped === 'NOT_UNDERSTOOD';
    let found = readAnswer(form, section.dataset.kind, tapped);
    if (tapped === 'NOT_UNDERSTOOD') {
      found = found || { state: 'SKIPPED', value: null };
      form.querySelector('[data-not-understood]').hidden = false;
      form.querySelector('[data-complaint]')?.remove();
      openExplanations(form);
    }
    const problem = found ? limitProblem(form, section.dataset.wrong) : tapped === 'BACK' ? '' : section.dataset.empty;
    if (problem) {
      complain(form, problem);
      return;
    }
    if (found) {
      found.not_understood = marked;
      this.answers[key] = found;
      this.sender.add(key, found);
    }
    if (tapped !== 'NOT_UNDERSTOOD') this.leave(tapped);
  }

  /** The page comes anew, in other words: what is filled in on this screen is kept as if it was answered. */
  async keepScreen() {
    const section = this.screens.get(this.name);
    const form = this.place.querySelector('form');
    const key = section && form && section.dataset.key;
    const found = key && readAnswer(form, section.dataset.kind, '');
    if (!found || limitProblem(form, section.dataset.wrong)) return;
    found.not_understood = Boolean(this.answers[key]?.not_understood);
    this.answers[key] = found;
    await this.sender.add(key, found);
  }

  leave(tapped) {
    if (!this.lookingBack) {
      this.show(tapped === 'BACK' ? this.way.before(this.name, this.answers) : this.way.after(this.name, this.answers));
      return;
    }
    // Another answer may bring a question that was not there before.
    const more = tapped === 'BACK' ? null : this.way.firstOpen(this.answers, true);
    this.lookingBack = Boolean(more);
    this.show(more || 'review');
  }

  /** Everything was sent, here or in another tab: nothing stays on the phone. */
  async finish() {
    await wipe();
    location.replace(this.texts.thanks);
  }

  /** There is no seat, or the round is closed: what is kept here can go nowhere any more, unless a seat comes free. */
  async halt(reply) {
    const again = reply.status === 'FULL';
    if (!again) await forget(this.sender.phone);
    this.show('halt', 'replace');
    this.place.querySelector('[data-halt-title]').textContent = reply.title;
    this.place.querySelector('[data-halt-advice]').textContent = reply.advice;
    this.place.querySelector('[data-halt-again]').hidden = !again;
  }

  goMend(refused) {
    const [key, sentence] = Object.entries(refused)[0];
    const found = [...this.screens].find(([, section]) => section.dataset.key === key);
    if (!found) return;
    this.lookingBack = true;
    this.show(found[0]);
    complain(this.place.querySelector('form'), sentence);
  }

  showState(state) {
    // Under "Verstuur" the word "Bewaard" would read as: done, you may leave.
    this.say(['saved', 'kept'].includes(state) && this.name === 'review' ? '' : this.texts[state] || '');
  }

  say(sentence) {
    const place = this.place.querySelector('[data-state]');
    if (place) place.textContent = sentence;
  }
}

/** Return whether a page that came half-way stays: it has a sentence on it, or someone filled in something already. */
export function pageStays(place) {
  const form = place.querySelector('form[data-step]');
  if (form) keepApart(form);
  return Boolean(place.querySelector('.utrecht-alert') || (form && isTouched(form)));
}

function openExplanations(form) {
  for (const more of form.querySelectorAll('details')) more.open = true;
}
