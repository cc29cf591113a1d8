import type {ReactiveControllerHost} from 'lit';

/** So many milliseconds later at the latest: there are no pictures of a page that nobody sees, and it counts what is unread. */
const LATEST = 100;

/** What Lit calls to update an element, and waits for. */
interface Paced {
  readonly hasUpdated: boolean;
  scheduleUpdate(): unknown;
}

/**
 * Has an element update once for each picture of the page, however much happens: right before the picture, as nobody sees it
 * any earlier. `updateComplete` waits for it. The first time it is there at once. Returns the element.
 */
export function pace<Host extends ReactiveControllerHost>(host: Host): Host {
  const paced = host as Host & Paced;
  const update = paced.scheduleUpdate;
  // Lit has it for that, in a subclass; each list that needs it would be another one.
  paced.scheduleUpdate = async () => {
    if (paced.hasUpdated) {
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
        setTimeout(resolve, LATEST);
      });
    }
    update.call(host);
  };
  return host;
}
