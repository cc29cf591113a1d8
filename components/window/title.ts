import type {WfSession} from '../session/session.ts';
import type {Speech} from '../shared/speech.ts';

/** Has the page of a session be called what it is in the language of the session. */
export function nameIn(element: WfSession, speech: Speech): void {
  element.addController({
    hostUpdated() {
      const title = speech.say('Shared session');
      document.title = title;
      const {documentElement: page} = document;
      const lang = element.lang || 'en';
      // Whoever speaks says it anew whenever this is set.
      if (page.lang !== lang) page.lang = lang;
      document.querySelector('h1')?.replaceChildren(title);
    },
  });
}
