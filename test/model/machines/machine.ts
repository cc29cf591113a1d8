import type {By, Command} from '../../../src/model/commands.ts';
import type {LoggedEventName} from '../../../src/model/events.ts';
import {mayLead} from '../../../src/model/life.ts';
import type {SessionState} from '../../../src/model/state.ts';

/** Where something is: in which state, and whose it is, where that may change and the state does not. */
export interface Place {
  readonly at: string;
  readonly whose?: unknown;
}

/** One step of a session: who asked for what, and what is true before and after it. */
export interface Step {
  readonly command: Command;
  readonly by: By;
  readonly before: SessionState;
  readonly after: SessionState;
}

/** What has to be so for a transition: in words, and as a test. */
export type Guard<Key> = readonly [words: string, holds: (step: Step, key: Key) => boolean];

/** How something passes from one state to another. */
export interface Transition<Key = never> {
  readonly from: string;
  readonly command: Command['name'];
  /** What whoever asks is to the thing. */
  readonly by: string;
  readonly when?: Guard<Key>;
  readonly to: string;
  readonly events: readonly LoggedEventName[];
}

/** All that can become of one kind of thing in a session. */
export interface Machine<Key = never> {
  readonly title: string;
  readonly about: string;
  /** Each state with what it means, the first one first. */
  readonly states: Readonly<Record<string, string>>;
  /** The state of things that are not there; what comes and goes is left out where there is none. */
  readonly absent?: string;
  /** Each thing and where it is. */
  read(state: SessionState): ReadonlyMap<Key, Place>;
  /** All that someone is to a thing. */
  roles(by: number, key: Key, before: SessionState): readonly string[];
  readonly transitions: readonly Transition<Key>[];
}

/** A transition that was seen: its row, or what was seen where there is none. */
export type Seen = Transition | string;

/** What became of each thing in a step, by the table. */
export function seenIn<Key>(machine: Machine<Key>, step: Step, events: ReadonlySet<string>): Seen[] {
  const before = machine.read(step.before);
  const after = machine.read(step.after);
  const nowhere: Place | null = machine.absent === undefined ? null : {at: machine.absent};
  const seen: Seen[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const from = before.get(key) ?? nowhere;
    const to = after.get(key) ?? nowhere;
    if (!from || !to) continue;
    if (from.at === to.at && from.whose === to.whose) continue;
    const roles = step.by === 'room' ? ['room'] : rolesOf(machine, step.by, key, step.before);
    const row = machine.transitions.find(
      (each) =>
        each.from === from.at &&
        each.to === to.at &&
        each.command === step.command.name &&
        roles.includes(each.by) &&
        (each.when?.[1](step, key) ?? true) &&
        each.events.every((name) => events.has(name)),
    );
    const what = `${machine.title}: ${from.at} -> ${to.at} of ${key} by ${step.command.name} of ${roles}`;
    seen.push((row as Transition | undefined) ?? `${what}, with ${[...events]}`);
  }
  return seen;
}

function rolesOf<Key>(machine: Machine<Key>, by: number, key: Key, before: SessionState): readonly string[] {
  const leads = mayLead(before, by) ? ['host'] : [];
  const opensDoor = before.huddle || before.host === by ? ['doorkeeper'] : [];
  return [...machine.roles(by, key, before), ...leads, ...opensDoor, 'anyone'];
}

/** Who leaves in a step, or undefined. */
export function leaverOf({command}: Step): number | undefined {
  const leaves = command.name === 'leave' || command.name === 'remove_participant';
  return leaves ? command.args.client_index : undefined;
}

/** The ways in which someone leaves, as one row each. */
export function onLeaving<Key>(row: Omit<Transition<Key>, 'command' | 'by'>): readonly Transition<Key>[] {
  return [
    {...row, command: 'leave', by: 'room'},
    {...row, command: 'remove_participant', by: 'host'},
    {...row, command: 'remove_participant', by: 'room'},
  ];
}
