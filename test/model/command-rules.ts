import type {OperatorCommandName, ParticipantCommandName} from '../../src/model/commands.ts';
import type {LoggedEventName} from '../../src/model/events.ts';
import type {RefusalCode} from '../../src/model/refusals.ts';

/** What a command of a participant comes to, besides `not_joined` and `session_ended`, which all can be refused with. */
export interface CommandRule {
  /** Who may, in words. */
  readonly who: string;
  /** What can happen at once. */
  readonly events: readonly LoggedEventName[];
  /** What the page of the tab tells later. */
  readonly later?: readonly LoggedEventName[];
  readonly refusals: readonly RefusalCode[];
}

const LOADS = ['relocate_start', 'relocated', 'tab_updated'] as const;
const CONTROLLER = 'whoever is in control of the tab';

/** What each command comes to. Checked against `decide`: nothing more is ever seen, and nothing less. */
export const COMMAND_RULES: Readonly<Record<ParticipantCommandName, CommandRule>> = {
  end: {
    who: 'the host; anyone with `anyone_can_deactivate_space`',
    events: ['session_ended'],
    refusals: ['not_allowed'],
  },
  relocate: {
    who: CONTROLLER,
    events: [],
    later: LOADS,
    refusals: ['not_allowed', 'unknown_tab', 'invalid_url', 'blocked_url'],
  },
  go_back: {who: CONTROLLER, events: [], later: LOADS, refusals: ['not_allowed', 'unknown_tab']},
  go_forward: {who: CONTROLLER, events: [], later: LOADS, refusals: ['not_allowed', 'unknown_tab']},
  reload: {who: CONTROLLER, events: [], later: LOADS, refusals: ['not_allowed', 'unknown_tab']},
  open_tab: {
    who: 'anyone; the host alone without `non_hosts_can_open_tabs`; only the first one without `new_urls_allowed`',
    events: ['tab_opened', 'tab_activated', 'huddle_follow'],
    later: LOADS,
    refusals: ['not_allowed', 'invalid_url', 'blocked_url', 'too_many'],
  },
  close_tab: {
    who: 'the owner of the tab; the host',
    events: ['tab_closed', 'tab_activated'],
    refusals: ['not_allowed', 'unknown_tab'],
  },
  activate_tab: {
    who: 'the host; in huddle mode anyone, for themselves and those who follow them',
    events: ['tab_activated', 'huddle_follow'],
    refusals: ['not_allowed', 'unknown_tab'],
  },
  request_tab_control: {
    who: 'anyone, with `participants_can_request_to_interact`',
    events: ['tab_control_requested'],
    refusals: ['not_allowed', 'unknown_tab', 'nothing_to_do', 'already_requested'],
  },
  withdraw_tab_control_request: {
    who: 'whoever asked',
    events: ['control_request_withdrawn'],
    refusals: ['unknown_tab', 'not_requested'],
  },
  decline_tab_control: {
    who: 'the owner who was asked',
    events: ['control_request_declined'],
    refusals: ['not_requested'],
  },
  transfer_tab_control: {
    who: 'the owner of a tab',
    events: ['tab_control_transferred'],
    refusals: ['not_allowed', 'unknown_participant', 'nothing_to_do'],
  },
  return_tab_control: {
    who: 'whoever borrowed control',
    events: ['tab_control_transferred'],
    refusals: ['nothing_to_do'],
  },
  revoke_tab_control: {
    who: 'the owner who lent control',
    events: ['tab_control_transferred'],
    refusals: ['nothing_to_do'],
  },
  request_to_host: {
    who: 'anyone, with `host_switching_allowed`',
    events: ['host_rights_requested'],
    refusals: ['not_allowed', 'nothing_to_do', 'already_requested'],
  },
  withdraw_host_request: {
    who: 'whoever asked',
    events: ['host_request_withdrawn'],
    refusals: ['not_requested'],
  },
  decline_host: {
    who: 'the host',
    events: ['host_request_declined'],
    refusals: ['not_allowed', 'not_requested'],
  },
  make_host: {
    who: 'the host',
    events: ['host_changed', 'admission_requested'],
    refusals: ['not_allowed', 'unknown_participant', 'nothing_to_do'],
  },
  pause_tab: {
    who: 'the owner of the tab, with `pause_enabled`',
    events: ['tab_paused'],
    refusals: ['not_allowed', 'unknown_tab', 'nothing_to_do'],
  },
  resume_tab: {
    who: 'the owner of the tab',
    events: ['tab_resumed', 'tab_updated'],
    refusals: ['not_allowed', 'unknown_tab', 'nothing_to_do'],
  },
  send_chat_message: {
    who: 'anyone, with `chat_enabled`',
    events: ['chat_message'],
    refusals: ['not_allowed', 'invalid_message'],
  },
  update_user_data: {
    who: 'anyone, for themselves',
    events: ['participant_updated'],
    refusals: ['identification_required'],
  },
  set_huddle_mode: {
    who: 'the host; in huddle mode everyone who may be host',
    events: ['huddle_mode', 'host_changed', 'tab_activated', 'admission_requested'],
    refusals: ['not_allowed', 'nothing_to_do'],
  },
  follow: {
    who: 'anyone, in huddle mode',
    events: ['huddle_follow', 'tab_activated'],
    refusals: ['not_allowed', 'unknown_participant', 'nothing_to_do'],
  },
  unfollow: {
    who: 'whoever follows someone',
    events: ['huddle_follow', 'tab_activated'],
    refusals: ['nothing_to_do'],
  },
  admit: {
    who: 'the host; in huddle mode anyone',
    events: ['participant_joined', 'tab_activated'],
    refusals: ['not_allowed', 'not_requested'],
  },
  refuse: {
    who: 'the host; in huddle mode anyone',
    events: ['admission_refused'],
    refusals: ['not_allowed', 'not_requested'],
  },
  remove_participant: {
    who: 'the host; in huddle mode everyone who may be host',
    events: [
      'participant_left',
      'tab_control_transferred',
      'tab_resumed',
      'tab_updated',
      'huddle_follow',
      'tab_activated',
    ],
    refusals: ['not_allowed', 'unknown_participant'],
  },
  send_message: {who: 'anyone', events: ['message'], refusals: []},
  broadcast_message: {who: 'anyone', events: ['message'], refusals: []},
  log: {who: 'anyone', events: ['client_log_added'], refusals: []},
  execute: {
    who: 'the leader and the host, with `code_execution_enabled`',
    events: [],
    refusals: ['not_allowed', 'unknown_tab'],
  },
  input: {who: CONTROLLER, events: [], later: ['user_activity'], refusals: ['not_allowed', 'unknown_tab']},
};

