// Keeps on the phone itself what the server does not have yet, in the browser's own database (IndexedDB).
//
// "answers": under a phone's name a record {answers, waiting, flow, start, again, send, receipt, touched}: everything
//            answered, the part that still has to be brought, the screens, what still asks for a seat and what asked for
//            it, and whether "Verstuur" was tapped; or {moved}: the name under which the record goes on.
// "media":   under [phone, slot] {blob, sent}: recordings and photos; the slot is "<screen key>/<kind>".
// Every change reads and writes in one transaction, so that two tabs never lose each other's answers. Nothing here is
// thrown away by a new version of the site: a store is only ever added.

import { after, lastTurn } from './turns.js';

const DATABASE = 'meepraat';
const VERSION = 2;
// A browser in private mode may refuse to keep anything: then it is here as long as the page is open.
const memory = new Map();

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = ({ oldVersion }) => {
      for (const name of ['answers', 'media']) {
        if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name);
      }
      if (oldVersion === 1) carryOver(request.transaction.objectStore('answers'));
    };
    request.onsuccess = () => {
      // A newer version of the site in another tab may take over.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}

/** The first version kept the answers that waited, and nothing else. */
function carryOver(store) {
  store.openCursor().onsuccess = ({ target: { result: cursor } }) => {
    if (!cursor) return;
    cursor.update({ answers: cursor.value, waiting: cursor.value, touched: Date.now() });
    cursor.continue();
  };
}

/** Run `work(...stores)` in one transaction and return the result of the request that it returns. */
async function run(names, mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(names, mode);
      const request = work(...[names].flat().map((name) => transaction.objectStore(name)));
      transaction.oncomplete = () => resolve(request && request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** Return what `work` gives, or `otherwise`: a browser in private mode may refuse to keep anything. */
async function tried(work, otherwise = null) {
  try {
    return await work();
  } catch {
    return otherwise;
  }
}

/** Give `then(record, name)` the record of a phone, under the name where it goes on by now. */
function follow(store, phone, then) {
  store.get(phone).onsuccess = ({ target: { result: record } }) => {
    if (record && record.moved) follow(store, record.moved, then);
    else then(record, phone);
  };
}

/**
 * Alter the record of a phone and return it; a new one is empty, or, when `make` is false, not made: then return null.
 * A record that is only in memory has `unsafe`.
 */
export async function change(phone, alter, make = true) {
  let record = null;
  const work = (store) =>
    follow(store, phone, (found, name) => {
      if (!found && !make) return;
      record = found || { answers: {}, waiting: {} };
      alter(record);
      record.touched = Date.now();
      store.put(record, name);
    });
  if (!memory.has(phone)) {
    try {
      if (make || (await isThere())) await run('answers', 'readwrite', work);
      return record;
    } catch {
      memory.set(phone, { answers: {}, waiting: {}, ...(await tried(() => kept(phone))), unsafe: true });
    }
  }
  alter(memory.get(phone));
  return memory.get(phone);
}

/** Looking must not leave an empty database on a phone that was wiped. */
async function isThere() {
  const found = indexedDB.databases ? await indexedDB.databases() : [{ name: DATABASE }];
  return found.some(({ name }) => name === DATABASE);
}

/** Return the record of a phone, or null when there is none. Throws when the browser does not let us look. */
export async function kept(phone) {
  let record = memory.get(phone) || null;
  const take = (found) => {
    record = found || null;
  };
  if (!record && (await isThere())) await run('answers', 'readonly', (store) => follow(store, phone, take));
  return record;
}

/** Return [phone, record] of who answered last on this phone, or null. */
export function latest() {
  return tried(async () => {
    if (!(await isThere())) return null;
    const phones = await run('answers', 'readonly', (store) => store.getAllKeys());
    const records = await run('answers', 'readonly', (store) => store.getAll());
    const found = phones.map((phone, index) => [phone, records[index]]).filter(([, record]) => record && record.flow);
    found.sort(([, one], [, other]) => other.touched - one.touched);
    return found[0] || null;
  }, null);
}

/**
 * Return [phone, record] for a page that the server made for `phone`; the record may be null. When the browser was closed
 * before it knew that its seat was given, what was answered still stands under a passing name, and goes first.
 */
export async function whoIsOn(phone) {
  const found = await latest();
  return found && found[1].start ? found : [phone, await tried(() => kept(phone))];
}

/**
 * A seat was claimed: what was kept under a passing name goes on under the name that the server gave. Another tab may
 * still keep answers under the passing name: they come to the same record.
 */
export async function rename(from, to) {
  if (memory.has(from)) memory.set(to, memory.get(from));
  const work = (answers, media) => {
    follow(answers, from, (record, name) => {
      if (name === to || !record) return;
      answers.get(to).onsuccess = ({ target: { result: other } }) => {
        const whole = { ...other, ...record };
        delete whole.moved;
        const turn = lastTurn(other?.answers);
        whole.answers = { ...other?.answers, ...after(turn, record.answers) };
        whole.waiting = { ...other?.waiting, ...after(turn, record.waiting) };
        answers.put(whole, to);
        answers.put({ moved: to }, name);
      };
    });
    media.openCursor(allOf(from)).onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor || from === to) return;
      media.put(cursor.value, [to, cursor.key[1]]);
      cursor.delete();
      cursor.continue();
    };
  };
  await tried(() => run(['answers', 'media'], 'readwrite', work));
}

export function forget(phone) {
  memory.delete(phone);
  return tried(async () => {
    await run('answers', 'readwrite', (store) => {
      store.delete(phone);
    });
    await run('media', 'readwrite', (store) => {
      store.delete(allOf(phone));
    });
    return true;
  }, false);
}

function allOf(phone) {
  return IDBKeyRange.bound([phone], [phone, []]);
}

/** Keep a recording or photo for a slot; the newest replaces the one before. Return whether it was kept. */
export function keepMedia(phone, slot, blob, sent = false) {
  return tried(async () => {
    await run('media', 'readwrite', (store) => store.put({ blob, sent }, [phone, slot]));
    return true;
  }, false);
}

export function dropMedia(phone, slot) {
  return tried(() => run('media', 'readwrite', (store) => store.delete([phone, slot])), null);
}

/** Return everything of one phone as [{slot, blob, sent}]. */
export function mediaOf(phone) {
  return tried(async () => {
    if (!(await isThere())) return [];
    const keys = await run('media', 'readonly', (store) => store.getAllKeys(allOf(phone)));
    const values = await run('media', 'readonly', (store) => store.getAll(allOf(phone)));
    return keys.map(([, slot], index) => ({ slot, ...values[index] }));
  }, []);
}

/** Take everything of everybody off this phone. */
export function wipe() {
  memory.clear();
  return new Promise((resolve) => {
    try {
      const request = indexedDB.deleteDatabase(DATABASE);
      request.onsuccess = resolve;
      request.onerror = resolve;
      request.onblocked = resolve;
    } catch {
      resolve();
    }
  });
}
