// Keeps what is typed in a form of the desk (form[data-keeps]) on the server while it is typed, and tells who else
// writes there. The words come from templates/accounts/unsaved.html. Without it, saving works as ever.

const PAUSE = 2000;
const BEAT = 20000;
const SIGNED_OUT = 'signed-out';
const OFFLINE = 'offline';

/** What stands in a form, as pairs of a name and a text; the token of the form stays out. */
function contentOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && name !== 'csrf_token');
}

/** Ask the server; return its answer, or why there was none. */
async function ask(address, options) {
  try {
    const response = await fetch(address, { credentials: 'same-origin', redirect: 'manual', ...options });
    return response.ok ? await response.json() : SIGNED_OUT;
  } catch (error) {
    return error.name === 'AbortError' ? null : OFFLINE;
  }
}

class Keeper {
  constructor(form, left) {
    this.form = form;
    this.words = left.dataset;
    this.writing = left.querySelector('[data-writing]');
    this.icon = left.querySelector('[data-writing-icon]');
    this.saved = JSON.stringify(contentOf(form));
    this.kept = this.saved;
    this.state = '';
    this.leaving = false;
    this.status = document.createElement('p');
    this.status.className = 'mp-keeping mp-soft';
    this.status.setAttribute('role', 'status');
    form.append(this.status);
    // What came back unsaved counts as typed.
    this.dirty = 'notSaved' in left.dataset;
  }

  begin() {
    this.form.addEventListener('input', () => this.typed());
    this.form.addEventListener('change', () => this.typed());
    this.form.addEventListener('submit', () => this.stop());
    addEventListener('pageshow', () => { this.leaving = false; });
    addEventListener('pagehide', () => this.leave());
    addEventListener('focus', () => this.beat());
    document.addEventListener('visibilitychange', () => (document.hidden ? this.leave() : this.beat()));
    setInterval(() => this.beat(), BEAT);
    if (this.dirty) this.keep();
  }

  typed() {
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  /** The form itself is sent now: nothing may arrive after it. */
  stop() {
    this.leaving = true;
    clearTimeout(this.timer);
    this.sending?.abort();
  }

  leave() {
    if (!this.leaving && this.dirty && JSON.stringify(contentOf(this.form)) !== this.kept) this.keep({ keepalive: true });
  }

  token() {
    return this.form.elements.csrf_token?.value ?? '';
  }

  async keep(more = {}) {
    if (this.leaving) return;
    const fields = contentOf(this.form);
    this.sending = new AbortController();
    const answer = await ask(this.words.address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': this.token() },
      body: JSON.stringify({ page: location.pathname, user: Number(this.words.user), fields }),
      ...(more.keepalive ? more : { signal: this.sending.signal }),
    });
    if (answer === SIGNED_OUT && !more.again && (await this.renew())) {
      await this.keep({ again: true });
      return;
    }
    if (answer && typeof answer === 'object') {
      const before = this.kept;
      this.kept = JSON.stringify(fields);
      this.tell(answer.writing);
      // That someone is signed in again stands there until they type: a second message of the same must not wipe it out.
      if (this.state === SIGNED_OUT) this.say('back');
      else if (this.state !== 'back' || this.kept !== before) this.say('kept');
    } else if (answer) {
      this.say(answer);
    }
  }

  /** Get a fresh token for this form; return whether the same person is signed in. */
  async renew() {
    const answer = await ask(`${this.words.address}?pagina=${encodeURIComponent(location.pathname)}`);
    if (!answer || typeof answer !== 'object' || answer.user !== Number(this.words.user)) return false;
    for (const field of document.querySelectorAll('input[name="csrf_token"]')) field.value = answer.token;
    this.tell(answer.writing);
    return true;
  }

  async beat() {
    if (this.leaving || document.hidden) return;
    if (this.dirty) await this.keep();
    else await this.renew();
  }

  tell(sentence) {
    if (this.writing.textContent.trim() === sentence) return;
    this.writing.textContent = sentence;
    if (sentence) this.writing.prepend(this.icon.content.cloneNode(true));
  }

  say(state) {
    if (state === this.state) return;
    this.state = state;
    const words = { kept: this.words.kept, back: this.words.back, [OFFLINE]: this.words.offline, [SIGNED_OUT]: this.words.signedOut };
    this.status.textContent = words[state];
    this.status.classList.toggle('mp-keeping--urgent', state === SIGNED_OUT || state === OFFLINE);
    if (state !== SIGNED_OUT) return;
    const link = document.createElement('a');
    link.href = this.words.signIn;
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = this.words.signInWords;
    this.status.append(' ', link, '.');
  }
}

export function keepWhatIsTyped(root = document) {
  const left = root.querySelector('[data-left]');
  const form = root.querySelector('form[data-keeps]');
  if (left && form) new Keeper(form, left).begin();
}
