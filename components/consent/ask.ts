import {SessionError} from '../../src/client/index.ts';
import {WfSessionStartEvent} from '../questions.ts';
import {complain} from '../shared/complain.ts';
import {notLoaded} from './not-loaded.ts';

const MISSED = 'Expected a <wf-consent> on this page, for consent="required".';

/**
 * Has a session, or the launcher of one, wait until someone agrees to it. Where no `<wf-consent>` of the page asks, a launcher
 * and a session that has a room bring their own.
 * @throws {SessionError} `not_allowed` when nobody does, there is no `<wf-consent>` that would ask, it cannot be loaded, or
 * `consent` says something else: whoever writes that wrong wants nothing to start
 */
export async function consentTo(host: HTMLElement & {readonly consent?: string | undefined}): Promise<void> {
  const wrong =
    host.consent === 'required' ? null : `Expected consent to be "required" or not there; got "${host.consent}".`;
  complain(host, 'consent', wrong);
  if (wrong) throw new SessionError('not_allowed', wrong);
  await import('./wf-consent.ts').catch(notLoaded);
  const asked = ask(host);
  if (!asked) {
    complain(host, 'consent', MISSED);
    throw new SessionError('not_allowed', MISSED);
  }
  const agreed = await asked;
  // Of the next session that is elsewhere, it knows nothing.
  if (host.localName === 'wf-launcher') host.shadowRoot!.querySelector('wf-consent')?.remove();
  if (!agreed) throw new SessionError('not_allowed', 'The session waits until you agree to join.');
}

/**
 * What is answered, or null when nobody would ask.
 * @throws {SessionError} `not_allowed` when the page refuses
 */
function ask(host: HTMLElement): Promise<boolean> | null {
  const question = new WfSessionStartEvent();
  if (!host.dispatchEvent(question)) {
    throw new SessionError(
      'not_allowed',
      'A listener of this page for wf-session-start does not let the session start.',
    );
  }
  if (question.answer) return question.answer;
  const root = host.shadowRoot!;
  const brings = host.matches('wf-launcher, :has(wf-room)') || root.querySelector('wf-room');
  if (!brings || root.querySelector('wf-consent')) return null;
  root.append(document.createElement('wf-consent'));
  return ask(host);
}
