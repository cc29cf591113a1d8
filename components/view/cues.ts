import {findParticipant} from '../../src/client/index.ts';
import type {Phrase} from '../languages/words.ts';
import {alertIcon, checkIcon, pageIcon, pauseIcon} from '../shared/icons.ts';
import {activeTab, isHidden, nameFor, titleOf} from '../shared/people.ts';
import {reasonOf} from '../shared/reason.ts';
import type {SessionHost} from '../shared/session-host.ts';
import type {Say} from '../shared/speech.ts';
import {type Cue, startCue} from './cue.ts';

/** How a failure is called and what a button then offers, where that is not the usual. */
const FAILURES: Readonly<Record<string, {readonly title: Phrase; readonly label: Phrase | ''}>> = {
  other_connection: {title: 'Open in another window', label: 'Use it here'},
  not_admitted: {title: 'You were not let in', label: 'Ask again'},
  removed: {title: 'You were removed', label: ''},
  inside_session: {title: 'No session in a session', label: ''},
};

/** Whether a session can be made here: with a key, or where none is needed since it lives in the page. */
function canBegin({widgetKey, session}: SessionHost): boolean {
  return widgetKey !== '' || session?.shows === 'pages';
}

/** What there is to say of a session that was started, or null when the picture speaks for itself. */
export function cueFor(host: SessionHost, hasPicture: boolean, say: Say): Cue | null {
  const {state, status, failure} = host;
  switch (status) {
    case 'connecting':
      return {title: say('Connecting…'), busy: true};
    case 'waiting':
      return {title: say('Waiting to be let in'), text: say('The host has been asked.'), busy: true};
    case 'reconnecting':
      return {title: say('Connection lost'), text: say('Reconnecting…'), busy: true};
    case 'ended': {
      // Whoever was removed is told that much before all else is over for them.
      const removed = state && !findParticipant(state, state.me);
      return {
        title: say(removed ? 'You were removed' : 'The session has ended'),
        text: say(removed ? 'The session goes on without you.' : 'Its pages are closed for everyone.'),
        icon: removed ? alertIcon : checkIcon,
        ...(canBegin(host) && !removed && startCue('Start a new session', say)),
      };
    }
    case 'failed': {
      const {code = '', reason = '', message = ''} = failure ?? {};
      const known = FAILURES[reason] ?? FAILURES[code];
      const {title, label} = known ?? ({title: 'The session could not be opened', label: 'Try again'} as const);
      const text = reasonOf({code, message}, say);
      return {title: say(title), text, icon: alertIcon, ...(label && startCue(label, say))};
    }
  }
  // It speaks for itself.
  if (host.session?.shows === 'window') return null;
  const tab = activeTab(state);
  if (!tab) return {title: say('No page is open'), icon: pageIcon, text: say('Enter an address to open one.')};
  const reload = {action: {command: 'reload', label: say('Try again')}} as const;
  if (state && isHidden(state, tab)) {
    const name = nameFor(state, tab.leaderIndex, say);
    return {title: say('Paused'), text: say('{name} will show this page again soon.', {name}), icon: pauseIcon};
  }
  if (tab.error) {
    return {
      title: say('This page cannot be shown'),
      text: reasonOf({code: tab.errorCode ?? '', message: tab.error}, say),
      icon: alertIcon,
      ...(tab.controlIndex === state?.me && reload),
    };
  }
  if (hasPicture) return null;
  const isNew = tab.url === 'about:blank';
  return {title: isNew ? say('Opening a new tab…') : say('Opening {title}…', {title: titleOf(tab, say)}), busy: true};
}
