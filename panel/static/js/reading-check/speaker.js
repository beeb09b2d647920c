// Tells a screen reader what happened: one place for the whole page, and only when someone pauses.

const PAUSE = 1500;

export class Speaker {
  constructor() {
    this.place = document.createElement('p');
    this.place.className = 'mp-hidden';
    this.place.setAttribute('role', 'status');
    document.querySelector('main').append(this.place);
  }

  /** Say this at once: it follows on something that was asked for. */
  say(words) {
    clearTimeout(this.timer);
    this.place.textContent = words;
  }

  /** Say this when nothing else happens for a while. */
  sayLater(words) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.say(words), PAUSE);
  }

  /** What was going to be said is no longer so. */
  hush() {
    clearTimeout(this.timer);
  }
}
