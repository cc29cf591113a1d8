import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {chainOf} from '../../src/model/chain.ts';
import type {SessionEvent, ToldEvent} from '../../src/model/events.ts';
import {evolve} from '../../src/model/evolve.ts';
import {isRefusal} from '../../src/model/outcome.ts';
import {project, projectState} from '../../src/model/project.ts';
import {type Named, RECEIVERS} from '../../src/model/receivers.ts';
import {findParticipant, findTab, INITIAL_STATE, type SessionState, shownSsid} from '../../src/model/state.ts';
import {type Played, play, schedules} from '../support/session-schedule.ts';

const RUNS = {numRuns: 1_000};

function always(law: (result: ReturnType<typeof play>) => void): void {
  fc.assert(
    fc.property(schedules, (schedule) => law(play(schedule))),
    RUNS,
  );
}

function everyStep(law: (played: Played) => void): void {
  always(({played}) => played.forEach(law));
}

/** Every event of a step with the state just before it. */
function eventsOf({outcome, before}: Played): {event: SessionEvent; before: SessionState}[] {
  if (isRefusal(outcome)) return [];
  let state = before;
  return outcome.map((event) => {
    const told = {event, before: state};
    state = evolve(state, event);
    return told;
  });
}

describe('laws of a session', () => {
  it('replays its log to the same state', () => {
    always(({log, state}) => assert.deepEqual(log.reduce<SessionState>(evolve, INITIAL_STATE), state));
  });

  it('has one host who is there, outside of huddle mode, as long as someone is there who may inherit', () => {
    everyStep(({after}) => {
      if (after.host !== null) assert.ok(findParticipant(after, after.host), `host ${after.host} is not there`);
      const {host_rights: rights} = after.settings;
      const mayInherit = ({clientIndex}: {clientIndex: number}) => {
        const role = after.roles[clientIndex];
        return rights === 'everyone' || role === 'admin' || (rights === 'members-only' && role === 'member');
      };
      if (after.huddle) assert.equal(after.host, null);
      else if (after.participants.some(mayInherit)) assert.notEqual(after.host, null);
    });
  });

  it('never has people follow each other in a circle, nor anyone who is not there', () => {
    everyStep(({after}) => {
      for (const {clientIndex, following, activeSsid} of after.participants) {
        const chain = chainOf(after, clientIndex);
        assert.equal(new Set(chain).size, chain.length);
        if (following !== null) assert.ok(after.huddle && findParticipant(after, following) && activeSsid === null);
      }
    });
  });

  it('keeps whoever waits until they are let in, sent away or gone, each once', () => {
    everyStep(({before, after, outcome}) => {
      const waits = (state: SessionState) => state.waiting.map(({clientIndex}) => clientIndex);
      assert.equal(new Set(waits(after)).size, after.waiting.length);
      const events = isRefusal(outcome) ? [] : outcome;
      const settled = events.flatMap(({name, payload}) =>
        /^(participant_joined|admission_refused|admission_withdrawn)$/.test(name) && 'clientIndex' in payload
          ? payload.clientIndex
          : [],
      );
      for (const index of waits(before)) assert.ok(waits(after).includes(index) || settled.includes(index));
      for (const index of waits(after)) assert.equal(findParticipant(after, index), undefined);
    });
  });

  it('has one owner and one controller for every tab, who are there', () => {
    everyStep(({after}) => {
      if (after.participants.length === 0) return;
      for (const tab of after.tabs) {
        assert.ok(findParticipant(after, tab.leaderIndex), `the owner of tab ${tab.ssid} is not there`);
        assert.ok(findParticipant(after, tab.controlIndex), `the controller of tab ${tab.ssid} is not there`);
      }
    });
  });

  it('keeps the last owner of each tab when everyone has left', () => {
    everyStep(({before, after}) => {
      if (after.participants.length > 0 || before.participants.length === 0) return;
      assert.deepEqual(after.tabs, before.tabs);
    });
  });

  it('shows an open tab whenever one is open', () => {
    everyStep(({after}) => {
      if (after.tabs.length === 0 || after.huddle) assert.equal(after.activeSsid, null);
      else assert.ok(findTab(after, after.activeSsid));
      if (!after.huddle) return;
      for (const {clientIndex} of after.participants) {
        assert.equal(findTab(after, shownSsid(after, clientIndex)) === undefined, after.tabs.length === 0);
      }
    });
  });

  it('changes nothing when it refuses a command', () => {
    everyStep(({outcome, before, after}) => {
      if (isRefusal(outcome)) assert.equal(after, before);
    });
  });

  it('gives no index and no ssid to a second one', () => {
    always(({log}) => {
      const indexes = log.flatMap((event) => (event.name === 'participant_joined' ? event.payload.clientIndex : []));
      const ssids = log.flatMap((event) => (event.name === 'tab_opened' ? event.payload.ssid : []));
      assert.equal(new Set(indexes).size, indexes.length);
      assert.equal(new Set(ssids).size, ssids.length);
    });
  });

  it('keeps no request for a tab that is in the hands of whoever asked', () => {
    everyStep(({after}) => {
      for (const {clientIndex, ssid} of after.controlRequests) {
        assert.notEqual(findTab(after, ssid)?.controlIndex, clientIndex);
      }
    });
  });

  it('keeps requests only from people who are there, to people who are there, each once', () => {
    everyStep(({after}) => {
      const pairs = after.controlRequests.map(({clientIndex, leaderIndex}) => `${clientIndex}>${leaderIndex}`);
      assert.equal(new Set(pairs).size, pairs.length);
      for (const {clientIndex, leaderIndex} of after.controlRequests) {
        assert.ok(findParticipant(after, clientIndex) && findParticipant(after, leaderIndex));
      }
      for (const clientIndex of after.hostRequests) assert.ok(findParticipant(after, clientIndex));
    });
  });

  it('names the place of a tab at the time of the event', () => {
    everyStep((played) => {
      for (const {event, before} of eventsOf(played)) {
        if (!('tabIndex' in event.payload) || event.name === 'tab_opened') continue;
        assert.equal(before.tabs[event.payload.tabIndex]?.ssid, event.payload.ssid, event.name);
      }
    });
  });

  it('hides no tab from its owner, and lets nobody use what is hidden from them', () => {
    everyStep(({step, outcome, before}) => {
      const {command, by} = step;
      if (command.name !== 'input' || isRefusal(outcome)) return;
      const tab = findTab(before, command.args.ssid);
      assert.ok(tab && (!tab.paused || tab.leaderIndex === by));
    });
  });

  it('says nothing more once it has ended', () => {
    everyStep(({before, outcome}) => {
      if (before.phase === 'ended') assert.ok(isRefusal(outcome));
    });
  });
});

