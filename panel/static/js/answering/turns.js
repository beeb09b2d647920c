// Which of two answers to one question was given last. Each answer of a person carries a turn, which counts up with
// every answer: what comes in late, from a page that was left or over another line, never replaces what came after it.

/** Return the highest turn in these answers; 0 when there is none. */
export function lastTurn(...sets) {
  return Math.max(0, ...sets.flatMap((answers) => Object.values(answers || {}).map(turnOf)));
}

/** Return of each answer the one that was given last; when that cannot be told, the one of the first set that has it. */
export function newest(...sets) {
  const found = {};
  for (const [key, answer] of sets.flatMap((answers) => Object.entries(answers || {}))) {
    if (!(key in found) || turnOf(answer) > turnOf(found[key])) found[key] = answer;
  }
  return found;
}

/** Return answers that were counted by themselves as given after `turn`. */
export function after(turn, answers) {
  return Object.fromEntries(
    Object.entries(answers || {}).map(([key, answer]) => [key, { ...answer, turn: turn + turnOf(answer) }]),
  );
}

function turnOf(answer) {
  return answer.turn || 0;
}
