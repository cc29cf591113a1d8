import {EVENT_NAMES, type LoggedEventName, type SessionEventName} from '../../src/model/events.ts';
import {RECEIVERS} from '../../src/model/receivers.ts';
import {SOCKET_PATH, SUBPROTOCOL} from '../../src/protocol/rpc.ts';
import {CATEGORIES, categoriesOf} from '../../src/server/webhooks/notices.ts';
import {type JsonSchema, objectOf} from './json-schema.ts';
import {type Member, readMembers} from './read-types.ts';

const EVENTS = 'src/model/events.ts';
const NUMBER = {type: 'integer', minimum: 1, description: 'Place of the event in the log of its session.'};
const TEXT = {type: 'string'};

/** Where webhooks are told of an event and what they are told are the vendor's own. */
const STARTED = 'space.session.started';

/** All that a server tells by itself, as an AsyncAPI document: to clients over their line, and to webhooks. */
export function asyncApi(): string {
  const told = [...readMembers(EVENTS, 'SourceEvents'), ...readMembers(EVENTS, 'AddedEvents')];
  const logged = new Map(readMembers(EVENTS, 'LoggedForms').map((member) => [member.name, member]));
  const logs = EVENT_NAMES.filter((name): name is LoggedEventName => categoriesOf(name).length > 0);
  const find = (name: SessionEventName) => told.find((member) => member.name === name) as Member;
  const events = logs.map((name) => [name, eventMessage(name, find(name))]);
  const hooks = CATEGORIES.map((category) => {
    const name = logs.find((each) => categoriesOf(each).includes(category)) as LoggedEventName;
    return [category, hookMessage(category, find(name), logged.get(name) ?? find(name))];
  });
  return `${JSON.stringify(documentOf(Object.fromEntries(events), Object.fromEntries(hooks)), null, 2)}\n`;
}

function documentOf(events: Record<string, object>, hooks: Record<string, object>): object {
  const refs = (channel: string, messages: object) =>
    Object.keys(messages).map((name) => ({$ref: `#/channels/${channel}/messages/${name}`}));
  const listed = (messages: object) =>
    Object.fromEntries(Object.keys(messages).map((name) => [name, {$ref: `#/components/messages/${name}`}]));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'webfuse-elements: events',
      version: '0.0.0',
      description: 'What a session server tells by itself: each client what is for it, and webhooks everything.',
      license: {name: 'MIT'},
    },
    defaultContentType: 'application/json',
    channels: {
      line: {
        address: SOCKET_PATH,
        title: 'The line of a client',
        description: `JSON-RPC 2.0 over a WebSocket with the subprotocol ${SUBPROTOCOL}. Events are notifications, told in the order of the log and each once; what is not for a client leaves a gap in the numbers.`,
        messages: listed(events),
        bindings: {ws: {method: 'GET', bindingVersion: '0.1.0'}},
      },
      webhook: {
        address: null,
        title: 'A webhook',
        description:
          'Sent to the address of the webhook, at least once, and in order within a session. `sequence_id` counts for each webhook and session, so gaps show.',
        messages: listed(hooks),
      },
    },
    operations: {
      tell: {
        action: 'send',
        channel: {$ref: '#/channels/line'},
        summary: 'A client is told what happened.',
        messages: refs('line', events),
      },
      deliver: {
        action: 'send',
        channel: {$ref: '#/channels/webhook'},
        summary: 'A webhook is told what happened.',
        messages: refs('webhook', hooks),
        bindings: {http: {method: 'POST', bindingVersion: '0.3.0'}},
      },
    },
    components: {messages: {...events, ...hooks}},
  };
}

function eventMessage(name: LoggedEventName, {doc, members}: Member): object {
  return {
    title: name,
    summary: doc,
    description: `Told to: ${RECEIVERS[name].words}.`,
    payload: exactly({
      jsonrpc: {const: '2.0'},
      method: {const: 'event'},
      params: exactly({name: {const: name}, payload: objectOf(members), number: NUMBER}),
    }),
  };
}

function hookMessage(category: string, event: Member, logged: Member): object {
  return {
    title: category,
    summary: category === STARTED ? 'The first participant came; once for each session.' : event.doc,
    headers: {
      type: 'object',
      properties: {'webhook-id': TEXT, 'webhook-timestamp': TEXT, 'webhook-signature': TEXT},
      // Webfuse's form has no other.
      required: ['webhook-signature'],
    },
    payload: exactly({
      category: {const: category},
      created_at: {type: 'string', format: 'date-time'},
      data: dataOf(category, event, logged),
      sequence_id: {type: 'integer', minimum: 1},
    }),
  };
}

/** What webhooks are told of an event: what the log holds of it but for secrets, with what the vendor's are told. */
function dataOf(category: string, event: Member, logged: Member): JsonSchema {
  const session = readMembers('src/server/webhooks/space-session.ts', 'SpaceSession');
  const place = {session_id: TEXT, space_id: TEXT, number: NUMBER};
  const without = (...names: string[]) => logged.members.filter(({name}) => !names.includes(name));
  const {name} = event;
  if (category === STARTED) return objectOf(session, {number: NUMBER});
  if (name === 'session_created') return objectOf([], place);
  if (name === 'session_ended') return objectOf([...session, ...logged.members], {number: NUMBER});
  if (name === 'participant_joined') {
    return objectOf(without('role'), {...place, space_name: TEXT, participant_count: {type: 'integer'}});
  }
  if (name === 'participant_left') {
    const vendor = {email: TEXT, name: TEXT, client_index: {type: 'integer'}, user_id: {type: 'null'}};
    return objectOf(logged.members, {...place, space_name: TEXT, ...vendor, is_leader: {type: 'boolean'}});
  }
  if (name === 'message') return objectOf(event.members, place);
  return objectOf(without('role', 'fileId'), place);
}

function exactly(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return {type: 'object', properties, required: Object.keys(properties), additionalProperties: false};
}
