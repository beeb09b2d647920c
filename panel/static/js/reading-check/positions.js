// Where the words of a finding stand in a field: the server counts code points, a field counts an emoji as two or more.

/** The place in a text as a field counts it, of a place in code points. */
export function inField(text, points) {
  let place = 0;
  for (let count = 0; count < points && place < text.length; count += 1) place += text.codePointAt(place) > 0xffff ? 2 : 1;
  return place;
}

/**
 * Where [start, end) of an older text stands in the text as it is now; null when those words, or a letter that touches
 * them, were changed. One change is assumed: between the part that begins the same and the part that ends the same.
 */
export function moved(older, now, start, end) {
  if (older === now) return [start, end];
  let same = 0;
  while (same < older.length && same < now.length && older[same] === now[same]) same += 1;
  if (end < same) return [start, end];
  const most = Math.min(older.length, now.length) - same;
  let tail = 0;
  while (tail < most && older[older.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const shift = now.length - older.length;
  return start > older.length - tail ? [start + shift, end + shift] : null;
}
