// Asks the server what it finds in a text. No text of a writer is kept anywhere on the way.

const PATIENCE = 15000;

/** The answer of the server as an object. Throws without network, without a session, and after a quarter of a minute. */
export async function ask(address, control, text, asking) {
  const patience = setTimeout(() => asking.abort(), PATIENCE);
  try {
    const response = await fetch(address, {
      method: 'POST',
      credentials: 'same-origin',
      signal: asking.signal,
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': control.form.elements.csrf_token.value },
      body: JSON.stringify({ text, field: control.name }),
    });
    if (!response.ok || !(response.headers.get('Content-Type') || '').includes('json')) throw new Error('no answer');
    return await response.json();
  } finally {
    clearTimeout(patience);
  }
}
