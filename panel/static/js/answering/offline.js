// Lets the browser keep our own files (never a page with questions or answers), so that a phone goes on without network.

const NAME = 'meepraat';

export async function keepFiles() {
  if (!('serviceWorker' in navigator) || !('caches' in self)) return;
  try {
    const cache = await caches.open(NAME);
    // The styles came inside the page: they need not come again.
    for (const style of document.querySelectorAll('style[data-asset]')) {
      const headers = { 'Content-Type': 'text/css' };
      await cache.put(style.dataset.asset, new Response(style.textContent, { headers }));
    }
    await navigator.serviceWorker.register('/meedoen/dienst.js', { scope: '/meedoen', updateViaCache: 'none' });
  } catch {
    // Without it everything works as long as the page stays open.
  }
}
