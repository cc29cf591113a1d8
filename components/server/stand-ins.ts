// What the elements look for in a browser before they are asked anything. The build puts these in its place, so that
// nothing is added to the globals of the server.

const ears = {addEventListener() {}, removeEventListener() {}, dispatchEvent: () => true};

/** Sees nothing. */
class Observer {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

export const document = {...ears, documentElement: ears, querySelector: () => null};
export const window = ears;
export {Observer as IntersectionObserver, Observer as MutationObserver, Observer as ResizeObserver};

/** Of a browser that knows `commandfor` itself. */
export class HTMLButtonElement {
  get commandForElement(): null {
    return null;
  }
}
