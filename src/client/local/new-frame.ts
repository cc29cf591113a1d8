/**
 * What the page of a tab may do. Everything that a site needs to work, with an origin of its own; but it cannot take the
 * window around it elsewhere.
 */
const SANDBOX = [
  'allow-scripts',
  'allow-same-origin',
  'allow-forms',
  'allow-modals',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
  'allow-downloads',
  'allow-pointer-lock',
  'allow-presentation',
];

/** Whatever asks for camera, place and the like, asks in the name of the page around: participants chose the address. */
const ALLOW = 'fullscreen *; clipboard-write *';

/** A frame for the page of a tab. */
export function newFrame(url: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.part.add('page');
  frame.sandbox.add(...SANDBOX);
  frame.allow = ALLOW;
  // A site need not know which page of ours looks at it.
  frame.referrerPolicy = 'strict-origin-when-cross-origin';
  // A page of the scheme of its frame would be seen through: where both are dark, its light text would stand on white.
  frame.style.cssText =
    'position:absolute;inset:0;inline-size:100%;block-size:100%;border:0;background:#fff;color-scheme:light';
  frame.src = url;
  return frame;
}

/** Why a browser shows no page of that address in a frame here, as a sentence, or null when nothing is known. */
export function whyBlocked(url: string): string | null {
  const {protocol, hostname} = new URL(url);
  const isLocal = /^(localhost|127\..*|\[::1\]|.*\.localhost)$/.test(hostname);
  if (location.protocol !== 'https:' || protocol !== 'http:' || isLocal) return null;
  return 'Browsers show no http:// page inside of an https:// one.';
}
