// SHA-256 (FIPS 180-4) of many short texts with the same beginning: only the first word of each hash is needed.
// Our own, because the browser's takes a promise per hash, which costs far more than the hash itself.

const PRIMES = [];
for (let number = 2; PRIMES.length < 64; number += 1) {
  if (PRIMES.every((prime) => number % prime !== 0)) PRIMES.push(number);
}
const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const ROUNDS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const words = new Int32Array(64);

function mix(state, bytes, at) {
  for (let i = 0; i < 16; i += 1, at += 4) {
    words[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let i = 16; i < 64; i += 1) {
    const x = words[i - 15];
    const y = words[i - 2];
    const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[i] = (words[i - 16] + low + words[i - 7] + high) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const turnedE = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + turnedE + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
    const turnedA = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (turnedA + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  const after = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i += 1) after[i] = (after[i] + state[i]) | 0;
  return after;
}

/** Return a function that gives the first 32 bits of the hash of `beginning` with a short text behind it. */
export function sha256Start(beginning) {
  const head = new TextEncoder().encode(beginning);
  const whole = head.length - (head.length % 64);
  let state = Array.from(START);
  for (let at = 0; at < whole; at += 64) state = mix(state, head, at);
  const rest = head.subarray(whole);
  const tail = new Uint8Array(128);
  return (text) => {
    tail.fill(0);
    tail.set(rest);
    for (let i = 0; i < text.length; i += 1) tail[rest.length + i] = text.charCodeAt(i);
    const end = rest.length + text.length;
    tail[end] = 0x80;
    const size = end + 9 > 64 ? 128 : 64;
    const bits = (whole + end) * 8;
    for (let i = 0; i < 4; i += 1) tail[size - 1 - i] = (bits >>> (8 * i)) & 255;
    let after = mix(state, tail, 0);
    if (size === 128) after = mix(after, tail, 64);
    return after[0];
  };
}
