// The reading check as you type: under each text for residents what may be easier, and a button that puts it right.

import { connectComparison } from './reading-check/comparison.js';
import { connectCopying } from './reading-check/copying.js';
import { CheckedField } from './reading-check/field.js';
import { Speaker } from './reading-check/speaker.js';

export function begin(tools) {
  const speaker = new Speaker();
  connectComparison();
  const fields = [...document.querySelectorAll('[data-reading-check]')].map((control) => new CheckedField(control, tools, speaker));
  connectCopying(tools, speaker);
  addEventListener('online', () => fields.forEach((field) => field.again()));
  addEventListener('offline', () => fields.forEach((field) => field.lost()));
}
