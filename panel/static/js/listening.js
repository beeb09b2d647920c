// What reads a screen aloud; phone.js fetches it when someone taps a loudspeaker for the first time.

import { Reader } from './listening/reader.js';

/** The one reader of this page, made at the first tap. */
export function readerOf(tool) {
  tool.reader = tool.reader || new Reader(tool);
  return tool.reader;
}
