import {ofPage} from '../src/client/index.ts';
import {holdQuestions} from './hold-questions.ts';
import {LATER_TAGS} from './later-tags.ts';

/** Whatever copy of the kit asks first for a tag: no other asks again. */
const asked = ofPage('asked', () => new Set<string>());

const launchLinks = () => import('./launcher/from-links.ts');

/** Fetches what has appeared, each once. */
function look(): void {
  for (const {localName} of document.querySelectorAll(':not(:defined), a[data-wf-launch]')) {
    const load = localName === 'a' ? launchLinks : LATER_TAGS[localName];
    if (!load || asked.has(localName)) continue;
    asked.add(localName);
    load().catch((cause) => reportError(new Error(`<${localName}> could not be loaded.`, {cause})));
  }
}

holdQuestions();
new MutationObserver(look).observe(document, {childList: true, subtree: true});
look();
