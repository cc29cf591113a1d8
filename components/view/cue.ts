import {activeTab, siteOf} from '../shared/people.ts';
import type {SessionHost} from '../shared/session-host.ts';

/** What is said in place of a picture, or over one that is not current. */
export interface Cue {
  readonly title: string;
  readonly text?: string;
  /** Something is under way. */
  readonly busy?: boolean;
  /** What a button offers, with its label. */
  readonly action?: {readonly command: 'start' | 'reload'; readonly label: string};
}

/** What there is to say now, or null when the picture speaks for itself. */
export function cueFor(host: SessionHost | null, hasPicture: boolean): Cue | null {
  if (!host) return {title: 'No session', text: 'This page has no session to show here.'};
  const {state, status, failure} = host;
  const start = (label: string) => ({action: {command: 'start', label}}) as const;
  switch (status) {
    case 'idle':
      return {title: 'Not started yet', ...start('Start the session')};
    case 'connecting':
      return {title: 'Connecting…', busy: true};
    case 'reconnecting':
      return {title: 'Connection lost', text: 'Looking for it again…', busy: true};
    case 'ended':
      return {
        title: 'The session has ended',
        text: 'Everyone has left the pages you saw here.',
        ...(host.widgetKey && start('Start a new one')),
      };
    case 'failed':
      return {
        title: 'The session could not be opened',
        ...(failure && {text: failure.message}),
        ...start('Try again'),
      };
  }
  const tab = activeTab(state);
  if (!tab) return {title: 'No page is open', text: 'Enter an address to open one for everybody.'};
  const reload = {action: {command: 'reload', label: 'Try again'}} as const;
  if (tab.error) {
    return {title: 'This page cannot be shown', text: tab.error, ...(tab.controlIndex === state?.me && reload)};
  }
  if (hasPicture) return null;
  return {title: tab.loading ? `Opening ${siteOf(tab.url)}…` : 'Waiting for the picture…', busy: true};
}
