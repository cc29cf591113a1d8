import type {ReactiveControllerHost} from 'lit';

/** So many milliseconds later at the latest: there are no pictures of a page that nobody sees, and it counts what is unread. */
const LATEST = 100;

/** What Lit calls to update an element, and waits for. */
interface Paced {
  scheduleUpdate(): unknown;
}

/**
 * Has an element update once for each picture of the page, however much happens. What happens now and then is shown at once;
 * what comes besides is in the next picture, as it would be anyway, and `updateComplete` waits for it. Returns the element.
 */
export function pace<Host extends ReactiveControllerHost>(host: Host): Host {
  const paced = host as Host & Paced;
  const update = paced.scheduleUpdate;
  let next: Promise<unknown> | undefined;
  // Lit has it for that, in a subclass; each list that needs it would be another one.
  paced.scheduleUpdate = async () => {
    await next;
    next = new Promise((resolve) => {
      requestAnimationFrame(resolve);
      setTimeout(resolve, LATEST);
    });
    update.call(host);
  };
  return host;
}
