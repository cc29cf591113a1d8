import {SessionError} from '../../src/client/index.ts';
import {WfSessionStartEvent} from '../questions.ts';
import {complain} from '../shared/complain.ts';
import type {SessionHost} from '../shared/session-host.ts';
import {notLoaded} from './not-loaded.ts';

/**
 * Has a session wait until someone agrees to it. Where no `<wf-consent>` of the page asks, one that has a room brings its own.
 * @throws {SessionError} `not_allowed` when nobody does, there is no `<wf-consent>` that would ask, it cannot be loaded, or
 * `consent` says something else: whoever writes that wrong wants nothing to start
 */
export async function consentTo(host: SessionHost & {readonly consent: string}): Promise<void> {
  const wrong =
    host.consent === 'required' ? null : `Expected consent to be "required" or not there; got "${host.consent}".`;
  complain(host, 'consent', wrong);
  if (wrong) throw new SessionError('not_allowed', wrong);
  await import('./wf-consent.ts').catch(notLoaded);
  const asked = ask(host);
  if (!asked) {
    throw new SessionError('not_allowed', 'Expected a <wf-consent> on this page, which consent="required" waits for.');
  }
  if (!(await asked)) throw new SessionError('not_allowed', 'The session waits until you agree to join.');
}

/** What is answered, or null when nobody would ask, or the page refuses. */
function ask(host: SessionHost): Promise<boolean> | null {
  const question = new WfSessionStartEvent();
  if (!host.dispatchEvent(question)) return null;
  if (question.answer) return question.answer;
  const root = host.shadowRoot!;
  const hasRoom = host.querySelector('wf-room') ?? root.querySelector('wf-room');
  if (!hasRoom || root.querySelector('wf-consent')) return null;
  root.append(document.createElement('wf-consent'));
  return ask(host);
}
