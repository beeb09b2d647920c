// Brings answers to the server: a moment after each one, again and again while there is no network, and all at the end.

import { keep } from './store.js';

const PAUSE = 4000;
const LONGEST_PAUSE = 60000;
const STEP = 2048;

export class Sender {
  constructor({ url, token, phone, show, onSentElsewhere }) {
    Object.assign(this, { url, token, phone, show, onSentElsewhere });
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
    if (!send && reply.status === 'SENT') this.onSentElsewhere();
    return reply;
  }

  /** Return the server's reply, or null when there was none. A form token that expired is renewed once. */
  async post(content, renewed = false) {
    try {
      const response = await fetch(this.url, this.request(content));
      if ((response.headers.get('Content-Type') || '').includes('application/json')) return await response.json();
      if (response.status === 400 && !renewed && (await this.renewToken())) return await this.post(content, true);
      return null;
    } catch {
      return null;
    }
  }

  request(content) {
    return {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': this.token },
      body: content,
      credentials: 'same-origin',
    };
  }

  async renewToken() {
    const page = await (await fetch('/meedoen/schermen', { credentials: 'same-origin' })).text();
    const found = page.match(/data-token="([^"]+)"/);
    if (found) [, this.token] = found;
    return Boolean(found);
  }

  /** Someone leaves the page: bring what waits without waiting for a reply. It is kept on the phone as well. */
  leave() {
    if (Object.keys(this.waiting).length === 0) return;
    fetch(this.url, { ...this.request(body(this.waiting, false)), keepalive: true }).catch(() => {});
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
  return evenLength(JSON.stringify({ answers, background, send }));
}

/** Return JSON with spaces behind it: who watches the network sees lengths, and "eens" is shorter than "oneens". */
export function evenLength(json) {
  const bytes = new TextEncoder().encode(json).length;
  return json + ' '.repeat(Math.ceil(bytes / STEP) * STEP - bytes);
}
