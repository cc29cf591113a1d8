import {BUTTONS} from '../../components/shared/buttons.ts';
import {API} from '../../src/client/api-request.ts';
import {UNSUPPORTED} from '../../src/client/unsupported.ts';
import {COMMAND_RULES, type CommandRule, OPERATOR_RULES} from '../model/command-rules.ts';
import {COMMAND_TABLE, type CommandRow} from '../support/command-table.ts';
import {code, codes, page, table} from './markdown.ts';
import {type Member, readMembers} from './read-types.ts';

/** What the client or the server answers, without asking the model. */
const ANSWERED: CommandRule = {who: 'anyone', events: [], refusals: []};
const RULES: Readonly<Record<string, CommandRule>> = {
  ...COMMAND_RULES,
  get_screen_size: {...ANSWERED, refusals: ['unknown_tab']},
  upload_file: COMMAND_RULES.open_tab,
  // Refused silently, as it was with the vendor.
  request_control: {...COMMAND_RULES.request_to_host, refusals: []},
};

/** Every command: how it is called, who may, and what comes of it. */
export function commandsPage(): string {
  const members = [
    ...readMembers('src/client/commands.ts', 'SessionMethods'),
    ...readMembers('src/client/session.ts', 'LaterMethods'),
    ...readMembers('src/client/session.ts', 'Session'),
  ];
  return page(
    'Commands',
    'A command is a method of a session and of its `<wf-session>`, a request by name as the vendor’s extensions make it (`session.apiRequest({cmd: "close_tab", ssid: 1})`), and for many a plain button (`<button commandfor="id" command="--close-tab" value="1">`). Its promise resolves with what came of it, after the events were told, or rejects with a `SessionError` whose `code` says why.',
    'Each can also be refused with `not_started` before the session is started, `session_ended` when it is over, `invalid_argument` when something is missing or of the wrong type, and with `connection_closed` or `timeout` when the line is lost before an answer comes. Where `ssid` may be left out, the tab is meant that this client sees. What is refused changes nothing.',
    '`create()` makes the session, with its links, and `start(target?, userData?)` joins it; their buttons are `--create` and `--start`. `startLeader()` and `startFollower()` are older names of `start()`. A button with `--start` or `--transfer-tab-control` asks the `<wf-consent>` of the page first, as the kit’s own buttons do.',
    table(
      ['Method', 'Does', 'Request by name', 'Who may', 'Leads to', 'Refused with', 'Button'],
      COMMAND_TABLE.map((row) => cells(row, members)),
    ),
    '`relocate`, `go_back`, `go_forward`, `reload` and `open_tab` are answered at once; what the page then does is told by the events. Clicks and keys (`input`) go the same way: whoever is in control of a tab may, and `user_activity` tells of it at most once a second.',
    '## From outside',
    'The operator of a space sends these into its sessions, [over REST](rest.md), and is in no session for it. Nobody there has to agree; what the settings forbid to all, and what the owner of a paused tab hides, is forbidden here too. Where `ssid` may be left out, the tab is meant that everyone sees.',
    table(
      ['Command', 'May be sent', 'Leads to', 'Refused with'],
      Object.entries(OPERATOR_RULES).map(([name, {who, events, later = [], refusals}]) => [
        code(name),
        who,
        codes([...events, ...later]),
        codes(refusals),
      ]),
    ),
    '## Not here',
    `The vendor’s sessions have these, and this kit does not: they reject with \`unsupported\`. ${codes(UNSUPPORTED.map((name) => `${name}()`))}, and every method of \`session.automation\`.`,
    `Requests by name, all of them: ${codes([...API.keys()].sort())}.`,
  );
}

function cells({method, request, wire, args}: CommandRow, members: readonly Member[]): string[] {
  const {who, events, later = [], refusals} = RULES[request] ?? (wire && RULES[wire]) ?? ANSWERED;
  const names = args.map(({name, optional}) => (optional ? `${name}?` : name));
  const by = API.get(request)?.args ?? [];
  return [
    code(`${method}(${args.map(({name, optional}) => camel(name) + (optional ? '?' : '')).join(', ')})`),
    members.find(({name}) => name === method)?.doc.split('\n\n')[0] ?? '',
    code(`{${[`cmd: "${request}"`, ...(names.length === by.length && by[0] === 'msg' ? by : names)].join(', ')}}`),
    who,
    codes([...events, ...later]),
    codes(refusals),
    Object.hasOwn(BUTTONS, method) ? code(`--${kebab(method)}`) : '',
  ];
}

function camel(name: string): string {
  return name.replaceAll(/_[a-z]/g, (letters) => letters.slice(1).toUpperCase());
}

function kebab(method: string): string {
  return method.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
