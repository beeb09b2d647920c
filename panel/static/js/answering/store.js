// Keeps on the phone itself what the server does not have yet, in the browser's own database (IndexedDB).
//
// "answers": under a phone's name, {answers, waiting, ...}: what was answered and which part still has to be brought.
// "media":   under [phone, slot], {blob, sent}: recordings and photos; the slot is "<screen key>/<kind>".
// Nothing here is thrown away by a new version of the site: a store is only ever added.

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

async function run(name, mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(name, mode);
      const request = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** Return whether it was kept: a browser in private mode may refuse. */
async function tried(work) {
  try {
    await work();
    return true;
  } catch {
    return false;
  }
}

export function keep(phone, state) {
  return tried(() => run('answers', 'readwrite', (store) => store.put(state, phone)));
}

export async function kept(phone) {
  try {
    return (await run('answers', 'readonly', (store) => store.get(phone))) || null;
  } catch {
    return null;
  }
}

/** Keep a recording or photo for a slot; the newest replaces the one before. */
export function keepMedia(phone, slot, blob, sent = false) {
  return tried(() => run('media', 'readwrite', (store) => store.put({ blob, sent }, [phone, slot])));
}

export function dropMedia(phone, slot) {
  return tried(() => run('media', 'readwrite', (store) => store.delete([phone, slot])));
}

/** Return everything of one phone as [{slot, blob, sent}]. */
export async function mediaOf(phone) {
  try {
    const mine = IDBKeyRange.bound([phone], [phone, []]);
    const keys = await run('media', 'readonly', (store) => store.getAllKeys(mine));
    const values = await run('media', 'readonly', (store) => store.getAll(mine));
    return keys.map(([, slot], index) => ({ slot, ...values[index] }));
  } catch {
    return [];
  }
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
