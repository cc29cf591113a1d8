import fc from 'fast-check';
import type {By, Command, RoomCommands} from '../../src/model/commands.ts';
import {decide} from '../../src/model/decide.ts';
import type {SessionEvent} from '../../src/model/events.ts';
import {evolve} from '../../src/model/evolve.ts';
import {isRefusal, type Outcome} from '../../src/model/outcome.ts';
import {DEFAULT_SETTINGS} from '../../src/model/settings.ts';
import {INITIAL_STATE, type Role, type SessionState} from '../../src/model/state.ts';
import {MAX_TABS} from '../../src/model/tabs.ts';

/** One step of a schedule: somebody asks for something. */
export interface Step {
  readonly command: Command;
  readonly by: By;
}

// One of those that are there when the step is played, or sometimes a stranger.
const index = fc.nat(9);
const ssid = fc.nat(9);
const url = fc.oneof(
  {weight: 8, arbitrary: fc.constantFrom('http://shop.localhost/', 'https://example.com/a', 'about:blank')},
  {weight: 1, arbitrary: fc.constantFrom('file:///etc/passwd', 'x')},
);
const role = fc.constantFrom<Role>('admin', 'member', 'guest', 'guest');
const userData = fc.record({name: fc.constantFrom('Ada', 'Grace', 'Linus', '')});

function command<Name extends Command['name']>(
  name: Name,
  args: fc.Arbitrary<Extract<Command, {name: Name}>['args']>,
): fc.Arbitrary<Command> {
  return args.map((made) => ({name, args: made}) as Command);
}

function mostly(value: boolean): fc.Arbitrary<boolean> {
  return fc.constantFrom(value, value, value, value, value, !value);
}

const none = fc.constant({});
const maybeTab = fc.record({ssid}, {requiredKeys: []});

/** Something that a participant asks for. */
export const asked: fc.Arbitrary<Step> = fc.record({
  by: index,
  command: fc.oneof(
    {weight: 4, arbitrary: command('open_tab', fc.record({url}))},
    command('close_tab', fc.record({ssid})),
    {weight: 2, arbitrary: command('activate_tab', fc.record({ssid}))},
    command('relocate', fc.record({url, ssid})),
    command('go_back', maybeTab),
    command('go_forward', maybeTab),
    command('reload', maybeTab),
    {weight: 4, arbitrary: command('request_tab_control', maybeTab)},
    {weight: 2, arbitrary: command('decline_tab_control', fc.record({to: index}))},
    {weight: 4, arbitrary: command('transfer_tab_control', fc.record({to: index}))},
    {weight: 2, arbitrary: command('return_tab_control', none)},
    command('revoke_tab_control', none),
    {weight: 2, arbitrary: command('request_to_host', none)},
    {weight: 2, arbitrary: command('make_host', fc.record({to: index}))},
    command('update_user_data', fc.record({user_data: userData})),
    {weight: 2, arbitrary: command('withdraw_tab_control_request', maybeTab)},
    command('withdraw_host_request', none),
    command('decline_host', fc.record({to: index})),
    {weight: 2, arbitrary: command('pause_tab', maybeTab)},
    command('resume_tab', maybeTab),
    command('send_chat_message', fc.record({message: fc.constantFrom('hello', ' ')})),
    command('input', fc.record({ssid})),
    {weight: 3, arbitrary: command('set_huddle_mode', fc.record({enabled: fc.boolean()}))},
    {weight: 5, arbitrary: command('follow', fc.record({client_index: index}))},
    {weight: 2, arbitrary: command('unfollow', none)},
    {weight: 3, arbitrary: command('admit', fc.record({to: index}))},
    command('refuse', fc.record({to: index})),
    {weight: 2, arbitrary: command('remove_participant', fc.record({client_index: index}))},
    command('send_message', fc.record({data: fc.constant('hi'), target_origin: fc.constant('*')})),
    command('broadcast_message', fc.record({message: fc.constant('hi')})),
    command('log', fc.record({entry: fc.constant('noted')})),
    command('execute', fc.record({code: fc.constant('1'), type: fc.constant('javascript' as const)})),
  ),
});

