import assert from 'node:assert/strict';
import type {By, Command} from '../../src/model/commands.ts';
import {decide} from '../../src/model/decide.ts';
import type {SessionEvent, ToldEvent} from '../../src/model/events.ts';
import {evolve} from '../../src/model/evolve.ts';
import {isRefusal} from '../../src/model/outcome.ts';
import {project} from '../../src/model/project.ts';
import {DEFAULT_SETTINGS, type SessionSettings} from '../../src/model/settings.ts';
import {INITIAL_STATE, type SessionState} from '../../src/model/state.ts';

type Args<Name extends Command['name']> = Extract<Command, {name: Name}>['args'];

/** A session that is played step by step: each step must be allowed. */
export class Play {
  state: SessionState = INITIAL_STATE;

  /** Someone asks for something that is allowed. Returns what happened. */
  ask<Name extends Command['name']>(by: By, name: Name, args: Args<Name>): readonly SessionEvent[] {
    const outcome = decide(this.state, {name, args} as Command, by);
    assert.ok(!isRefusal(outcome), `${name} was refused: ${isRefusal(outcome) ? outcome.message : ''}`);
    this.state = outcome.reduce<SessionState>(evolve, this.state);
    return outcome;
  }

  /** What someone is told of the things that happen when that is asked. */
  told<Name extends Command['name']>(viewer: number, by: By, name: Name, args: Args<Name>): readonly ToldEvent[] {
    let state = this.state;
    return this.ask(by, name, args).flatMap((event) => {
      const told = project(event, viewer, state);
      state = evolve(state, event);
      return told ?? [];
    });
  }

  /** Why something is refused, or undefined when it is not; nothing happens then. */
  refusal<Name extends Command['name']>(by: By, name: Name, args: Args<Name>): string | undefined {
    const outcome = decide(this.state, {name, args} as Command, by);
    return isRefusal(outcome) ? outcome.refused : undefined;
  }
}

export const A = 'http://a.example/';
export const B = 'http://b.example/';
export const [ADA, GRACE, LINUS] = [0, 1, 2];

/** Ada leads and has tab 1, Grace has tab 2, Linus has none. */
export function meeting(settings: Partial<SessionSettings> = {}): Play {
  const play = new Play();
  play.ask('room', 'create', {settings: {...DEFAULT_SETTINGS, host_rights: 'everyone', ...settings}});
  play.ask('room', 'join', {leader: true, user_data: {name: 'Ada'}});
  play.ask('room', 'join', {leader: false, user_data: {name: 'Grace'}});
  play.ask('room', 'join', {leader: false, user_data: {name: 'Linus'}});
  play.ask(ADA, 'open_tab', {url: A});
  play.ask(GRACE, 'open_tab', {url: B});
  return play;
}

/** What happened, by name. */
export const names = (events: readonly SessionEvent[]) => events.map((event) => event.name);
/** Who controls each tab. */
export const controllers = ({state}: Play) => state.tabs.map((tab) => tab.controlIndex);
/** Who owns each tab. */
export const owners = ({state}: Play) => state.tabs.map((tab) => tab.leaderIndex);
