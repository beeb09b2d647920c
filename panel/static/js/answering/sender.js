// Brings answers to the server: a moment after each one, again and again while there is no network, and all at the end.

import { keep } from './store.js';

const PAUSE = 4000;
const LONGEST_PAUSE = 60000;

export class Sender {
  constructor({ url, token, phone, show }) {
    Object.assign(this, { url, token, phone, show });
    this.waiting = {};
    this.pause = PAUSE;
    this.timer = 0;
    this.busy = null;
    addEventListener('online', () => this.soon(0));
    addEventListener('pagehide', () => this.leave());
  }

  /** Keep one screen's answer on the phone, and bring it to the server soon. */
  async add(key, answer) {
    this.waiting[key] = answer;
    const safe = await keep(this.phone, this.waiting);
    this.show(safe && !navigator.onLine ? 'waiting' : 'saved');
    this.soon(safe ? PAUSE : 0);
  }

  soon(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.bring(false), pause);
  }

  /** Bring what waits; with `send` also seal. Return the server's reply, or null when it could not be reached. */
  async bring(send) {
    clearTimeout(this.timer);
    if (this.busy) await this.busy;
    const taken = { ...this.waiting };
    if (!send && Object.keys(taken).length === 0) return null;
    this.busy = this.post(body(taken, send));
    const reply = await this.busy;
    this.busy = null;
    if (reply === null) {
      this.show('waiting');
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
      if (!send) this.soon(this.pause);
      return null;
    }
    this.pause = PAUSE;
    if (reply.status === 'SAVED' || reply.status === 'SENT') {
      for (const key of Object.keys(taken)) if (this.waiting[key] === taken[key]) delete this.waiting[key];
      await keep(this.phone, this.waiting);
      this.show('saved');
    }
    return reply;
  }

  async post(content) {
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-CSRFToken': this.token },
        body: content,
        credentials: 'same-origin',
      });
      return await response.json();
    } catch {
      return null;
    }
  }

  /** Someone leaves the page: bring what waits without waiting for a reply. It is kept on the phone as well. */
  leave() {
    if (Object.keys(this.waiting).length === 0) return;
    fetch(this.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': this.token },
      body: body(this.waiting, false),
      credentials: 'same-origin',
      keepalive: true,
    }).catch(() => {});
  }
}

/** Screens are named q-<question> and b-<background>; the server takes the two apart. */
function body(waiting, send) {
  const answers = {};
  const background = {};
  for (const [key, answer] of Object.entries(waiting)) {
    if (key.startsWith('q-')) answers[key.slice(2)] = answer;
    else background[key.slice(2)] = answer.value;
  }
  return JSON.stringify({ answers, background, send });
}