/** What the operator of the space asks for, but for the end. */
const operated = [
  command('relocate', fc.record({url, ssid}, {requiredKeys: ['url']})),
  command('go_back', maybeTab),
  command('go_forward', maybeTab),
  command('reload', maybeTab),
  command('open_tab', fc.record({url})),
  command('close_tab', fc.record({ssid})),
  command('activate_tab', fc.record({ssid})),
  command('remove_participant', fc.record({client_index: index})),
  command('broadcast_message', fc.record({message: fc.constant('hi')})),
  command('execute', fc.record({code: fc.constant('1'), type: fc.constant('javascript' as const)})),
];

const happened: fc.Arbitrary<Step> = fc.record({
  by: fc.constant('room' as const),
  command: fc.oneof(
    {
      weight: 6,
      arbitrary: command('join', fc.record({leader: mostly(false), user_data: userData, role, verified: fc.boolean()})),
    },
    command('leave', fc.record({client_index: index})),
    {weight: 3, arbitrary: command('set_online', fc.record({client_index: index, online: fc.boolean()}))},
    command('tab_popped_up', fc.record({opener: ssid, url})),
    command('file_shared', fc.record({client_index: index, url})),
    command('tab_relocating', fc.record({ssid, url})),
    command('tab_relocated', fc.record({ssid, url})),
    command('tab_changed', fc.record({ssid, title: fc.string(), loading: fc.boolean()}, {requiredKeys: ['ssid']})),
    command('tab_changed', fc.record({ssid, error: fc.string(), errorCode: fc.constantFrom('crashed', 'failed')})),
    command('tab_gone', fc.record({ssid, opener: ssid}, {requiredKeys: ['ssid']})),
    command(
      'message_from_page',
      fc.record({
        ssid,
        data: fc.constant('hi'),
        origin: fc.constant('http://shop.localhost'),
        target_origin: fc.constant('*'),
      }),
    ),
    command(
      'tab_downloaded',
      fc.record({ssid, file_id: fc.constant('f1'), filename: fc.constant('a.txt'), sha256: fc.constant('ab')}),
    ),
    command('active', none),
    ...operated,
    command('expire_control_request', fc.record({client_index: index, ssid})),
    command('expire_host_request', fc.record({client_index: index})),
  ),
});

/** The end comes seldom: a schedule that ends at once says little. */
const over: fc.Arbitrary<Step> = fc.oneof(
  fc.record({by: index, command: command('end', none)}),
  fc.record({by: fc.constant('room' as const), command: fc.oneof(command('expire', none), command('end', none))}),
);

/** The creation of a session, with settings of all sorts. */
export const created: fc.Arbitrary<Step> = fc
  .record({
    pause_enabled: mostly(true),
    code_execution_enabled: fc.boolean(),
    admission_enabled: fc.boolean(),
    anyone_can_deactivate_space: mostly(false),
    host_switching_allowed: mostly(true),
    participants_can_request_to_interact: mostly(true),
    non_hosts_can_open_tabs: mostly(true),
    new_urls_allowed: mostly(true),
    chat_enabled: mostly(true),
    identification: fc.constantFrom(
      'anonymous' as const,
      'anonymous' as const,
      'name_only' as const,
      'verified' as const,
    ),
    host_rights: fc.constantFrom(
      'everyone' as const,
      'everyone' as const,
      'members-only' as const,
      'admins-only' as const,
    ),
    startup_page_action: fc.constantFrom('do_nothing' as const, 'custom_pages' as const),
    startup_page_list: fc.constant(['http://shop.localhost/', 'https://example.com/a']),
    blocklist: fc.constantFrom('[]', '[{"pattern": "example"}]'),
  })
  .map((settings) => ({by: 'room', command: {name: 'create', args: {settings: {...DEFAULT_SETTINGS, ...settings}}}}));

/** What makes much of the rest possible, and would come seldom by itself. */
const BEGINNINGS: Step[] = [
  {by: 1, command: {name: 'request_to_host', args: {}}},
  {by: 1, command: {name: 'request_tab_control', args: {}}},
  {by: 0, command: {name: 'transfer_tab_control', args: {to: 2}}},
  {by: 0, command: {name: 'pause_tab', args: {}}},
  {by: 0, command: {name: 'set_huddle_mode', args: {enabled: true}}},
  {by: 2, command: {name: 'follow', args: {client_index: 1}}},
  {by: 1, command: {name: 'follow', args: {client_index: 0}}},
];

