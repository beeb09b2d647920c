// What a phone sends: answers by the names that the server knows, in one of a few lengths.

const STEP = 2048;

/**
 * Screens are named q-<question> and b-<background>; the server takes the two apart. It hears under which name this phone
 * keeps them: in another tab someone else may have come in, and then the cookie is theirs.
 */
export function body(phone, taken, more) {
  const answers = {};
  const background = {};
  const turns = {};
  for (const [key, answer] of Object.entries(taken)) {
    const { turn, ...given } = answer;
    if (key.startsWith('q-')) answers[key.slice(2)] = given;
    else background[key.slice(2)] = given.value;
    turns[key] = turn;
  }
  return evenLength(JSON.stringify({ answers, background, turns, phone, ...more }));
}

/** Return JSON with spaces behind it: who watches the network sees lengths, and "eens" is shorter than "oneens". */
export function evenLength(json) {
  const bytes = new TextEncoder().encode(json).length;
  return json + ' '.repeat(Math.ceil(bytes / STEP) * STEP - bytes);
}
