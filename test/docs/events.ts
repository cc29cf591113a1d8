import {ALIAS_NAMES, NEVER_FIRED} from '../../src/client/aliases.ts';
import {EVENT_NAMES, type SessionEventName} from '../../src/model/events.ts';
import {NOT_INSIDE} from '../../src/model/project.ts';
import {RECEIVERS} from '../../src/model/receivers.ts';
import {categoriesOf} from '../../src/server/webhooks/notices.ts';
import {code, codes, page, table} from './markdown.ts';
import {heardOver} from './providers.ts';
import {type Member, readMembers} from './read-types.ts';

const EVENTS = 'src/model/events.ts';

const SOURCE: ReadonlySet<string> = new Set(readMembers(EVENTS, 'SourceEvents').map(({name}) => name));

/** Every event, from the model's own types. */
export function eventsPage(): string {
  const members = [...readMembers(EVENTS, 'SourceEvents'), ...readMembers(EVENTS, 'AddedEvents')];
  return page(
    'Events',
    'One event, one name, made by rule: `participant_joined` in `session.on()` and `webfuse.on()`, on the wire and in the log, `wf-participant-joined` in the DOM (fired on `<wf-session>`, bubbling, with the payload as `detail` and the session as `event.session`), and `space.session.participant_joined` in webhooks, without a `session_` that a name begins with. The first participant who comes starts the session: webhooks are told so before they are told who came.',
    'Handlers are called with the session and the payload: `session.on("participant_joined", (session, event) => …)`. Payload keys are those of the source; `ssid`, `tabIndex` and camelCase twins are added where the source names a tab, or has snake_case.',
    table(
      [
        'Event',
        'DOM name',
        'Happens when',
        'Payload',
        'Told to',
        'Inside a session',
        'Provider',
        'Webhook',
        'Defined by',
      ],
      EVENT_NAMES.map((name) => row(name, find(members, name))),
    ),
    '"Inside a session" is what a page shown in a tab hears through `webfuse.currentSession.on()`: what the owner of its tab is told, but for those with a "no". Which provider tells which event: [providers](providers.md).',
    '## Order, and listening late',
    'Events come in the order of the log, each once, also across a lost line. `session_created` is told in a task after `space.session()`, so handlers added right after it hear it. `session_started` comes in a task after `start()` has settled, before all else that happened meanwhile. A handler that throws is reported and stops nothing else; one that is removed while an event goes round is not called any more; one that is added meanwhile is called from the next event on. Nothing is told twice: whoever listens late reads `session.state`.',
    '## Older names',
    `\`on()\` takes these as well, and gives their own payload. Only the settled names above are fired in the DOM.`,
    table(
      ['Alias', 'Stands for', 'Payload'],
      readMembers('src/client/aliases.ts', 'AliasEventMap').map(({name, doc, type, members: payload}) => [
        code(name),
        doc,
        payload.length > 0 ? fieldsOf(payload) : `as ${code(type.replace(/^.*\['(.*)'\]$/, '$1'))}`,
      ]),
    ),
    `Taken, and never fired, since nothing here is what they tell: ${codes([...NEVER_FIRED].sort())}.`,
    `Aliases: ${ALIAS_NAMES.length}. Events: ${EVENT_NAMES.length}, of which ${SOURCE.size} are the source's.`,
  );
}

function row(name: SessionEventName, {doc, members}: Member): string[] {
  return [
    code(name),
    code(`wf-${name.replaceAll('_', '-')}`),
    doc,
    members.length > 0 ? fieldsOf(members) : 'none',
    RECEIVERS[name].words,
    NOT_INSIDE.has(name) || name.startsWith('connection_') ? 'no' : 'yes',
    heardOver(name),
    codes(categoriesOf(name)) || 'none: each client’s own',
    SOURCE.has(name) ? 'the source' : 'us',
  ];
}

function fieldsOf(members: readonly Member[]): string {
  return members.map(({name, optional, type}) => `${code(`${name}${optional ? '?' : ''}: ${type}`)}`).join(', ');
}

function find(members: readonly Member[], name: string): Member {
  const found = members.find((member) => member.name === name);
  if (!found) throw new Error(`The types of the model know no event ${name}.`);
  return found;
}
