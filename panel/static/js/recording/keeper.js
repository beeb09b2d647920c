// Keeps recordings and photos on the phone until the server has them, and brings them: one after another, again after a failure.

import { dropMedia, keepMedia, mediaOf } from '../answering/store.js';

const REFUSED = 'REFUSED';

export class Keeper {
  /** `on` has state(slot, word) with "brought" or "waiting", and refused(slot, sentence). */
  constructor(sender, urls, on) {
    Object.assign(this, { sender, urls, on });
    // slot -> {blob, sent}; also where the browser keeps nothing, as in private mode.
    this.media = new Map();
    this.line = Promise.resolve();
    addEventListener('online', () => this.bring());
  }

  async remember() {
    for (const { slot, blob, sent } of await mediaOf(this.sender.phone)) this.media.set(slot, { blob, sent });
  }

  has(slot) {
    return Boolean(this.media.get(slot)?.blob);
  }

  blob(slot) {
    return this.media.get(slot)?.blob || null;
  }

  async keep(slot, blob) {
    this.media.set(slot, { blob, sent: false });
    await keepMedia(this.sender.phone, slot, blob);
    this.bring();
  }

  /** Removed here at once; the server hears of it as soon as there is network. */
  async drop(slot) {
    this.media.set(slot, { blob: null, sent: false });
    await keepMedia(this.sender.phone, slot, null);
    this.bring();
  }

  /** Bring all that waits; return whether nothing waits any more. Calls stand in line. */
  bring() {
    const turn = this.line.then(() => this.bringAll());
    this.line = turn.catch(() => false);
    return this.line;
  }

  async bringAll() {
    // Without a seat there is no draft to bring it to yet.
    if (this.sender.start) return false;
    let done = true;
    for (const [slot, entry] of [...this.media]) {
      if (!entry.sent) done = (await this.bringOne(slot, entry)) && done;
    }
    return done;
  }

  async bringOne(slot, entry) {
    const url = this.urls.get(slot);
    if (!url) return true;
    const reply = await this.sender.post(entry.blob ? url : `${url}/weg`, () => this.request(slot, entry.blob));
    // Recorded anew meanwhile: that one comes in its own turn.
    if (this.media.get(slot) !== entry) return false;
    if (reply?.status === REFUSED) {
      this.media.delete(slot);
      await dropMedia(this.sender.phone, slot);
      await this.on.refused(slot, reply.sentence);
      return false;
    }
    if (reply?.status !== 'KEPT') {
      this.on.state(slot, 'waiting');
      // Without a draft there is nothing to bring it to: the sender finds out why, and what to do.
      return reply !== null && reply.status !== 'BUSY';
    }
    entry.sent = true;
    if (entry.blob) await keepMedia(this.sender.phone, slot, entry.blob, true);
    else await dropMedia(this.sender.phone, slot);
    if (!entry.blob) this.media.delete(slot);
    this.on.state(slot, 'brought');
    return true;
  }

  request(slot, blob) {
    const body = new FormData();
    if (blob) body.set(slot.slice(slot.lastIndexOf('/') + 1), blob, 'answer');
    return { headers: { 'X-CSRFToken': this.sender.token }, body };
  }
}
