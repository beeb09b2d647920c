// A tablet that many people use: asks whether anybody is still there, else wipes everything and begins anew.

import { bringLast, wipeAll } from './answering/wipe.js';

const RETRY = 10000;
const SAY_EVERY = 10;

class Watch {
  constructor(dialog) {
    this.dialog = dialog;
    this.said = dialog.querySelector('[data-countdown]');
    this.words = dialog.dataset;
    this.start = new URL(this.words.start, location.href).href;
    // After sending nothing can be lost any more; at the welcome nobody is there until it is touched.
    this.idle = Number(this.words.idle) / (document.documentElement.hasAttribute('data-sent') ? 3 : 1);
    this.touched = location.href !== this.start;
    for (const kind of ['pointerdown', 'keydown', 'input', 'scroll']) {
      addEventListener(kind, () => this.onTouch(), { capture: true, passive: true });
    }
    dialog.querySelector('[data-stay]').addEventListener('click', () => this.stay());
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.stay();
    });
    this.wait();
  }

  onTouch() {
    this.touched = true;
    if (!this.asking) this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    if (this.touched) this.timer = setTimeout(() => this.ask(), this.idle * 1000);
  }

  ask() {
    this.asking = true;
    this.left = Number(this.words.left);
    this.say();
    if (this.dialog.showModal) this.dialog.showModal();
    else this.dialog.setAttribute('open', '');
    this.timer = setInterval(() => this.count(), 1000);
  }

  count() {
    this.left -= 1;
    if (this.left > 0) {
      if (this.left % SAY_EVERY === 0) this.say();
      return;
    }
    clearInterval(this.timer);
    this.said.textContent = this.words.last;
    this.beginAnew();
  }

  say() {
    this.said.textContent = this.words.words.replace('#', this.left);
  }

  stay() {
    if (this.left <= 0) return;
    clearInterval(this.timer);
    this.asking = false;
    if (this.dialog.close) this.dialog.close();
    else this.dialog.removeAttribute('open');
    this.wait();
  }

  /** Everything of the one before goes, here and at the server; without network at least from the screen. */
  async beginAnew() {
    await bringLast();
    await wipeAll();
    const form = document.querySelector('form[data-next-person]');
    try {
      await fetch(form.action, { method: 'POST', body: new FormData(form) });
      location.replace(this.start);
    } catch {
      document.querySelector('main').replaceChildren();
      this.said.textContent = this.words.offline;
      this.dialog.querySelector('[data-stay]').hidden = true;
      setTimeout(() => this.beginAnew(), RETRY);
    }
  }
}

const dialog = document.querySelector('dialog[data-still]');
if (dialog) new Watch(dialog);
