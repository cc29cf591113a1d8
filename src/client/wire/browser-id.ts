const KEY = 'wf-browser';

/** Where storage is denied, each page is a browser of its own. */
const ofThisPage = crypto.randomUUID();

/** Secret by which a follower link knows this browser again, on pages of the same origin. */
export function browserId(): string {
  try {
    const id = localStorage.getItem(KEY) ?? ofThisPage;
    localStorage.setItem(KEY, id);
    return id;
  } catch {
    return ofThisPage;
  }
}
