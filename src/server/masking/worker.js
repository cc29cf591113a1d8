// Puts the style of the masks into documents with the origin of a user's: no page can have a say against that. A style
// sheet that comes with the extension would be one of the author's, against which it can.

/** What is true of an element that is masked: a black box, clipped to its own edges. */
const BOX = `
  background: #000 !important;
  filter: brightness(0) !important;
  clip-path: inset(0) !important;
  -webkit-box-reflect: none !important;`;

/** Of all that is written in it, wherever that is painted: the top layer and view transitions are outside of the box. */
const TEXT = `
  color: transparent !important;
  -webkit-text-fill-color: transparent !important;
  -webkit-text-stroke-color: transparent !important;
  text-decoration-color: transparent !important;
  text-emphasis-color: transparent !important;
  text-shadow: none !important;
  fill: transparent !important;
  stroke: transparent !important;
  caret-color: transparent !important;
  view-transition-name: none !important;
  transition: none !important;`;

/**
 * Of what is painted by another element than the masked one: of a background that is clipped to it, of a highlight, or of a
 * clip path in a drawing. Dots take its place; only there, since whatever reads the text as it is seen reads dots too.
 */
const DOTS = '-webkit-text-security: disc !important; overflow-wrap: anywhere !important;';

/** The attribute of what is masked, where it has no box of its own. */
const BOXLESS = '[__WEBFUSE_MARK__="boxless"]';

const PSEUDO = ['before', 'after', 'first-line', 'first-letter', 'marker', 'selection', 'placeholder'];

function styleOf(selectors) {
  const masked = `:is(${selectors.join(',')})`;
  const pseudo = PSEUDO.flatMap((name) => [`${masked}::${name}`, `${masked} *::${name}`]);
  return `
    ${masked} {${BOX}${TEXT}}
    ${masked} * {opacity: 0 !important;${TEXT}}
    :is(${BOXLESS}, ${BOXLESS} *, ${masked}:is(text, tspan, textPath), ${masked} :is(text, tspan, textPath)) {${DOTS}}
    ${pseudo.map((selector) => `${selector} {${TEXT}}`).join('\n')}`;
}

/** How long documents of a tab are waited for that ask for their processes, before the browser is asked. Milliseconds. */
const GATHER = 200;

/** What the browser will say of the frames of tabs. */
const asked = new Map();

/** The frames of a tab, for all that ask within a while: a page may have thousands. */
function framesOf(tabId) {
  const frames =
    asked.get(tabId) ??
    new Promise((resolve) => setTimeout(resolve, GATHER)).then(() => {
      asked.delete(tabId);
      return chrome.webNavigation.getAllFrames({tabId});
    });
  asked.set(tabId, frames);
  return frames;
}

/** The number of the process that draws a document, which is gone where there is none. */
async function drawerOf({tab, documentId}) {
  const frames = await framesOf(tab.id);
  return frames?.find((frame) => frame.documentId === documentId)?.processId;
}

async function mask({tab, documentId}, selectors) {
  const target = {tabId: tab.id, documentIds: [documentId]};
  await chrome.scripting.insertCSS({target, origin: 'USER', css: styleOf(selectors)});
  return true;
}

chrome.runtime.onMessage.addListener((selectors, sender, answer) => {
  const answering = selectors ? mask(sender, selectors) : drawerOf(sender);
  answering.then(answer, () => answer(false));
  // The answer comes later.
  return true;
});
