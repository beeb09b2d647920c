// One field whose text is checked as it is typed, and the list of findings under it.

import { ask } from './asking.js';
import { inField, moved } from './positions.js';
import { fits, put } from './typing.js';

const PAUSE = 300;
const SLOW = 1000;

export class CheckedField {
  constructor(control, tools, speaker) {
    this.control = control;
    this.place = document.getElementById(control.dataset.readingCheck);
    this.tools = tools;
    this.words = tools.dataset;
    this.speaker = speaker;
    this.asking = null;
    this.missed = false;
    // The text that the list is about: what the page came with. A browser may have filled in something newer.
    this.checked = control.defaultValue;
    this.state = document.createElement('p');
    this.state.className = 'mp-advice__state mp-soft';
    this.state.hidden = true;
    this.place.after(this.state);
    this.unfold();
    control.addEventListener('input', () => this.later());
    this.place.addEventListener('click', (event) => this.tapped(event));
    if (control.value !== this.checked) this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.speaker.hush();
    this.timer = setTimeout(() => this.check(), PAUSE);
  }

  /** There is network again. */
  again() {
    if (this.missed) this.check();
  }

  /** There is no network any more: said once, at the text that someone is writing. */
  lost() {
    if (this.control === document.activeElement) this.fail();
  }

  async check() {
    const text = this.control.value;
    if (this.asking) this.asking.abort();
    this.asking = null;
    if (!text.trim()) {
      this.show(text, { html: '', findings: [], summary: '' });
      return;
    }
    const asking = new AbortController();
    this.asking = asking;
    const slow = setTimeout(() => this.tell(this.words.busy), SLOW);
    try {
      const answer = await ask(this.tools.dataset.readingCheckTools, this.control, text, asking);
      // What was typed since then has asked anew: this answer is about an older text.
      if (this.asking === asking) this.show(text, answer);
    } catch {
      if (this.asking === asking) this.fail();
    } finally {
      clearTimeout(slow);
    }
  }

  show(text, answer) {
    this.asking = null;
    this.missed = false;
    this.checked = text;
    this.tell('');
    const silent = answer.findings.length === 0 && 'quiet' in this.place.dataset;
    this.draw(silent ? '' : answer.html);
    if (answer.summary && answer.summary !== this.said) {
      this.speaker.sayLater(this.words.found.replace('{field}', this.label).replace('{summary}', answer.summary));
    }
    this.said = answer.summary;
    document.dispatchEvent(new CustomEvent('meepraat:checked', { detail: { name: this.control.name, answer } }));
  }

  /** Put the list in its place; who was in it with the keyboard stays where that was. */
  draw(html) {
    const held = this.place.contains(document.activeElement) ? keyOf(document.activeElement) : null;
    const open = this.place.querySelector('details[open]') !== null;
    this.place.innerHTML = html;
    const more = this.place.querySelector('details');
    if (more && open) more.open = true;
    this.unfold();
    if (held === null) return;
    const same = [...this.place.querySelectorAll('a, button, summary')].find((one) => keyOf(one) === held);
    (same || this.place.querySelector('[tabindex]') || this.control).focus();
  }

  /** Buttons that need this script, and the summary as part of what is said of the field. */
  unfold() {
    for (const button of this.place.querySelectorAll('[data-replacement]')) button.hidden = false;
    const described = (this.control.getAttribute('aria-describedby') || '').split(' ').filter((id) => id && id !== this.summaryId);
    if (document.getElementById(this.summaryId)) described.push(this.summaryId);
    if (described.length) this.control.setAttribute('aria-describedby', described.join(' '));
    else this.control.removeAttribute('aria-describedby');
  }

  fail() {
    this.asking = null;
    this.missed = true;
    const words = navigator.onLine ? this.words.failed : this.words.offline;
    if (this.tell(words)) this.speaker.sayLater(words);
  }

  /** One soft line under the list; returns whether it is a new one. */
  tell(words) {
    const isNew = this.state.textContent !== words;
    this.state.textContent = words;
    this.state.hidden = !words;
    return isNew;
  }

  tapped(event) {
    const button = event.target.closest('[data-replacement], [data-selects]');
    if (!button) return;
    event.preventDefault();
    const range = this.rangeOf(button.closest('[data-start]'));
    if (!range) {
      this.speaker.say(this.words.moved);
      this.tell(this.words.moved);
      this.check();
    } else if ('selects' in button.dataset) this.select(...range);
    else this.replace(...range, button.dataset.replacement);
  }

  select(start, end) {
    this.control.focus();
    this.control.setSelectionRange(start, end);
    this.speaker.say(this.words.selected.replace('{words}', this.control.value.slice(start, end)));
  }

  replace(start, end, words) {
    const { control } = this;
    if (!fits(control, start, end, words)) {
      this.tell(this.words.tooLong);
      this.speaker.say(this.words.tooLong);
      return;
    }
    const old = control.value.slice(start, end);
    put(control, start, end, words);
    clearTimeout(this.timer);
    this.said = null;
    this.check();
    this.speaker.say(this.words.replaced.replace('{old}', old).replace('{new}', words));
  }

  /** Where a finding stands in the field now; null when its words were changed meanwhile. */
  rangeOf(line) {
    const [start, end] = [line.dataset.start, line.dataset.end].map((points) => inField(this.checked, Number(points)));
    return moved(this.checked, this.control.value, start, end);
  }

  get label() {
    return this.control.getAttribute('aria-label') || (this.control.labels[0] ? this.control.labels[0].textContent.trim() : '');
  }

  get summaryId() {
    return `${this.place.id}-summary`;
  }
}

/** What a link or button in the list is about, so that the same one can be found in a newer list. */
function keyOf(element) {
  const line = element.closest('[data-start]');
  return line ? `${line.dataset.start} ${element.dataset.replacement || ''}` : element.tagName;
}
