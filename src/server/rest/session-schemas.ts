import {type Static, Type} from 'typebox';
import {auditFilename} from '../audit/formats.ts';
import type {Room} from '../rooms/room.ts';
import type {SessionSummary} from '../storage/store.ts';
import {spaceSession} from '../webhooks/space-session.ts';
import {sessionLink} from './links.ts';
import type {RestContext} from './route.ts';
import {exact, orNull, time} from './schemas.ts';

/** A session in the vendor's form. */
export const sessionShown = Type.Object(
  {
    session_id: Type.String(),
    space_id: Type.String(),
    started_at: {...orNull(time), description: 'When the first participant came.'},
    duration: {...orNull(Type.Integer()), description: 'In seconds, once it has ended.'},
    queue_duration: {...orNull(Type.Integer()), description: 'Seconds until the first participant came.'},
    pin: {...orNull(Type.String()), description: 'Four digits; never told to widget keys.'},
    link: Type.String({
      description:
        'Lets people in while the session lives, if it was asked for with a secret key; else its page alone.',
    }),
    first_member: {
      ...orNull(
        Type.Object(
          {name: Type.String(), email: Type.String(), avatar_url: Type.String(), initials: Type.String()},
          exact,
        ),
      ),
      description: 'Whoever came first; never told to widget keys.',
    },
    participant_count: Type.Integer({description: 'How many ever came.'}),
    tags: Type.Array(Type.String(), {description: 'Addition. The setting `tags`; never told to widget keys.'}),
    recording_filename: Type.Literal(''),
    audit_log_filename: Type.String({
      description: 'What its audit log is called when it is downloaded; never told to widget keys, which may not.',
    }),
  },
  {...exact, title: 'Session'},
);

/** What can be asked of a list of sessions, beside its page. */
export const sessionFilter = {
  active: Type.Optional(Type.Boolean({description: 'Whether people have come, and it has not ended.'})),
  session_id: Type.Optional(Type.String({maxLength: 50})),
  session_id__icontains: Type.Optional(Type.String({maxLength: 50})),
  tag: Type.Optional(Type.String({maxLength: 100, description: 'Addition. One of its tags.'})),
  started_at_after: Type.Optional(time),
  started_at_before: Type.Optional(time),
  duration__gte: Type.Optional(Type.Integer({minimum: 0})),
  duration__lte: Type.Optional(Type.Integer({minimum: 0})),
};

/** A session that was made, with every way in. */
export const sessionMade = Type.Object(
  {
    session_id: Type.String(),
    link: Type.String({description: 'Lets anyone in, as often as it is opened.'}),
    leader_link: Type.String({description: 'Gives the leader’s seat, to one window at a time.'}),
    follower_link: Type.String({description: 'Lets each browser in once.'}),
    pin: orNull(Type.String()),
  },
  {...exact, title: 'New session'},
);

/** A session as it is answered; what lets people in is for secret keys alone. */
export function showSession(
  summary: SessionSummary,
  {rooms, site}: RestContext,
  open: boolean,
): Static<typeof sessionShown> {
  const room = rooms.find(summary.id);
  const page = `${site.publicUrl}/s${summary.id}`;
  const {
    pin,
    first_member: member,
    tags,
    ...rest
  } = spaceSession(summary, open && room ? sessionLink(room, site) : page);
  return {
    ...rest,
    pin: open ? pin : null,
    first_member: open ? member : null,
    tags: open ? [...tags] : [],
    recording_filename: '',
    audit_log_filename: open ? auditFilename(summary.id, 'jsonl') : '',
  };
}

/** Someone in a session. */
export const participantShown = Type.Object(
  {
    client_index: Type.Integer(),
    user_data: Type.Record(Type.String(), Type.Unknown()),
    role: Type.Enum(['admin', 'member', 'guest']),
    online: Type.Boolean({description: 'False while their line is lost.'}),
    is_leader: Type.Boolean(),
    is_host: Type.Boolean(),
    waiting: Type.Boolean({description: 'Whether they still have to be let in.'}),
  },
  {...exact, title: 'Participant'},
);

/** Everyone in a session, and those who wait to be let in. */
export function participantsOf({state}: Room): Static<typeof participantShown>[] {
  const {participants, waiting, roles, host} = state;
  const all = [
    ...participants.map((each) => ({...each, waiting: false})),
    ...waiting.map((each) => ({...each, waiting: true, online: true})),
  ];
  return all.map(({clientIndex, userData, online, waiting: waits}) => ({
    client_index: clientIndex,
    user_data: {...userData},
    role: roles[clientIndex] ?? 'guest',
    online,
    is_leader: clientIndex === 0,
    is_host: clientIndex === host,
    waiting: waits,
  }));
}

/** A tab of a session. */
export const tabShown = Type.Object(
  {
    ssid: Type.Integer(),
    tab_index: Type.Integer({description: 'Its place in the bar.'}),
    url: Type.String(),
    title: Type.String(),
    loading: Type.Boolean(),
    error: orNull(Type.String()),
    paused: Type.Boolean({description: 'Its owner hides what happens in it: shown is how it was.'}),
    active: Type.Boolean({description: 'Whether everyone sees it.'}),
    leader_index: Type.Integer({description: 'Who owns it.'}),
    control_index: Type.Integer({description: 'Who may click and type in it.'}),
  },
  {...exact, title: 'Tab'},
);

/** The tabs of a session in the order of the bar. */
export function tabsOf({state: {tabs, activeSsid}}: Room): Static<typeof tabShown>[] {
  return tabs.map((tab, index) => {
    const {ssid, leaderIndex, controlIndex, paused} = tab;
    const {url, title, loading, error} = tab.shown ?? tab;
    return {
      ...{ssid, tab_index: index, url, title, loading, error, paused, active: ssid === activeSsid},
      leader_index: leaderIndex,
      control_index: controlIndex,
    };
  });
}
