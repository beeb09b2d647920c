// One tab: our own scripts as a browser would run them, in a world of their own that ends when the tab is closed.

import vm from 'node:vm';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';
import { IDBKeyRange } from 'fake-indexeddb';

const SCRIPTS = fileURLToPath(new URL('../../../panel/static/js/answering', import.meta.url));
// A pause of four seconds takes twenty milliseconds here.
const QUICKER = 200;

/** Return our scripts as one piece of code that leaves Sender, the store and the routes in `scripts`. */
export async function bundled() {
  const contents =
    "export { Sender } from './sender.js'; export { newest } from './turns.js'; export { wayThrough } from './routing.js'; export * as store from './store.js';";
  const stdin = { contents, resolveDir: SCRIPTS };
  const result = await build({ stdin, bundle: true, format: 'iife', globalName: 'scripts', write: false });
  return new vm.Script(result.outputFiles[0].text);
}

export class Tab {
  constructor(code, { network, databases }) {
    this.alive = true;
    this.listeners = new Map();
    const quiet = new Set();
    const world = vm.createContext({
      AbortController, FormData, IDBKeyRange, TextEncoder, URLSearchParams, crypto,
      document: { addEventListener() {}, documentElement: { lang: 'nl', dir: 'ltr' } },
      navigator: { get onLine() { return network.online; } },
      indexedDB: this.databasesAsLongAsAlive(databases),
      fetch: (path, init) => network.fetch(path, init, () => this.alive || Boolean(init?.keepalive)),
      addEventListener: (name, listener) => this.listeners.set(name, [...(this.listeners.get(name) || []), listener]),
      setTimeout: (work, pause = 0) => {
        const timer = setTimeout(() => this.alive && work(), pause / QUICKER);
        quiet.add(timer);
        return timer;
      },
      clearTimeout,
    });  // prettier-ignore
    this.timers = quiet;
    this.scripts = vm.runInContext('scripts', this.load(code, world));
  }

  load(code, world) {
    code.runInContext(world);
    return world;
  }

  /** A transaction of a closed tab that had begun is finished; none begins after that. */
  databasesAsLongAsAlive(databases) {
    return {
      databases: () => (this.alive ? databases.databases() : new Promise(() => {})),
      open: (...about) => (this.alive ? databases.open(...about) : {}),
      deleteDatabase: (...about) => (this.alive ? databases.deleteDatabase(...about) : {}),
    };
  }

  hears(name) {
    for (const listener of this.listeners.get(name) || []) listener();
  }

  /** Closing a page says so to it; a browser that is killed has no time for that. */
  close(killed = false) {
    if (!killed) this.hears('pagehide');
    this.alive = false;
    for (const timer of this.timers) clearTimeout(timer);
  }
}
