// The flow on a phone with scripts: all screens are in the page, shown one by one; addresses stay those of the pages.

import { growTextFields } from '../parts/grow.js';
import { complain, fillIn, inWords, isTouched, keepApart, readAnswer } from './screen.js';
import { Sender } from './sender.js';
import { kept, wipe } from './store.js';

const RETRY = 15000;

export async function connectFlow() {
  const place = document.querySelector('main');
  let template = document.getElementById('flow');
  const halfway = document.querySelector('[data-step], [data-review], [data-practice]');
  if (!template && !halfway) return;
  if (!template) template = await fetchScreens();
  if (!template) return;
  const flow = new Flow(template, place);
  await flow.begin(Boolean(halfway));
}

async function fetchScreens() {
  try {
    const response = await fetch('/meedoen/schermen', { credentials: 'same-origin' });
    if (response.status !== 200) return null;
    const holder = document.createElement('div');
    holder.innerHTML = await response.text();
    return holder.querySelector('template');
  } catch {
    return null;
  }
}

class Flow {
  constructor(template, place) {
    this.texts = template.dataset;
    this.place = place;
    this.total = Number(template.dataset.total);
    this.screens = new Map();
    for (const section of template.content.querySelectorAll('[data-screen]')) {
      this.screens.set(section.dataset.screen, section);
    }
    this.answers = {};
    this.sender = new Sender({
      url: this.texts.sync,
      token: this.texts.token,
      phone: this.texts.phone,
      show: (state) => this.showState(state),
      onSentElsewhere: () => this.finish(),
    });
    // Someone who pressed "Verstuur" without network need not press again.
    this.wantsToSend = false;
    addEventListener('online', () => this.wantsToSend && this.send());
    this.name = '';
    this.lookingBack = false;
  }

  async begin(halfway) {
    this.readScreens();
    const waiting = (await kept(this.texts.phone)) || {};
    Object.assign(this.answers, waiting);
    Object.assign(this.sender.waiting, waiting);
    if (Object.keys(waiting).length > 0) this.sender.soon(0);
    this.place.addEventListener('click', (event) => this.onClick(event));
    this.place.addEventListener('submit', (event) => this.onSubmit(event));
    addEventListener('popstate', () => this.show(this.nameOf(location.pathname) || 'influence', false));
    const here = this.nameOf(location.pathname);
    // A page that came half-way, perhaps with a sentence on it, stays as it is until a button is tapped.
    if (here) this.name = here;
    const form = this.place.querySelector('form[data-step]');
    if (form) keepApart(form);
    // So does what someone filled in while the screens were still on their way.
    const stays = this.place.querySelector('.utrecht-alert') || (form && isTouched(form));
    if (halfway && here && !stays) this.show(here, false, false);
  }

  nameOf(path) {
    for (const [name, section] of this.screens) if (section.dataset.url === path) return name;
    return null;
  }

  /** What the server had is ticked in its screens already. */
  readScreens() {
    for (const section of this.screens.values()) {
      const key = section.dataset.key;
      if (!key) continue;
      const found = readAnswer(section, section.dataset.kind, '');
      if (found) this.answers[key] = found;
    }
  }

  show(name, push = true, focus = true) {
    const section = this.screens.get(name);
    if (!section) return;
    const copy = section.cloneNode(true);
    this.place.replaceChildren(...copy.childNodes);
    this.name = name;
    const form = this.place.querySelector('form');
    if (section.dataset.key) {
      fillIn(form, this.answers[section.dataset.key]);
      keepApart(form);
    }
    if (name === 'review') this.fillReview();
    growTextFields();
    if (push) history.pushState(null, '', section.dataset.url);
    const title = this.place.querySelector('h1');
    const step = this.place.querySelector('.mp-step');
    document.title = document.title.replace(/^.*(?= · )/, (step || title).textContent.trim());
    if (focus) {
      title.tabIndex = -1;
      title.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }

  fillReview() {
    for (const item of this.place.querySelectorAll('[data-review-item]')) {
      const key = item.dataset.reviewItem;
      const screen = [...this.screens.values()].find((section) => section.dataset.key === key);
      item.querySelector('[data-review-answer]').textContent = inWords(screen, this.answers[key], this.texts);
    }
  }

  onClick(event) {
    const button = event.target.closest('[data-goes]');
    if (!button) return;
    event.preventDefault();
    const where = button.dataset.goes;
    this.lookingBack = this.name === 'review' && button.closest('[data-review-item]') !== null;
    this.show(where === 'first' ? this.firstOpen() : where);
  }

  firstOpen() {
    for (let number = 1; number <= this.total; number += 1) {
      if (!(this.screens.get(String(number)).dataset.key in this.answers)) return String(number);
    }
    return 'review';
  }

  onSubmit(event) {
    const form = event.target;
    if (form.matches('[data-review]')) {
      event.preventDefault();
      this.send();
      return;
    }
    const section = this.screens.get(this.name);
    if (!section || !section.dataset.key) {
      if (form.matches('[data-practice]')) {
        event.preventDefault();
        this.show(this.firstOpen());
      }
      return;
    }
    event.preventDefault();
    this.answer(form, section, (event.submitter && event.submitter.value) || 'NEXT');
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
      for (const more of form.querySelectorAll('details')) more.open = true;
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

  leave(tapped) {
    const number = Number(this.name);
    if (this.lookingBack) {
      this.lookingBack = false;
      this.show('review');
    } else if (tapped === 'BACK') {
      this.show(number === 1 ? 'influence' : String(number - 1));
    } else {
      this.show(number === this.total ? 'review' : String(number + 1));
    }
  }

  async send() {
    if (this.sending) return;
    this.sending = true;
    this.wantsToSend = true;
    this.showState('sending');
    const reply = await this.sender.bring(true);
    this.sending = false;
    if (reply === null) {
      this.showState('retry');
      setTimeout(() => this.wantsToSend && this.send(), RETRY);
      return;
    }
    this.wantsToSend = false;
    if (reply.status === 'SENT') await this.finish();
    else if (reply.status === 'REFUSED') this.goMend(reply.refused);
    else if (reply.title) this.say(`${reply.title} ${reply.advice}`);
    else location.assign(this.texts.code);
  }

  /** Everything was sent, here or in another tab: nothing stays on the phone. */
  async finish() {
    await wipe();
    location.replace(this.texts.thanks);
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
    this.say(state === 'saved' && this.name === 'review' ? '' : this.texts[state] || '');
  }

  say(sentence) {
    const place = this.place.querySelector('[data-state]');
    if (place) place.textContent = sentence;
  }
}

/** The phone looks at the limits of a number itself; the server does so again. */
function limitProblem(form, sentence) {
  const field = form.querySelector('input[data-least], input[data-most]');
  if (!field || field.value.trim() === '') return '';
  const number = Number(field.value.trim().replace(/\.(?=\d{3}$)/, ''));
  const { least, most } = field.dataset;
  const fits = Number.isInteger(number) && (!least || number >= Number(least)) && (!most || number <= Number(most));
  return fits ? '' : sentence;
}
