// Keeps answers on the phone itself until the server has them, in the browser's own database (IndexedDB).

const DATABASE = 'meepraat';
const STORE = 'answers';

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function run(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** Return whether it was kept: a browser in private mode may refuse. */
export async function keep(phone, answers) {
  try {
    await run('readwrite', (store) => store.put(answers, phone));
    return true;
  } catch {
    return false;
  }
}

export async function kept(phone) {
  try {
    return (await run('readonly', (store) => store.get(phone))) || {};
  } catch {
    return {};
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
