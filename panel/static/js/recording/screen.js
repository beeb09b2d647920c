// The part of a screen for speaking and showing: its buttons, its states, and a sentence for whatever happens.

import { canRecord, Recorder } from './recorder.js';
import { smaller } from './smaller.js';

/** Connect what stands on this screen. `keeper` keeps; return a function for when the screen is left. */
export function connectScreen(place, keeper) {
  const beside = place.querySelector('[data-beside]');
  if (!beside) return () => {};
  const key = beside.dataset.beside;
  const form = beside.closest('form');
  const parts = [];
  const voice = beside.querySelector('[data-voice]');
  const photo = beside.querySelector('[data-photo]');
  if (voice) parts.push(new VoicePart(voice, form, keeper, `${key}/voice`));
  if (photo) parts.push(new PhotoPart(photo, form, keeper, `${key}/photo`));
  return () => parts.forEach((part) => part.leave());
}

class Part {
  constructor(place, form, keeper, slot) {
    Object.assign(this, { place, form, keeper, slot });
    this.after = place.querySelector('[data-after]');
    place.querySelector('[data-remove]').addEventListener('click', () => this.remove());
    this.show();
  }

  say(sentence) {
    this.place.querySelector('[data-said]').textContent = sentence;
  }

  /** An answer without words is an answer, when something was recorded or photographed. */
  show() {
    const blob = this.keeper.blob(this.slot);
    if (this.address) URL.revokeObjectURL(this.address);
    this.address = blob ? URL.createObjectURL(blob) : '';
    this.after.hidden = !blob;
    const all = [...this.form.querySelectorAll('[data-after]')];
    if (all.some((after) => !after.hidden)) this.form.dataset.givenBeside = '';
    else delete this.form.dataset.givenBeside;
    return this.address;
  }

  async keep(blob, sentence) {
    this.form.querySelector('[data-complaint]')?.remove();
    const kept = this.keeper.keep(this.slot, blob);
    this.show();
    this.say(sentence);
    await kept;
  }

  async remove() {
    const gone = this.keeper.drop(this.slot);
    this.show();
    this.say(this.place.dataset.removed);
    this.first().focus();
    await gone;
  }

  leave() {
    if (this.address) URL.revokeObjectURL(this.address);
  }
}

class VoicePart extends Part {
  constructor(...given) {
    super(...given);
    this.place.querySelector('[data-record]').addEventListener('click', () => this.record());
    this.place.querySelector('[data-again]').addEventListener('click', () => this.record());
    this.place.querySelector('[data-stop]').addEventListener('click', () => this.recorder?.stop());
    if (!canRecord()) {
      this.first().disabled = true;
      this.say(this.place.dataset.absent);
    }
  }

  first() {
    return this.place.querySelector('[data-record]');
  }

  show() {
    const address = super.show();
    this.running(false);
    if (address) this.place.querySelector('[data-player]').src = address;
    return address;
  }

  running(goesOn) {
    this.place.querySelector('[data-while]').hidden = !goesOn;
    this.after.hidden = goesOn || !this.keeper.has(this.slot);
    this.first().hidden = goesOn || !this.after.hidden;
  }

  record() {
    if (this.busy) return;
    this.busy = true;
    this.say('');
    this.place.querySelector('[data-player]').pause();
    this.recorder = new Recorder({
      tick: (seconds) => this.tick(seconds),
      ended: ({ blob, full }) => this.ended(blob, full),
      failed: (reason) => this.failed(reason),
    });
    this.recorder.start();
  }

  tick(seconds) {
    if (seconds === 0 && this.place.querySelector('[data-while]').hidden) {
      this.running(true);
      this.say(this.place.dataset.running);
      this.place.querySelector('[data-stop]').focus();
    }
    const time = this.place.querySelector('[data-time]');
    time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }

  async ended(blob, full) {
    this.busy = false;
    await this.keep(blob, full ? this.place.dataset.full : this.place.dataset.made);
    this.place.querySelector('[data-player]').focus();
  }

  failed(reason) {
    this.busy = false;
    this.running(false);
    this.say(this.place.dataset[reason]);
    (this.first().hidden ? this.place.querySelector('[data-again]') : this.first()).focus();
  }

  leave() {
    this.recorder?.cancel();
    super.leave();
  }
}

class PhotoPart extends Part {
  constructor(...given) {
    super(...given);
    this.first().addEventListener('change', () => this.choose());
  }

  first() {
    return this.place.querySelector('[data-file]');
  }

  show() {
    const address = super.show();
    this.place.querySelector('[data-choose]').hidden = Boolean(address);
    if (address) this.place.querySelector('[data-preview]').src = address;
    return address;
  }

  async choose() {
    const [file] = this.first().files;
    this.first().value = '';
    if (!file) return;
    const blob = await smaller(file);
    if (blob) await this.keep(blob, this.place.dataset.made);
    else this.say(this.place.dataset.wrong);
  }
}
