// Brings answers to the server: a moment after each one, again and again while there is no network, and all at the end.
// Whoever has no seat yet, because the network went after the first screen, asks for it first. What must be brought and
// whether "Verstuur" was tapped stands in the store: every tab, and every later visit, brings the same.

import { body } from './body.js';
import { Door } from './door.js';
import { change, kept, rename } from './store.js';
import { after, lastTurn } from './turns.js';

const PAUSE = 4000;
const LONGEST_PAUSE = 60000;
const LONGEST_BEFORE_SENT = 15000;
const LONGEST_EFFORT = 10000;
const SOON = 250;
const UNUSABLE = ['REFUSED', 'UNREADABLE', 'NOBODY'];
// How a phone's name begins that has no seat yet.
export const PASSING = 'new ';

export class Sender {
  /**
   * `record` is what the phone keeps of this person; `on` has show(state), started(answers), sent(), halted(reply),
   * refused(sentences by screen), stuck() and gone(), which says that the phone was wiped or sent in another tab.
   */
  constructor({ texts, phone, record, on }) {
    Object.assign(this, { texts, phone, on });
    this.door = new Door(texts);
    this.start = record.start || null;
    // With this the same seat is found again when the phone has lost its cookie.
    this.again = record.again || null;
    // One key is one seat: this phone's own, made anew for someone new.
    this.key = (this.start || this.again)?.key || newKey();
    this.turn = lastTurn(record.answers);
    // What this tab knows that waits: when the page goes away there is no time to look in the store.
    this.waiting = {};
    // What must be done before sending, such as bringing recordings: functions that tell whether it was done.
    this.beforeSending = [];
    // A page that was opened half-way asks once: in another tab everything may be sent at this very moment.
    this.asks = false;
    this.pause = PAUSE;
    this.timer = 0;
    this.line = Promise.resolve();
    addEventListener('online', () => this.soon(0));
    addEventListener('pagehide', () => this.leave());
  }

  /** Someone takes part: `fields` of the start form, with a key of this phone's own that makes asking twice harmless. */
  begin(fields, flow, form) {
    this.form = form;
    const ask = (record) => {
      // Another tab, or the same person before, may have asked already: one key is one seat.
      const before = record.start || record.again;
      record.start = { ...fields, key: before ? before.key : this.key };
      record.flow = flow;
      record.speaks = speaks();
    };
    this.line = this.line.then(async () => {
      this.start = (await this.keep(ask)).start;
    });
    return this.bring();
  }

  /** Alter what this phone keeps, from now on also making it. */
  async keep(alter) {
    const record = await change(this.phone, alter);
    this.isKept = true;
    this.turn = lastTurn(record.answers);
    return record;
  }

  /** Keep one screen's answer on the phone, and bring it to the server soon. */
  async add(key, answer) {
    this.turn += 1;
    answer.turn = this.turn;
    this.waiting[key] = answer;
    const record = await change(
      this.phone,
      (whole) => {
        // Another tab may have counted on.
        answer.turn = Math.max(answer.turn, 1 + lastTurn(whole.answers));
        whole.answers[key] = answer;
        whole.waiting[key] = answer;
        // What was going to be sent is looked at once more.
        delete whole.send;
      },
      !this.isKept,
    );
    if (!record) return this.lose();
    this.isKept = true;
    if (!record.unsafe) this.on.show(navigator.onLine ? 'kept' : 'waiting');
    return this.soon(record.unsafe ? 0 : PAUSE);
  }

  /** "Verstuur" was tapped: remembered until it is done, also by another tab or after the browser was closed. */
  async send(receipt) {
    this.on.show('sending');
    const record = await change(this.phone, (whole) => Object.assign(whole, { send: true, receipt }), !this.isKept);
    return record ? this.bring() : this.lose();
  }

  /** Someone looks at an answer again: nothing is sent until "Verstuur" is tapped again. */
  withdraw() {
    return change(this.phone, (whole) => delete whole.send, false);
  }

  /** Everything was brought, or can be brought no more. */
  stop() {
    clearTimeout(this.timer);
    this.stopped = true;
    this.waiting = {};
  }

  /** What this phone kept was sent or wiped in another tab. */
  lose() {
    if (this.stopped) return;
    this.stop();
    this.on.gone();
  }

