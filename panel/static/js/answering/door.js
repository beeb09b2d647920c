// The way to the server: one request at a time, given up after a while, with a form token that is renewed when it expired.

const LONGEST_REQUEST = 30000;

export class Door {
  constructor({ token, fresh }) {
    Object.assign(this, { token, fresh });
  }

  /** Return the server's reply, or null when there was none. A form token that expired is renewed once. */
  async post(url, request, renewed = false) {
    const patience = new AbortController();
    const { body, headers } = request();
    // A recording may take long on a slow line; anything else that takes long was lost on the way.
    const timer = body instanceof FormData ? 0 : setTimeout(() => patience.abort(), LONGEST_REQUEST);
    try {
      const asked = { method: 'POST', credentials: 'same-origin', signal: patience.signal, headers, body };
      const response = await fetch(url, asked);
      const isOurs = (response.headers.get('Content-Type') || '').includes('application/json');
      const reply = isOurs ? await response.json() : { status: response.status === 400 ? 'TOKEN' : '' };
      if (reply.status === 'TOKEN') return !renewed && (await this.renewToken()) ? this.post(url, request, true) : null;
      return reply.status && reply.status !== 'SLOW' ? reply : null;
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Bring something while the page goes away: nobody waits for a reply. */
  postLast(url, content) {
    const request = this.request(content);
    fetch(url, { method: 'POST', credentials: 'same-origin', keepalive: true, ...request }).catch(() => {});
  }

  /** Return what a request with JSON needs. */
  request(content) {
    return { headers: { 'Content-Type': 'application/json', 'X-CSRFToken': this.token }, body: content };
  }

  async renewToken() {
    const { token } = await (await fetch(this.fresh, { credentials: 'same-origin' })).json();
    this.token = token;
    return Boolean(token);
  }
}
