// Brings answers to the server: a moment after each one, again and again while there is no network, and all at the end.
// Whoever has no seat yet, because the network went after the first screen, asks for it first.

import { change, rename } from './store.js';

const PAUSE = 4000;
const LONGEST_PAUSE = 60000;
const LONGEST_EFFORT = 10000;
const SOON = 250;
const STEP = 2048;

export class Sender {
  /** `record` is what the phone keeps of this person; `on` has show(state), sent() and halted(reply). */
  constructor({ texts, phone, record, on }) {
    Object.assign(this, { texts, phone, on });
    this.token = texts.token;
    this.waiting = { ...record.waiting };
    this.start = record.start || null;
    // With this the same seat is found again when the phone has lost its cookie.
    this.again = record.again || null;
    // What must be done before sending, such as bringing recordings: functions that tell whether it was done.
    this.beforeSending = [];
    this.pause = PAUSE;
    this.timer = 0;
    this.line = Promise.resolve();
    addEventListener('online', () => this.soon(0));
    addEventListener('pagehide', () => this.leave());
  }

  /** Someone takes part: `fields` of the start form, with a key of this phone's own that makes asking twice harmless. */
  async begin(fields, flow, form) {
    this.form = form;
    const key = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0'));
    this.start = { key: key.join(''), ...fields };
    await change(this.phone, (record) => Object.assign(record, { start: this.start, flow }));
    return this.bring(false);
  }

  /** Keep one screen's answer on the phone, and bring it to the server soon. */
  async add(key, answer) {
    this.waiting[key] = answer;
    const safe = await change(this.phone, (record) => {
      record.answers[key] = answer;
      record.waiting[key] = answer;
    });
    if (safe) this.on.show(navigator.onLine ? 'kept' : 'waiting');
    this.soon(safe ? PAUSE : 0);
  }

  /** Everything was brought, or can be brought no more. */
  stop() {
    clearTimeout(this.timer);
    this.stopped = true;
    this.waiting = {};
  }

  soon(pause) {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => this.bring(false), pause);
  }

  /** Bring what waits, one try after another; with `send` also seal. Return the reply, or null when there was none. */
  bring(send, more = {}) {
    clearTimeout(this.timer);
    const turn = this.line.then(() => this.attempt(send, more));
    this.line = turn.catch(() => null);
    return turn;
  }

  async attempt(send, more) {
    const reply = (await this.claimSeat()) || (await this.bringAll(send, more));
    if (reply === null) {
      this.on.show('waiting');
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
      if (!send) this.soon(this.pause);
      return null;
    }
    this.pause = PAUSE;
    if (reply.status === 'SENT' && !send) await this.on.sent();
    else if (reply.title) await this.on.halted(reply);
    return reply;
  }

  /** Return false when there is a seat, null when nobody answered, else the reply that says why there is none. */
  async claimSeat() {
    if (!this.start) return false;
    await this.effort();
    const reply = await this.post(this.texts.start, () => {
      const form = new URLSearchParams(this.start);
      form.set('csrf_token', this.token);
      return { body: form, headers: { Accept: 'application/json' } };
    });
    if (reply?.status === 'EFFORT') return this.workAnew(reply);
    if (reply === null || reply.status !== 'STARTED') return reply;
    this.again = this.start;
    this.start = null;
    await change(this.phone, (record) => {
      record.again = record.start;
      delete record.start;
    });
    await rename(this.phone, reply.phone);
    this.phone = reply.phone;
    // On this phone answers of the same person may wait from an earlier time.
    const record = await change(this.phone, (whole) => {
      whole.answers = { ...reply.given, ...whole.answers };
    });
    this.waiting = { ...record?.waiting, ...this.waiting };
    this.on.started({ ...reply.given, ...record?.answers });
    return false;
  }

  /** An open link asks the phone for a little work, which may still be going on. */
  async effort() {
    const field = this.form?.elements.effort;
    if (!field) return;
    if (!field.value) {
      await new Promise((resolve) => {
        document.addEventListener('meepraat:effort', resolve, { once: true });
        setTimeout(resolve, LONGEST_EFFORT);
      });
    }
    this.start.effort = field.value;
  }

  /** The work was not done, or is too old: do it now, and try again. */
  async workAnew({ challenge, script }) {
    const module = await import(script).catch(() => null);
    if (!module) return null;
    Object.assign(this.start, { challenge, effort: await module.solve(challenge) });
    this.form = null;
    await change(this.phone, (record) => Object.assign(record, { start: this.start }));
    this.pause = SOON;
    return null;
  }

  async bringAll(send, more) {
    for (const step of send ? this.beforeSending : []) if (!(await step())) return null;
    const taken = { ...this.waiting };
    if (!send && Object.keys(taken).length === 0) return { status: 'NOTHING' };
    const reply = await this.post(this.texts.sync, () => this.request(body(taken, { ...more, send })));
    if (reply && (reply.status === 'SAVED' || reply.status === 'SENT')) await this.settle(taken);
    if (reply && reply.status === 'NOBODY' && this.again) {
      this.start = this.again;
      this.again = null;
      return (await this.claimSeat()) || this.bringAll(send, more);
    }
    return reply;
  }

  /** What arrived waits no longer, unless it was answered anew meanwhile, here or in another tab. */
  async settle(taken) {
    for (const [key, answer] of Object.entries(taken)) if (this.waiting[key] === answer) delete this.waiting[key];
    await change(this.phone, ({ waiting }) => {
      for (const [key, answer] of Object.entries(taken)) if (same(waiting[key], answer)) delete waiting[key];
    });
    this.on.show('saved');
  }

  /** Return the server's reply, or null when there was none. A form token that expired is renewed once. */
  async post(url, request, renewed = false) {
    try {
      const response = await fetch(url, { method: 'POST', credentials: 'same-origin', ...request() });
      const isOurs = (response.headers.get('Content-Type') || '').includes('application/json');
      const reply = isOurs ? await response.json() : { status: response.status === 400 ? 'TOKEN' : '' };
      if (reply.status === 'TOKEN') return !renewed && (await this.renewToken()) ? this.post(url, request, true) : null;
      return reply.status ? reply : null;
    } catch {
      return null;
    }
  }

  request(content) {
    return { headers: { 'Content-Type': 'application/json', 'X-CSRFToken': this.token }, body: content };
  }

  async renewToken() {
    const { token } = await (await fetch(this.texts.fresh, { credentials: 'same-origin' })).json();
    this.token = token;
    return Boolean(token);
  }

  /** Someone leaves the page: bring what waits without waiting for a reply. It is kept on the phone as well. */
  leave() {
    if (this.start || Object.keys(this.waiting).length === 0) return;
    const request = this.request(body(this.waiting, { send: false }));
    fetch(this.texts.sync, { method: 'POST', credentials: 'same-origin', keepalive: true, ...request }).catch(() => {});
  }
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Screens are named q-<question> and b-<background>; the server takes the two apart. */
function body(waiting, more) {
  const answers = {};
  const background = {};
  for (const [key, answer] of Object.entries(waiting)) {
    if (key.startsWith('q-')) answers[key.slice(2)] = answer;
    else background[key.slice(2)] = answer.value;
  }
  return evenLength(JSON.stringify({ answers, background, ...more }));
}

/** Return JSON with spaces behind it: who watches the network sees lengths, and "eens" is shorter than "oneens". */
export function evenLength(json) {
  const bytes = new TextEncoder().encode(json).length;
  return json + ' '.repeat(Math.ceil(bytes / STEP) * STEP - bytes);
}
