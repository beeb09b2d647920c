// The service worker: keeps our own files, and gives an empty page of ours when there is no network.
//
// self.meepraat = {shell, files} stands above this. Files have a hash in their name, so a kept one is never out of date.

const NAME = 'meepraat';
const PATIENCE = 8000;
// Under such a name there is never anything else: our own files, and pictures of the municipality.
const LASTING = /^\/static\/.+-[0-9a-f]{10}\.\w+$|^\/media\/[^/]+$/;
const { shell, files } = self.meepraat;

/** The empty page comes last: should the network go half-way, the one that is kept still finds its own files. */
async function install() {
  const cache = await caches.open(NAME);
  for (const file of files) if (!(await cache.match(file))) await cache.add(file);
  await cache.add(new Request(shell, { cache: 'reload' }));
  await self.skipWaiting();
}

/** A page that is open may still need its own files: only those of two versions ago go. */
async function activate() {
  const cache = await caches.open(NAME);
  const before = await cache.match('/meedoen/vorige-versie');
  const keep = new Set([shell, ...files, ...(before ? await before.json() : [])]);
  for (const request of await cache.keys()) {
    if (!keep.has(new URL(request.url).pathname)) await cache.delete(request);
  }
  await cache.put('/meedoen/vorige-versie', new Response(JSON.stringify([...files, '/meedoen/vorige-versie'])));
  await self.clients.claim();
}

async function file(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const found = await fetch(request);
  if (found.ok && found.status === 200) {
    const cache = await caches.open(NAME);
    cache.put(request, found.clone());
  }
  return found;
}

/** A page comes from the server; when that takes too long or fails, from this phone. */
async function page(request) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const asked = fetch(request);
  asked.catch(() => {});
  try {
    const found = await Promise.race([asked, late]);
    // While a new version is put in place, what stands before the site may say that nobody is there.
    if (found && ![502, 503, 504].includes(found.status)) return found;
  } catch {
    // No network: the shell it is.
  }
  return (await caches.match(shell)) || asked;
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (LASTING.test(pathname) && !request.headers.has('range')) event.respondWith(file(request));
});
