import {ofPage} from '../src/client/index.ts';
import {holdQuestions} from './hold-questions.ts';
import {LATER_TAGS} from './later-tags.ts';

/** Whatever copy of the kit asks first for a tag: no other asks again. */
const asked = ofPage('asked', () => new Set<string>());

/** What is fetched when it is there: tags, and attributes that may stand on any other. */
const LATER: typeof LATER_TAGS = {
  ...LATER_TAGS,
  'data-wf-launch': () => import('./launcher/from-links.ts'),
  'data-wf-launcher': () => import('./launcher/from-scripts.ts'),
};

/** Fetches what has appeared somewhere, each once. */
function look(root: Node): void {
  const found = (root as ParentNode).querySelectorAll(':not(:defined), a[data-wf-launch], [data-wf-launcher]');
  for (const name of [...found].flatMap((element) => [element.localName, ...element.getAttributeNames()])) {
    if (!LATER[name] || asked.has(name)) continue;
    asked.add(name);
    LATER[name]().catch((cause) => reportError(new Error(`The file for ${name} could not be loaded.`, {cause})));
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
