// Keeps on the phone itself what the server does not have yet, in the browser's own database (IndexedDB).
//
// "answers": under a phone's name a record {answers, waiting, flow, start, send, touched}: everything answered, the part
//            that still has to be brought, the screens, what still asks for a seat, and whether "Verstuur" was tapped.
// "media":   under [phone, slot] {blob, sent}: recordings and photos; the slot is "<screen key>/<kind>".
// Every change reads and writes in one transaction, so that two tabs never lose each other's answers. Nothing here is
// thrown away by a new version of the site: a store is only ever added.

const DATABASE = 'meepraat';
const VERSION = 2;

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      for (const name of ['answers', 'media']) {
        if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name);
      }
    };
    request.onsuccess = () => {
      // A newer version of the site in another tab may take over.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('another tab holds an older version'));
  });
}

/** Run `work(store)` in one transaction and return the result of the request that it returns. */
async function run(name, mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(name, mode);
      const request = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request && request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** Return what `work` gives, or `otherwise`: a browser in private mode may refuse to keep anything. */
async function tried(work, otherwise) {
  try {
    return await work();
  } catch {
    return otherwise;
  }
}

/** Alter the record of a phone (a new one is empty); return it as it was kept, or null. */
export function change(phone, alter) {
  let record = null;
  const work = (store) => {
    const reading = store.get(phone);
    reading.onsuccess = () => {
      record = reading.result || { answers: {}, waiting: {} };
      alter(record);
      record.touched = Date.now();
      store.put(record, phone);
    };
  };
  return tried(async () => {
    await run('answers', 'readwrite', work);
    return record;
  }, null);
}

/** Looking must not leave an empty database on a phone that was wiped. */
async function isThere() {
  const found = indexedDB.databases ? await indexedDB.databases() : [{ name: DATABASE }];
  return found.some(({ name }) => name === DATABASE);
}

export function kept(phone) {
  return tried(async () => ((await isThere()) && (await run('answers', 'readonly', (store) => store.get(phone)))) || null, null);
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

/** A seat was claimed: what was kept under a passing name goes on under the name that the server gave. */
export async function rename(from, to) {
  const record = await kept(from);
  if (!record || from === to) return;
  await change(to, (other) => {
    const { answers, waiting, ...rest } = record;
    Object.assign(other, rest);
    Object.assign(other.answers, answers);
    Object.assign(other.waiting, waiting);
  });
  for (const { slot, blob, sent } of await mediaOf(from)) await keepMedia(to, slot, blob, sent);
  await forget(from);
}

export function forget(phone) {
  return tried(async () => {
    await run('answers', 'readwrite', (store) => store.delete(phone));
    await run('media', 'readwrite', (store) => store.delete(allOf(phone)));
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
