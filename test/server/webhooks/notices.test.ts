import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import type {SessionEvent} from '../../../src/model/events.ts';
import {evolve} from '../../../src/model/evolve.ts';
import {DEFAULT_SETTINGS} from '../../../src/model/settings.ts';
import {INITIAL_STATE, type SessionState} from '../../../src/model/state.ts';
import type {Notice, SessionSummary} from '../../../src/server/storage/store.ts';
import {CATEGORIES, categoriesOf, noticesOf} from '../../../src/server/webhooks/notices.ts';
import {play, schedules} from '../../support/session-schedule.ts';

const SUMMARY: SessionSummary = {
  id: 's1',
  spaceId: 'shop',
  createdAt: Date.UTC(2026, 0, 1, 10),
  pin: '1234',
  tags: ['sales'],
  startedAt: Date.UTC(2026, 0, 1, 10, 0, 7, 250),
  endedAt: null,
  participantCount: 1,
  firstMember: {name: 'Ada Augusta Lovelace', email: 'ada@example.com'},
};

const LINK = 'https://sessions.example/ss1';

function told(event: SessionEvent, before = INITIAL_STATE, session = SUMMARY): Notice[] {
  return noticesOf({event, number: 2, before, session, spaceName: 'Shop', link: LINK});
}

const ADA: SessionEvent = {
  name: 'participant_joined',
  payload: {clientIndex: 0, userData: {name: 'Ada', email: 'ada@example.com'}, role: 'admin'},
};
const CREATED: SessionEvent = {name: 'session_created', payload: {settings: DEFAULT_SETTINGS}};
const LIVE = [CREATED, ADA].reduce<SessionState>(evolve, INITIAL_STATE);

/** What the vendor's started and ended have in common. */
const SESSION = {
  session_id: 's1',
  space_id: 'shop',
  number: 2,
  started_at: '2026-01-01T10:00:07.250000+00:00',
  duration: null,
  queue_duration: 7,
  pin: '1234',
  link: LINK,
  first_member: {name: 'Ada Augusta Lovelace', email: 'ada@example.com', avatar_url: '', initials: 'AL'},
  participant_count: 1,
  tags: ['sales'],
};

describe('what webhooks are told', () => {
  it('is the start, in the vendor’s words, and then who came, when the first participant comes', () => {
    assert.deepEqual(told(ADA), [
      {category: 'space.session.started', data: SESSION},
      {
        category: 'space.session.participant_joined',
        data: {
          session_id: 's1',
          space_id: 'shop',
          number: 2,
          clientIndex: 0,
          userData: {name: 'Ada', email: 'ada@example.com'},
          space_name: 'Shop',
          participant_count: 1,
        },
      },
    ]);
  });

  it('is the start once', () => {
    const categories = told(ADA, LIVE).map(({category}) => category);
    assert.deepEqual(categories, ['space.session.participant_joined']);
  });

  it('is of the end what the vendor tells, with the duration in whole seconds', () => {
    const end: SessionEvent = {name: 'session_ended', payload: {final_location: 'http://shop.localhost/'}};
    assert.deepEqual(told(end, LIVE, {...SUMMARY, endedAt: SUMMARY.startedAt! + 61_900}), [
      {category: 'space.session.ended', data: {...SESSION, duration: 61, final_location: 'http://shop.localhost/'}},
    ]);
  });

  it('is of an end that came before anyone how long it waited', () => {
    const end: SessionEvent = {name: 'session_ended', payload: {final_location: null}};
    const never = {...SUMMARY, startedAt: null, firstMember: null, endedAt: SUMMARY.createdAt + 30_000};
    const [notice] = told(end, INITIAL_STATE, never);
    assert.deepEqual(notice?.data, {
      ...SESSION,
      ...{started_at: null, duration: 0, queue_duration: 30, first_member: null, final_location: null},
    });
  });

  it('is of who left what the vendor tells, and the payload', () => {
    const userData = {name: 'Ada', email: 7};
    assert.deepEqual(told({name: 'participant_left', payload: {clientIndex: 0, userData, removed: true}}, LIVE), [
      {
        category: 'space.session.participant_left',
        data: {
          ...{session_id: 's1', space_id: 'shop', number: 2, space_name: 'Shop'},
          ...{clientIndex: 0, userData, removed: true},
          ...{email: '', name: 'Ada', client_index: 0, user_id: null, is_leader: true},
        },
      },
    ]);
  });

  it('is of a download not where it lies', () => {
    const [notice] = told({
      name: 'file_downloaded',
      payload: {ssid: 1, tabIndex: 0, fileId: 'secret-id', filename: 'a.pdf', sha256: 'ab', controlIndex: 0},
    });
    assert.deepEqual(notice?.data, {
      ...{session_id: 's1', space_id: 'shop', number: 2},
      ...{ssid: 1, tabIndex: 0, filename: 'a.pdf', sha256: 'ab', controlIndex: 0},
    });
  });

  it('is of every event one notice in a category of its own, which the list of them has', () => {
    const run = ({log}: ReturnType<typeof play>) => {
      let state = INITIAL_STATE;
      for (const event of log) {
        const notices = noticesOf({event, number: 1, before: state, session: SUMMARY, spaceName: 'Shop', link: LINK});
        const isFirst = event.name === 'participant_joined' && state.phase === 'created';
        assert.equal(notices.length, isFirst ? 2 : 1);
        for (const {category, data} of notices) {
          assert.ok(categoriesOf(event.name).includes(category) && CATEGORIES.includes(category));
          assert.deepEqual({...data, ...{session_id: 's1', space_id: 'shop', number: 1}}, data);
          assert.ok(!JSON.stringify(data).includes('"role"'));
        }
        state = evolve(state, event);
      }
    };
    fc.assert(
      fc.property(schedules, (schedule) => run(play(schedule))),
      {numRuns: 200},
    );
  });

  it('is named by a rule, after the event', () => {
    assert.deepEqual(categoriesOf('session_created'), ['space.session.created']);
    assert.deepEqual(categoriesOf('session_ended'), ['space.session.ended']);
    assert.deepEqual(categoriesOf('client_log_added'), ['space.session.client_log_added']);
    assert.deepEqual(categoriesOf('connection_lost'), []);
  });
});
