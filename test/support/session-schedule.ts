import fc from 'fast-check';
import type {By, Command} from '../../src/model/commands.ts';
import {decide} from '../../src/model/decide.ts';
import type {SessionEvent} from '../../src/model/events.ts';
import {evolve} from '../../src/model/evolve.ts';
import {isRefusal, type Outcome} from '../../src/model/outcome.ts';
import {DEFAULT_SETTINGS} from '../../src/model/settings.ts';
import {INITIAL_STATE, type Role, type SessionState} from '../../src/model/state.ts';

/** One step of a schedule: somebody asks for something. */
export interface Step {
  readonly command: Command;
  readonly by: By;
}

const index = fc.nat(5);
const ssid = fc.integer({min: 1, max: 8});
const url = fc.constantFrom(
  'http://shop.localhost/',
  'https://example.com/a',
  'about:blank',
  'file:///etc/passwd',
  'x',
);
const role = fc.constantFrom<Role>('admin', 'member', 'guest', 'guest');
const userData = fc.record({name: fc.constantFrom('Ada', 'Grace', 'Linus')});

function command<Name extends Command['name']>(
  name: Name,
  args: fc.Arbitrary<Extract<Command, {name: Name}>['args']>,
): fc.Arbitrary<Command> {
  return args.map((made) => ({name, args: made}) as Command);
}

const none = fc.constant({});
const maybeTab = fc.record({ssid}, {requiredKeys: []});

const asked: fc.Arbitrary<Step> = fc.record({
  by: index,
  command: fc.oneof(
    {weight: 4, arbitrary: command('open_tab', fc.record({url}))},
    command('close_tab', fc.record({ssid})),
    command('activate_tab', fc.record({ssid})),
    command('relocate', fc.record({url, ssid})),
    command('go_back', maybeTab),
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
    {weight: 2, arbitrary: command('set_huddle_mode', fc.record({enabled: fc.boolean()}))},
    {weight: 3, arbitrary: command('follow', fc.record({client_index: index}))},
    {weight: 2, arbitrary: command('unfollow', none)},
    {weight: 3, arbitrary: command('admit', fc.record({to: index}))},
    command('refuse', fc.record({to: index})),
    command('remove_participant', fc.record({client_index: index})),
    command('send_message', fc.record({data: fc.constant('hi'), target_origin: fc.constant('*')})),
    command('broadcast_message', fc.record({message: fc.constant('hi')})),
    command('log', fc.record({entry: fc.constant('noted')})),
    command('execute', fc.record({code: fc.constant('1'), type: fc.constant('javascript' as const)})),
  ),
});

const happened: fc.Arbitrary<Step> = fc.record({
  by: fc.constant('room' as const),
  command: fc.oneof(
    {
      weight: 6,
      arbitrary: command('join', fc.record({leader: fc.boolean(), user_data: userData, role, verified: fc.boolean()})),
    },
    {weight: 3, arbitrary: command('leave', fc.record({client_index: index}))},
    {weight: 3, arbitrary: command('set_online', fc.record({client_index: index, online: fc.boolean()}))},
    command('tab_popped_up', fc.record({opener: ssid, url})),
    command('tab_relocating', fc.record({ssid, url})),
    command('tab_relocated', fc.record({ssid, url})),
    command('tab_changed', fc.record({ssid, title: fc.string(), loading: fc.boolean()}, {requiredKeys: ['ssid']})),
    command('tab_gone', fc.record({ssid})),
    command(
      'message_from_page',
      fc.record({
        ssid,
        data: fc.constant('hi'),
        origin: fc.constant('http://shop.localhost'),
        target_origin: fc.constant('*'),
      }),
    ),
    command('tab_downloaded', fc.record({ssid, file_id: fc.constant('f1'), filename: fc.constant('a.txt')})),
    command('active', none),
    command('expire_control_request', fc.record({client_index: index, ssid})),
    command('expire_host_request', fc.record({client_index: index})),
  ),
});

/** The end comes seldom: a schedule that ends at once says little. */
const over: fc.Arbitrary<Step> = fc.oneof(
  fc.record({by: index, command: command('end', none)}),
  fc.record({by: fc.constant('room' as const), command: command('expire', none)}),
);

const created: fc.Arbitrary<Step> = fc
  .record({
    pause_enabled: fc.constant(true),
    code_execution_enabled: fc.boolean(),
    admission_enabled: fc.boolean(),
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

/** Anything that people and pages can do to a session from its creation on, in any order. */
export const schedules: fc.Arbitrary<Step[]> = fc
  .tuple(
    created,
    fc.array(
      fc.oneof({weight: 20, arbitrary: asked}, {weight: 12, arbitrary: happened}, {weight: 1, arbitrary: over}),
      {maxLength: 80, size: 'max'},
    ),
  )
  .map(([first, rest]) => [first, ...rest]);

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
  const played = schedule.map((step) => {
    const before = state;
    const outcome = decide(state, step.command, step.by);
    if (!isRefusal(outcome)) {
      log.push(...outcome);
      state = outcome.reduce<SessionState>(evolve, state);
    }
    return {step, outcome, before, after: state};
  });
  return {played, log, state};
}
