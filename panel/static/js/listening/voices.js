// The three voices: a recording of the municipality, the phone's own voice, and the voice of our server.

const LONGEST = 180;
const PATIENCE = 4000;
const phone = window.speechSynthesis;

/** The phone's voice for a language; only one that speaks on the phone itself, because no text goes to others. */
export function phoneVoice(language) {
  if (!phone || !window.SpeechSynthesisUtterance) return null;
  return phone.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language)) || null;
}

export function hush() {
  if (phone) phone.cancel();
}

/** Let the phone speak; resolves to whether it did. Long texts go in parts, which some phones would break off. */
export async function speak(words, voice, slower) {
  for (const part of inParts(words)) if (!(await speakPart(part, voice, slower))) return false;
  return true;
}

function speakPart(words, voice, slower) {
  return new Promise((resolve) => {
    const said = new SpeechSynthesisUtterance(words);
    said.voice = voice;
    said.lang = voice.lang;
    said.rate = slower ? 0.65 : 0.95;
    // A voice that never begins would leave someone waiting in silence.
    const silence = setTimeout(() => resolve(false), PATIENCE);
    said.onstart = () => clearTimeout(silence);
    said.onend = () => finish(true);
    said.onerror = () => finish(false);
    const finish = (done) => {
      clearTimeout(silence);
      resolve(done);
    };
    phone.speak(said);
  });
}

function inParts(words) {
  if (words.length <= LONGEST) return [words];
  return words.match(/[^.!?;:]+[.!?;:]*\s*/g) || [words];
}

/** Play a file; resolves to whether it was heard to its end. */
export function play(sound, address, slower) {
  return new Promise((resolve) => {
    sound.onended = () => resolve(true);
    sound.onerror = () => resolve(false);
    sound.src = address;
    setPace(sound, slower);
    sound.play().catch(() => resolve(false));
  });
}

export function setPace(sound, slower) {
  sound.defaultPlaybackRate = slower ? 0.75 : 1;
  sound.playbackRate = sound.defaultPlaybackRate;
}

/** What the server can say of this page: addresses by language and words. Throws without network. */
export async function serverSounds() {
  const address = new URL(location.href);
  address.searchParams.set('voorlezen', 'lijst');
  const response = await fetch(address, { credentials: 'same-origin', cache: 'no-store' });
  const isList = response.ok && (response.headers.get('Content-Type') || '').includes('json');
  const pieces = isList ? await response.json() : [];
  return new Map(pieces.map(([language, words, sound]) => [`${language} ${words}`, sound]));
}

/** Fetch a sound whole, so that it is there when its turn comes; resolves to an address within this page. */
export async function fetchSound(address) {
  const response = await fetch(address, { credentials: 'same-origin' });
  return response.ok ? URL.createObjectURL(await response.blob()) : '';
}