describe('laws of what a viewer is told', () => {
  it('comes to the same as the state cut for that viewer', () => {
    always(({played}) => {
      const clients = new Map<number, SessionState>();
      for (const step of played) {
        for (const {event, before} of eventsOf(step)) {
          if (event.name === 'participant_joined') {
            clients.set(event.payload.clientIndex, projectState(before, event.payload.clientIndex));
          }
          // Whoever left knows what they knew.
          if (event.name === 'participant_left') clients.delete(event.payload.clientIndex);
          const after = evolve(before, event);
          for (const [viewer, known] of clients) {
            const told = project(event, viewer, before);
            const now = told ? evolve(known, told) : known;
            assert.deepEqual(now, projectState(after, viewer), `${event.name} for ${viewer}`);
            clients.set(viewer, now);
          }
        }
      }
    });
  });

  it('reaches those whom the rule of the event names, and nobody else', () => {
    everyStep((played) => {
      for (const {event, before} of eventsOf(played)) {
        for (const viewer of viewersOf(event, before)) {
          const told = project(event, viewer, before);
          // Whoever looks elsewhere in huddle mode is told something else instead.
          const hears = told?.name === event.name;
          const allowed = RECEIVERS[event.name].includes(event.payload as Named, viewer, before);
          assert.equal(hears, allowed, `${event.name} for ${viewer}`);
        }
      }
    });
  });

  it('says nothing that is not for that viewer', () => {
    const fits: {[Name in ToldEvent['name']]?: (payload: object, viewer: number) => boolean} = {
      session_created: (payload) => !('settings' in payload),
      session_ended: (payload, viewer) => viewer === 0 || !('final_location' in payload),
      host_changed: (payload, viewer) => {
        const {to, gained, myIndex} = payload as {to: number; gained: boolean; myIndex: number};
        return myIndex === viewer && gained === (to === viewer);
      },
      participant_joined: (payload) => !('role' in payload),
      admission_requested: (payload) => !('role' in payload),
      file_downloaded: (payload) => !('fileId' in payload),
      message: (payload) => !('to' in payload),
    };
    everyStep((played) => {
      for (const {event, before} of eventsOf(played)) {
        for (const viewer of viewersOf(event, before)) {
          const told = project(event, viewer, before);
          if (told) assert.ok(fits[told.name]?.(told.payload, viewer) ?? true, `${told.name} for ${viewer}`);
        }
      }
    });
  });

  it('is only the beginning and the end for someone who has not joined', () => {
    everyStep((played) => {
      for (const {event, before} of eventsOf(played)) {
        const told = project(event, null, before);
        if (!told) continue;
        assert.match(told.name, /^session_(created|ended)$/);
        assert.deepEqual(told.payload, {});
      }
    });
  });
});

/** Everyone who is in the session when the event comes, and whoever comes in with it. */
function viewersOf(event: SessionEvent, before: SessionState): readonly number[] {
  return evolve(before, event).participants.map(({clientIndex}) => clientIndex);
}
