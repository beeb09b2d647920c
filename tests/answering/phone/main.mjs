// Tells many stories and prints what each phone showed when its answers were sealed.
//
// Usage: node main.mjs '{"address": "http://127.0.0.1:1234", "seed": 1, "count": 500, "first": 0, "at_once": 8,
//                        "screens": [{"screen": "1", "key": "q-a", ...}, ...],
//                        "doors": [{"kind": "group", "code": "482913"}, ...]}'
// Prints a JSON list of {number, thanked, sealed, troubles, log}; a story takes the door of its own number.

import { bundled } from './tab.mjs';
import { Story } from './story.mjs';

const about = JSON.parse(process.argv[2]);
const code = await bundled();
const told = [];
let next = about.first;

async function teller() {
  while (next < about.first + about.count) {
    const number = next++;
    const door = about.doors[number % about.doors.length];
    const story = new Story({ number, seed: about.seed * 100003 + number, address: about.address, screens: about.screens, door, code });
    await story.tell().catch((error) => story.note(`BROKEN ${error.stack}`));
    told.push({
      number,
      thanked: story.thanked,
      sealed: (story.sealed || []).map((one) => JSON.parse(one)),
      troubles: story.log.filter((line) => /^(LOST|LEFT|BROKEN|halted|refused|stuck)/.test(line)),
      log: story.log,
    });
  }
}

await Promise.all(Array.from({ length: about.at_once }, teller));
console.log(JSON.stringify(told));
