// The way of one person through the screens that ask something: what comes first, next and before, and how far it is.

import { wayThrough } from './routing.js';
import { inWords } from './screen.js';

const REVIEW = 'review';

export class Way {
  /** `screens` are all sections by name, `texts` the words that go with them. */
  constructor(screens, texts) {
    this.sections = screens;
    this.asking = [...screens.values()].map(({ dataset }) => dataset).filter(({ key }) => key);
    this.texts = texts;
  }

  asked(answers) {
    return wayThrough(this.asking, answers).asked;
  }

  /** Return the name of a screen, or what comes after it for who does not get it. */
  reached(name, answers) {
    if (!this.sections.get(name)?.dataset.key) return name;
    return this.asked(answers).find((one) => Number(one) >= Number(name)) || REVIEW;
  }

  after(name, answers) {
    return this.asked(answers).find((one) => Number(one) > Number(name)) || REVIEW;
  }

  before(name, answers) {
    return this.asked(answers).filter((one) => Number(one) < Number(name)).pop() || 'influence';
  }

  last(answers) {
    return this.asked(answers).pop();
  }

  /** Return the first screen that was not passed; with `routed` of those that not everybody gets, or nothing. */
  firstOpen(answers, routed = false) {
    const open = (name) => !(this.sections.get(name).dataset.key in answers);
    if (!routed) return this.asked(answers).find(open) || REVIEW;
    return this.asked(answers).find((name) => this.sections.get(name).dataset.onlyIf && open(name));
  }

  /** Where not everybody gets every question, each person has a number and a total of their own. */
  sayStep(place, name, answers) {
    if (!this.texts.step) return;
    const { asked, most } = wayThrough(this.asking, answers);
    const words = most > asked.length ? this.texts.stepAtMost : this.texts.step;
    for (const said of place.querySelectorAll('.mp-step, [data-step-words]')) {
      said.textContent = words.replace('{number}', asked.indexOf(name) + 1).replace('{total}', most);
    }
  }

  /** Fill in what was answered, where someone looks back; what was not asked is not there. */
  fillReview(place, answers) {
    const asked = this.asked(answers);
    for (const item of place.querySelectorAll('[data-review-item]')) {
      const key = item.dataset.reviewItem;
      const screen = [...this.sections.values()].find((section) => section.dataset.key === key);
      const number = asked.indexOf(screen.dataset.screen) + 1;
      if (!number) item.remove();
      item.querySelector('[data-review-answer]').textContent = inWords(screen, answers[key], this.texts);
      const words = item.querySelector('.mp-hidden');
      words.textContent = words.textContent.replace(/\d+/, number);
    }
  }
}
