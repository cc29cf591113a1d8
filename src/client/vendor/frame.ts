import {SessionError} from '../errors.ts';

/** Name of the slot through which the window gets into a view, from the light DOM of the document. */
const SLOT = 'wf-window';

/** All that pages in a session may need of the device. The vendor leads the frame to a host of its own, so any. */
const ALLOWED = [
  'autoplay',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'fullscreen',
  'geolocation',
  'microphone',
];

/** An iframe for the window of a session, with an id that nothing else has, in a box that cuts it off. */
export function makeFrame(): {readonly box: HTMLElement; readonly frame: HTMLIFrameElement} {
  const frame = document.createElement('iframe');
  frame.id = freeId();
  frame.title = 'Shared browsing session';
  frame.allow = ALLOWED.map((feature) => `${feature} *`).join('; ');
  const box = document.createElement('div');
  box.dataset['wfWindow'] = '';
  box.append(frame);
  // Not as an attribute: a policy of the page may forbid that.
  for (const {style} of [box, frame]) Object.assign(style, {position: 'absolute', border: '0', margin: '0'});
  box.style.overflow = 'hidden';
  return {box, frame};
}

/**
 * How the vendor's client finds the iframe that a session is to be shown in; undefined for a window of its own making.
 * @throws {SessionError} `unsupported` where it cannot
 */
export function selectorOf(target: Element | 'window'): string | undefined {
  if (target === 'window') return undefined;
  target.id ||= freeId();
  const selector = `#${CSS.escape(target.id)}`;
  if (document.querySelector(selector) === target) return selector;
  throw new SessionError('unsupported', `Webfuse finds iframes of the document alone, by an id: not so "${selector}".`);
}

/** Puts a box where it is slotted into a place. False where a root in between has no slot to pass it on. */
export function slotInto(place: Element, box: HTMLElement): boolean {
  const anchor = place.shadowRoot && anchorOf(place);
  if (!anchor) return false;
  box.slot = SLOT;
  for (const {style} of [box, box.firstElementChild as HTMLElement]) {
    Object.assign(style, {inset: '0', width: '100%', height: '100%'});
  }
  // Above what the view says meanwhile: the vendor may ask for a name before anyone is in.
  box.style.zIndex = '1';
  anchor.append(box);
  return true;
}

/** Whether a box that is slotted already comes to be slotted into that place. */
export function isSlottedInto(place: Element, box: HTMLElement): boolean {
  return place.shadowRoot !== null && box.slot === SLOT && anchorOf(place) === box.parentElement;
}

/** The element in the light DOM of the document whose child comes to be slotted into the place, or null. */
function anchorOf(place: Element): Element | null {
  const root = place.getRootNode();
  if (root === document) return place;
  const passes = [...place.children].some((child) => child.matches(`slot[name="${SLOT}"]`));
  return root instanceof ShadowRoot && passes ? anchorOf(root.host) : null;
}

function freeId(): string {
  for (let number = 1; ; number++) {
    const id = `webfuse-window-${number}`;
    if (!document.getElementById(id)) return id;
  }
}
