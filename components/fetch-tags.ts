import {ofPage} from '../src/client/index.ts';
import {holdQuestions} from './hold-questions.ts';
import {LATER_TAGS} from './later-tags.ts';

/** Whatever copy of the kit asks first for a tag: no other asks again. */
const asked = ofPage('asked', () => new Set<string>());

const launchLinks = () => import('./launcher/from-links.ts');

/** Fetches what has appeared somewhere, each once. */
function look(root: Node): void {
  for (const {localName} of (root as ParentNode).querySelectorAll(':not(:defined), a[data-wf-launch]')) {
    const load = localName === 'a' ? launchLinks : LATER_TAGS[localName];
    if (!load || asked.has(localName)) continue;
    asked.add(localName);
    load().catch((cause) => reportError(new Error(`<${localName}> could not be loaded.`, {cause})));
  }
}

const observer = new MutationObserver((changes) => {
  for (const root of new Set(changes.map(({target}) => target.getRootNode()))) look(root);
});

function watch(root: Node): void {
  observer.observe(root, {childList: true, subtree: true});
  look(root);
}

holdQuestions();
watch(document);
// Shadow roots of a page's own cannot be listed: those with a session, or with what seeks one, are heard of by that.
for (const name of ['context-request', 'context-provider']) {
  const hear = ({contextTarget}: Event & {readonly contextTarget?: Node}) => {
    const root = contextTarget?.getRootNode() as Partial<ShadowRoot> & Node;
    // What elements of the kit have in them, they fetch themselves.
    if (root?.host && !root.host.localName.startsWith('wf-')) watch(root);
  };
  document.addEventListener(name, hear as EventListener, true);
}
