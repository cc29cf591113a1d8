import {admission} from './admission.ts';
import type {By, Command} from './commands.ts';
import {control} from './control.ts';
import type {ClientIndex} from './events.ts';
import {host} from './host.ts';
import {huddle} from './huddle.ts';
import {life} from './life.ts';
import {messages} from './messages.ts';
import {operator} from './operator.ts';
import type {Outcome} from './outcome.ts';
import {refuse} from './refusals.ts';
import {findParticipant, type SessionState} from './state.ts';
import {tabs} from './tabs.ts';

type AnyDecider = (state: SessionState, args: Command['args'], by: ClientIndex) => Outcome;

const ROOM = -1;
const forRoom = {
  ...life.room,
  ...tabs.room,
  ...control.room,
  ...host.room,
  ...messages.room,
  ...operator,
} as Readonly<Record<string, AnyDecider>>;
const forParticipants = {
  ...life.participant,
  ...tabs.participant,
  ...control.participant,
  ...host.participant,
  ...huddle,
  ...admission,
  ...messages.participant,
} as Readonly<Record<string, AnyDecider>>;

/** May this person do that, and what then happened? Pure: the state is not changed. */
export function decide(state: SessionState, command: Command, by: By): Outcome {
  if (state.phase === 'ended') return refuse('session_ended', 'The session has ended.');
  if (by === 'room') return (forRoom[command.name] as AnyDecider)(state, command.args, ROOM);
  const decider = forParticipants[command.name];
  if (!decider) return refuse('not_allowed', `No participant can send "${command.name}".`);
  if (!findParticipant(state, by)) return refuse('not_joined', 'Join the session first.');
  return decider(state, command.args, by);
}