  soon(pause) {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => this.bring(), pause);
  }

  /** Bring what waits, one try after another, and seal when that was asked. */
  bring() {
    clearTimeout(this.timer);
    this.line = this.line.then(() => this.attempt()).catch(() => this.soon(PAUSE));
    return this.line;
  }

  async attempt() {
    if (this.stopped || !this.isKept) return;
    if (!(await kept(this.phone))) {
      this.lose();
      return;
    }
    const reply = await this.seatAndBring();
    if (this.stopped) return;
    if (reply) await this.settle(reply);
    else await this.retry();
  }

  async retry() {
    const { send } = (await kept(this.phone)) || {};
    this.on.show(send ? 'retry' : 'waiting');
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
    this.soon(send ? Math.min(this.pause, LONGEST_BEFORE_SENT) : this.pause);
  }

  async settle({ status, title, advice, refused }) {
    this.pause = PAUSE;
    if (status === 'SENT') {
      this.stop();
      await this.on.sent();
    } else if (title) {
      // Sent in another tab: then the code is used, by this very phone.
      if (!(await kept(this.phone))) {
        this.lose();
        return;
      }
      this.stop();
      await this.on.halted({ status, title, advice });
    } else if (UNUSABLE.includes(status) && (await kept(this.phone))?.send) {
      await this.withdraw();
      if (status === 'REFUSED') this.on.refused(refused);
      else this.on.stuck();
    }
  }

  async seatAndBring() {
    const stopped = await this.claimSeat();
    return stopped === false ? this.bringAll() : stopped;
  }

  /** Return false when there is a seat, null when nobody answered, else the reply that says why there is none. */
  async claimSeat() {
    if (!this.start) return false;
    await this.effort();
    const reply = await this.door.post(this.texts.start, () => {
      const form = new URLSearchParams(this.start);
      form.set('csrf_token', this.door.token);
      // The cookie may be of someone who came in after this person.
      if (!this.phone.startsWith(PASSING)) form.set('phone', this.phone);
      return { body: form, headers: { Accept: 'application/json' } };
    });
    if (reply?.status === 'EFFORT') return this.workAnew(reply);
    if (reply === null || reply.status !== 'STARTED') return reply;
    this.again = this.start;
    this.start = null;
    // On this phone answers of the same person may wait from an earlier time.
    await rename(this.phone, reply.phone);
    this.phone = reply.phone;
    const seated = (whole) => {
      whole.again = this.again;
      delete whole.start;
      whole.waiting = after(lastTurn(reply.given), whole.waiting);
      whole.answers = { ...reply.given, ...whole.answers, ...whole.waiting };
    };
    const record = await change(this.phone, seated, false);
    if (!record) return { status: 'WIPED' };
    this.turn = lastTurn(record.answers);
    this.on.started(record.answers);
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
    await change(this.phone, (record) => Object.assign(record, { start: this.start }), false);
    this.pause = SOON;
    return null;
  }

  /** Bring what waits; at the end everything, so that what is sealed is what this phone shows. */
  async bringAll() {
    const record = await kept(this.phone);
    if (!record) return null;
    const send = Boolean(record.send);
    this.waiting = { ...record.waiting };
    for (const step of send ? this.beforeSending : []) if (!(await step())) return null;
    const taken = send ? record.answers : record.waiting;
    if (!send && !this.asks && Object.keys(taken).length === 0) return { status: 'NOTHING' };
    const more = send ? { send, receipt: Boolean(record.receipt) } : { send };
    const reply = await this.door.post(this.texts.sync, () => this.door.request(body(this.phone, taken, more)));
    if (reply) this.asks = false;
    if (reply?.status === 'SAVED') await this.arrived(taken);
    // Whoever was wiped meanwhile wants no new seat.
    if (reply?.status === 'NOBODY' && this.again && (await kept(this.phone))) {
      this.start = this.again;
      this.again = null;
      return this.seatAndBring();
    }
    return reply;
  }

  /** What arrived waits no longer, unless it was answered anew meanwhile, here or in another tab. */
  async arrived(taken) {
    const done = (waiting) => {
      for (const [key, answer] of Object.entries(taken)) if (same(waiting[key], answer)) delete waiting[key];
    };
    done(this.waiting);
    await change(this.phone, (record) => done(record.waiting), false);
    this.on.show('saved');
  }

  /** For what brings recordings, which may be of another version than this script. */
  post(url, request) {
    return this.door.post(url, request);
  }

  get token() {
    return this.door.token;
  }

  /** Someone else gets this phone: bring what waits, and let no reply lead this page anywhere any more. */
  handOver() {
    for (const name of ['sent', 'halted', 'refused', 'stuck', 'gone']) this.on[name] = () => {};
    return navigator.onLine && this.bring();
  }

  /** Someone leaves the page: bring what waits without waiting for a reply. It is kept on the phone as well. */
  leave() {
    if (this.start || Object.keys(this.waiting).length === 0) return;
    this.door.postLast(this.texts.sync, body(this.phone, this.waiting, { send: false }));
  }
}

function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Return in which language, and from which side, the screens of this person are. */
export function speaks() {
  const { lang, dir } = document.documentElement;
  return { lang, dir };
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
