// A bad network between a phone and the real server: requests get lost on the way, replies get lost on the way back.

const FATES = [
  [76, 'arrives'],
  [8, 'lost'],
  [10, 'reply lost'],
  [6, 'slow'],
];

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class Network {
  constructor(address, chance) {
    Object.assign(this, { address, chance });
    this.cookies = new Map();
    this.online = true;
    this.calm = false;
    // Called with the path and body of each request that left the phone, and again when the server has replied to it.
    this.onLeave = () => null;
    this.onReply = () => {};
  }

  /** What `fetch` is in a tab; `isAlive` tells whether that tab is still there to hear the reply. */
  async fetch(path, init, isAlive) {
    const fate = this.calm ? 'arrives' : this.chance.weighed(FATES);
    const moment = 1 + this.chance.below(fate === 'slow' ? 60 : 6);
    const note = this.onLeave(path, init?.body);
    await sleep(moment);
    if (!this.online || fate === 'lost' || !isAlive()) return this.fails(isAlive);
    const response = await fetch(this.address + path, {
      ...init,
      signal: undefined,
      redirect: 'manual',
      headers: { ...init?.headers, Cookie: this.cookie() },
    });
    const text = await response.text();
    this.onReply(note, response.status, text);
    if (fate === 'reply lost' || !this.online || init?.signal?.aborted) return this.fails(isAlive);
    for (const one of response.headers.getSetCookie()) this.keepCookie(one);
    if (!isAlive()) return this.fails(isAlive);
    return new Response([204, 302].includes(response.status) ? null : text, {
      status: response.status,
      headers: { 'Content-Type': response.headers.get('Content-Type') || '' },
    });
  }

  /** A tab that is gone hears nothing any more. */
  fails(isAlive) {
    return isAlive() ? Promise.reject(new TypeError('network')) : new Promise(() => {});
  }

  /** Ask as often as it takes: what the story itself needs to begin. */
  async surely(path, init) {
    const response = await fetch(this.address + path, {
      ...init,
      redirect: 'manual',
      headers: { ...init?.headers, Cookie: this.cookie() },
    });
    for (const one of response.headers.getSetCookie()) this.keepCookie(one);
    return response.text();
  }

  cookie() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  keepCookie(line) {
    const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
    if (/max-age=0/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
