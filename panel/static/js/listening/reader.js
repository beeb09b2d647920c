// Reads one screen, or one answer, block by block: marks what is read, pauses, goes on, slows down and stops.

import { blocksOf } from './blocks.js';
import { fetchSound, hush, phoneVoice, play, serverSounds, setPace, speak } from './voices.js';

const SLOWER = 'meepraat-slower';
const READING = 'mp-reading-now';

export class Reader {
  constructor(tool) {
    this.tool = tool;
    this.sound = tool.sound;
    this.slower = remembered();
    this.styles = fetchStyles(tool.dataset.styles);
    this.button = null;
    this.player = null;
    // Every pause, stop and new beginning is a new turn: what an earlier turn still does is ignored.
    this.turn = 0;
    for (const name of ['meepraat:screen', 'pagehide']) addEventListener(name, () => this.stop(), true);
  }

  /** A loudspeaker was tapped: begin, or stop when it was reading just that. */
  async tapped(button) {
    const again = button === this.button;
    this.stop();
    if (again) return;
    const whole = button.dataset.hear === 'screen';
    const place = whole ? document.querySelector('main') : button.parentElement;
    this.blocks = blocksOf(place, this.tool.dataset.button);
    this.button = button;
    this.at = 0;
    this.heard = 0;
    this.sounds = null;
    button.setAttribute('aria-pressed', 'true');
    await this.styles;
    if (this.button !== button) return;
    this.showPlayer();
    this.run();
  }

  async run() {
    this.turn += 1;
    const { turn } = this;
    for (; this.at < this.blocks.length; this.at += 1) {
      const block = this.blocks[this.at];
      this.mark(block.element);
      const heard = await this.say(block, turn);
      if (turn !== this.turn) return;
      this.heard += heard ? 1 : 0;
    }
    if (this.heard > 0) this.stop();
    else this.fail();
  }

  /** Say one block in the first voice that can; resolves to whether it was heard. */
  async say(block, turn) {
    if (block.audio && (await play(this.sound, block.audio, this.slower))) return true;
    if (turn !== this.turn) return false;
    const voice = phoneVoice(block.language);
    if (voice && (await speak(block.words, voice, this.slower))) return true;
    if (turn !== this.turn || block.own) return false;
    const address = await this.soundOf(block);
    if (!address || turn !== this.turn) return false;
    this.fetchAhead(this.blocks[this.at + 1]);
    return play(this.sound, address, this.slower);
  }

  /** The server's sound of a block, asked for once; empty when it has none or there is no network. */
  soundOf(block) {
    if (!('server' in this.tool.dataset)) return '';
    block.sound = block.sound || this.askServer(block);
    return block.sound;
  }

  async askServer(block) {
    try {
      this.sounds = this.sounds || serverSounds();
      const address = (await this.sounds).get(`${block.language} ${block.words}`);
      return address ? await fetchSound(address) : '';
    } catch {
      this.sounds = null;
      block.sound = null;
      return '';
    }
  }

  fetchAhead(block) {
    if (block && !block.audio && !block.own && !phoneVoice(block.language)) this.soundOf(block);
  }

  pause() {
    this.turn += 1;
    // Not every phone goes on where its voice stopped: the block is said again from its beginning.
    hush();
    this.sound.pause();
    this.showPaused(true);
  }

  resume() {
    this.showPaused(false);
    this.run();
  }

  setSlower() {
    this.slower = !this.slower;
    remember(this.slower);
    this.press('slower', this.slower);
    setPace(this.sound, this.slower);
    // A voice keeps its pace until it begins again.
    if (!this.paused && this.sound.paused) {
      this.turn += 1;
      hush();
      this.run();
    }
  }

  stop() {
    this.turn += 1;
    hush();
    this.sound.pause();
    this.mark(null);
    for (const { sound } of this.blocks || []) if (sound) sound.then((address) => address && URL.revokeObjectURL(address));
    this.blocks = [];
    if (this.button) this.button.setAttribute('aria-pressed', 'false');
    if (this.player) {
      const inside = this.player.contains(document.activeElement);
      this.player.remove();
      if (inside && this.button && this.button.isConnected) this.button.focus();
    }
    this.button = null;
    this.player = null;
    this.paused = false;
  }

  fail() {
    const { player } = this;
    this.mark(null);
    const place = player.querySelector('[role=status]');
    place.textContent = navigator.onLine ? place.dataset.failed : place.dataset.offline;
    for (const name of ['pause', 'resume', 'slower']) player.querySelector(`[data-player=${name}]`).hidden = true;
  }

  showPlayer() {
    const copy = this.tool.querySelector('template').content.cloneNode(true);
    this.player = copy.querySelector('section');
    // Under "Terug", which stands on one line with what is above every screen.
    const tools = document.querySelector('main .mp-tools');
    if (tools) tools.after(copy);
    else document.querySelector('main').prepend(copy);
    this.press('slower', this.slower);
    this.player.addEventListener('click', (event) => {
      const tapped = event.target.closest('[data-player]');
      if (!tapped) return;
      ({ pause: () => this.pause(), resume: () => this.resume(), slower: () => this.setSlower(), stop: () => this.stop() })[
        tapped.dataset.player
      ]();
    });
  }

  showPaused(paused) {
    this.paused = paused;
    const [pause, resume] = ['pause', 'resume'].map((name) => this.player.querySelector(`[data-player=${name}]`));
    pause.hidden = paused;
    resume.hidden = !paused;
    (paused ? resume : pause).focus();
  }

  press(name, pressed) {
    this.player.querySelector(`[data-player=${name}]`).setAttribute('aria-pressed', String(pressed));
  }

  mark(element) {
    for (const marked of document.querySelectorAll(`.${READING}`)) marked.classList.remove(READING);
    if (!element) return;
    element.classList.add(READING);
    const { top, bottom } = element.getBoundingClientRect();
    const under = this.player ? this.player.getBoundingClientRect().bottom : 0;
    if (top < under || bottom > innerHeight) element.scrollIntoView({ block: 'center' });
  }
}

/** The player's own styles, which only come when someone listens; without network it goes on without them. */
function fetchStyles(address) {
  return new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    link.onload = resolve;
    link.onerror = resolve;
    document.head.append(link);
  });
}

/** Slower stays slower for whoever holds this phone now; "iemand anders" makes it forget. */
function remembered() {
  try {
    return sessionStorage.getItem(SLOWER) === '1';
  } catch {
    return false;
  }
}

function remember(slower) {
  try {
    if (slower) sessionStorage.setItem(SLOWER, '1');
    else sessionStorage.removeItem(SLOWER);
  } catch {
    // A browser that keeps nothing: then it is slower on this page only.
  }
}
