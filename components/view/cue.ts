import type {TemplateResult} from 'lit';
import type {Phrase} from '../languages/words.ts';
import {pageIcon} from '../shared/icons.ts';
import type {SessionHost} from '../shared/session-host.ts';
import type {Say} from '../shared/speech.ts';

/** What is said in place of a picture, or over one that is not current. */
export interface Cue {
  readonly title: string;
  readonly text?: string;
  /** What it is about, at a glance. */
  readonly icon?: TemplateResult;
  /** Something is under way. */
  readonly busy?: boolean;
  /** What a button offers, with its label. */
  readonly action?: {readonly command: 'start' | 'reload'; readonly label: string};
}

/** A button that starts. */
export function startCue(label: Phrase, say: Say): Pick<Cue, 'action'> {
  return {action: {command: 'start', label: say(label)}};
}

/** What there is to say before anything was started: what is said later is in a file of its own. */
export function firstCue(host: SessionHost | null, say: Say): Cue {
  return host
    ? {title: say('Not started yet'), icon: pageIcon, ...startCue('Start the session', say)}
    : {title: say('No session'), icon: pageIcon, text: say('This page has no session to show here.')};
}
