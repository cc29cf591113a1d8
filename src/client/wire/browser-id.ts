const KEY = 'wf-browser';

/** Where storage is denied, each page is a browser of its own. */
let ofThisPage: string | undefined;

/** Secret by which a follower link knows this browser again, on pages of the same origin. */
export function browserId(): string {
  ofThisPage ??= newSecret();
  try {
    const id = localStorage.getItem(KEY) ?? ofThisPage;
    localStorage.setItem(KEY, id);
    return id;
  } catch {
    return ofThisPage;
  }
}

/** 128 random bits. Not `crypto.randomUUID()`: pages on plain http do not have that. */
function newSecret(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
