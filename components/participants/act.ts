import type {ClientIndex, SessionError} from '../../src/client/index.ts';
import {
  WfControlDeclineEvent,
  WfControlGrantEvent,
  WfControlRequestEvent,
  WfControlReturnEvent,
  WfControlRevokeEvent,
  WfHostPassEvent,
  WfHostRequestEvent,
} from '../events.ts';
import type {SessionController} from '../shared/session-controller.ts';
import type {Action} from './actions.ts';

type Act = (session: SessionController, about: ClientIndex) => Promise<SessionError | null>;

/** What each button says. */
export const LABELS: Readonly<Record<Action, string>> = {
  ask: 'Ask for control',
  return: 'Give control back',
  revoke: 'Take control back',
  grant: 'Give control',
  decline: 'Decline',
  askHost: 'Ask to be host',
  makeHost: 'Make host',
};

/** What each button does. */
export const ACTS: Readonly<Record<Action, Act>> = {
  ask: (session) => session.ask(new WfControlRequestEvent(), 'requestTabControl'),
  return: (session) => session.ask(new WfControlReturnEvent(), 'returnTabControl'),
  revoke: (session) => session.ask(new WfControlRevokeEvent(), 'revokeTabControl'),
  grant: (session, to) => session.ask(new WfControlGrantEvent(to), 'transferTabControl', to),
  decline: (session, to) => session.ask(new WfControlDeclineEvent(to), 'declineTabControl', to),
  askHost: (session) => session.ask(new WfHostRequestEvent(), 'requestToHost'),
  makeHost: (session, to) => session.ask(new WfHostPassEvent(to), 'makeHost', to),
};
