import type {ClientIndex, SessionError} from '../../src/client/index.ts';
import type {Phrase} from '../languages/words.ts';
import {
  WfControlDeclineEvent,
  WfControlGrantEvent,
  WfControlRequestEvent,
  WfControlReturnEvent,
  WfControlRevokeEvent,
  WfControlWithdrawEvent,
  WfHostDeclineEvent,
  WfHostPassEvent,
  WfHostRequestEvent,
  WfHostWithdrawEvent,
  WfParticipantAdmitEvent,
  WfParticipantFollowEvent,
  WfParticipantRefuseEvent,
  WfParticipantRemoveEvent,
  WfParticipantUnfollowEvent,
} from '../questions.ts';
import type {Action} from './actions.ts';
import type {SessionController} from './session-controller.ts';

type Act = (session: SessionController, about: ClientIndex) => Promise<SessionError | null>;

/** What each button says. */
export const LABELS: Readonly<Record<Action, Phrase>> = {
  ask: 'Ask for control',
  withdraw: 'Cancel asking for control',
  return: 'Give control back',
  revoke: 'Take control back',
  grant: 'Give control',
  decline: 'Decline',
  askHost: 'Ask to be host',
  withdrawHost: 'Cancel asking to be host',
  declineHost: 'Stay host',
  makeHost: 'Make host',
  follow: 'Follow',
  unfollow: 'Stop following',
  remove: 'Remove',
  admit: 'Let in',
  refuse: 'Refuse',
};

/** What each button does. */
export const ACTS: Readonly<Record<Action, Act>> = {
  ask: (session) => session.ask(new WfControlRequestEvent(), 'requestTabControl'),
  withdraw: (session) => session.ask(new WfControlWithdrawEvent(), 'withdrawTabControlRequest'),
  return: (session) => session.ask(new WfControlReturnEvent(), 'returnTabControl'),
  revoke: (session) => session.ask(new WfControlRevokeEvent(), 'revokeTabControl'),
  grant: (session, to) => session.ask(new WfControlGrantEvent(to), 'transferTabControl', to),
  decline: (session, to) => session.ask(new WfControlDeclineEvent(to), 'declineTabControl', to),
  askHost: (session) => session.ask(new WfHostRequestEvent(), 'requestToHost'),
  withdrawHost: (session) => session.ask(new WfHostWithdrawEvent(), 'withdrawHostRequest'),
  declineHost: (session, to) => session.ask(new WfHostDeclineEvent(to), 'declineHost', to),
  makeHost: (session, to) => session.ask(new WfHostPassEvent(to), 'makeHost', to),
  follow: (session, whom) => session.ask(new WfParticipantFollowEvent(whom), 'follow', whom),
  unfollow: (session, whom) => session.ask(new WfParticipantUnfollowEvent(whom), 'unfollow'),
  remove: (session, whom) => session.ask(new WfParticipantRemoveEvent(whom), 'removeParticipant', whom),
  admit: (session, whom) => session.ask(new WfParticipantAdmitEvent(whom), 'admit', whom),
  refuse: (session, whom) => session.ask(new WfParticipantRefuseEvent(whom), 'refuse', whom),
};