const UNPAUSED = 'unless its owner has paused the tab';
const STEERED: CommandRule = {who: UNPAUSED, events: [], later: LOADS, refusals: ['not_allowed', 'unknown_tab']};

/** What each command comes to when the operator of the space sends it. Checked as those of participants are. */
export const OPERATOR_RULES: Readonly<Record<OperatorCommandName, CommandRule>> = {
  end: {who: 'always', events: ['session_ended'], refusals: []},
  relocate: {...STEERED, refusals: [...STEERED.refusals, 'invalid_url', 'blocked_url']},
  go_back: STEERED,
  go_forward: STEERED,
  reload: STEERED,
  open_tab: {
    who: 'always; only the first one without `new_urls_allowed`. The tab belongs to the host, or to who came first',
    events: ['tab_opened', 'tab_activated'],
    later: LOADS,
    refusals: ['not_allowed', 'invalid_url', 'blocked_url', 'too_many'],
  },
  close_tab: {who: 'always', events: ['tab_closed', 'tab_activated'], refusals: ['unknown_tab']},
  activate_tab: {
    who: 'outside of huddle mode',
    events: ['tab_activated'],
    refusals: ['not_allowed', 'unknown_tab'],
  },
  remove_participant: {
    ...COMMAND_RULES.remove_participant,
    who: 'always',
    events: [...COMMAND_RULES.remove_participant.events, 'host_changed', 'admission_requested'],
    refusals: ['unknown_participant'],
  },
  broadcast_message: {who: 'always', events: ['message'], refusals: []},
  execute: {
    who: `with \`code_execution_enabled\`, ${UNPAUSED}`,
    events: [],
    refusals: ['not_allowed', 'unknown_tab'],
  },
};