/** Sometimes everyone leaves, and the tabs wait for whoever comes next; or there are as many tabs as there can be. */
const leaves: Step = {by: 'room', command: {name: 'leave', args: {client_index: 0}}};
const opens: Step = {by: 0, command: {name: 'open_tab', args: {url: 'about:blank'}}};
const extremes = fc.constantFrom<Step[]>([], [], [], [], [], Array(3).fill(leaves), Array(MAX_TABS - 3).fill(opens));

/** Often the leader and two others are there, with a tab each, before anything else happens. */
const gathered: fc.Arbitrary<Step[]> = fc.oneof(
  {weight: 1, arbitrary: fc.constant<Step[]>([])},
  {
    weight: 9,
    arbitrary: fc.tuple(role, role, fc.subarray(BEGINNINGS), extremes).map(([first, second, begun, extreme]) => {
      const roles = [first, second];
      const user_data = {name: 'Ada'};
      const others = roles.map((each) => joins({leader: false, user_data, role: each, verified: true}));
      const come = [joins({leader: true, user_data}), ...others];
      const isGuest = (index: number) => roles[index - 1] === 'guest';
      const admit = [1, 2].filter(isGuest).map((to): Step => ({by: 0, command: {name: 'admit', args: {to}}}));
      const url = 'http://shop.localhost/';
      const tabs = [0, 1, 2].map((by): Step => ({by, command: {name: 'open_tab', args: {url}}}));
      return [...come, ...admit, ...tabs, ...begun, ...extreme];
    }),
  },
);

function joins(args: RoomCommands['join']): Step {
  return {by: 'room', command: {name: 'join', args}};
}

/** Anything that people and pages can do to a session from its creation on, in any order. */
export const schedules: fc.Arbitrary<Step[]> = fc
  .tuple(
    created,
    gathered,
    fc.array(
      fc.oneof({weight: 60, arbitrary: asked}, {weight: 40, arbitrary: happened}, {weight: 1, arbitrary: over}),
      {maxLength: 80, size: 'max'},
    ),
  )
  .map(([first, people, rest]) => [first, ...people, ...rest]);

/** What a schedule came to: each step with the state before and after it. */
export interface Played {
  readonly step: Step;
  readonly outcome: Outcome;
  readonly before: SessionState;
  readonly after: SessionState;
}

/** Plays a schedule from the creation of a session on. */
export function play(schedule: readonly Step[]): {played: Played[]; log: SessionEvent[]; state: SessionState} {
  let state = INITIAL_STATE;
  const log: SessionEvent[] = [];
  const played = schedule.map((drawn) => {
    const before = state;
    const step = meant(drawn, before);
    const outcome = decide(state, step.command, step.by);
    if (!isRefusal(outcome)) {
      log.push(...outcome);
      state = outcome.reduce<SessionState>(evolve, state);
    }
    return {step, outcome, before, after: state};
  });
  return {played, log, state};
}

/** A step as it is meant in that state: what was drawn becomes someone and something that is there, or a stranger. */
export function meant({command, by}: Step, state: SessionState): Step {
  const args: Record<string, unknown> = {...command.args};
  const people = state.participants.map(({clientIndex}) => clientIndex);
  for (const name of ['to', 'client_index'] as const) {
    if (typeof args[name] === 'number') args[name] = pick(whoFits(command.name, state) ?? people, args[name]);
  }
  for (const name of ['ssid', 'opener'] as const) {
    const tabs = state.tabs.map((tab) => tab.ssid);
    if (typeof args[name] === 'number') args[name] = pick(tabs, args[name]);
  }
  return {command: {...command, args} as Command, by: by === 'room' ? by : pick(people, by)};
}

function pick(pool: readonly number[], draw: number): number {
  return draw < 8 && pool.length > 0 ? (pool[draw % pool.length] as number) : draw;
}

/** Who is meant by a command that is about someone who asked, or waits. */
function whoFits(name: Command['name'], state: SessionState): readonly number[] | null {
  const waiting = state.waiting.map(({clientIndex}) => clientIndex);
  const asking = state.controlRequests.map(({clientIndex}) => clientIndex);
  if (name === 'admit' || name === 'refuse') return waiting;
  if (name === 'decline_tab_control' || name === 'expire_control_request') return asking;
  if (name === 'decline_host' || name === 'expire_host_request') return state.hostRequests;
  if (name === 'leave') return [...state.participants.map(({clientIndex}) => clientIndex), ...waiting];
  return null;
}
