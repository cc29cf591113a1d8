import type {ParticipantCommand} from '../../model/commands.ts';
import type {ClientIndex, Json, ToldEvent} from '../../model/events.ts';
import {projectState} from '../../model/project.ts';
import {findTab} from '../../model/state.ts';
import type {PageCaller} from '../browser/pages.ts';
import type {Guard} from '../limits/guard.ts';
import type {FailureLog} from '../operations/log.ts';
import {allowed, Refused} from '../refused.ts';
import type {PageLine as Line} from '../rooms/page-lines.ts';
import type {Room} from '../rooms/room.ts';
import type {Keys} from '../storage/keys.ts';
import {failed} from './failed.ts';
import {type Call, readMessage} from './message.ts';
import {Pace} from './pace.ts';
import {answerQuery} from './queries.ts';
import {isCommand, isQuery, type Params} from './schemas.ts';
import {checkOrigin, type Site} from './site.ts';

/** What pages may ask for: the members of a session that the vendor calls public. */
const PUBLIC: ReadonlySet<string> = new Set(['end', 'log', 'send_message']);

/** What the line of a page needs of the server. */
export interface PageGateway {
  readonly log: FailureLog;
  readonly site: Site;
  readonly keys: Keys;
  readonly guard: Guard;
}

/** Answers a script in a page, which acts as the owner of its tab. */
export class PageLine implements Line {
  readonly #caller: PageCaller;
  readonly #room: Room;
  readonly #gateway: PageGateway;
  readonly #pace = new Pace();
  #joined = false;

  constructor(caller: PageCaller, room: Room, gateway: PageGateway) {
    this.#caller = caller;
    this.#room = room;
    this.#gateway = gateway;
  }

  tell(event: ToldEvent, number: number): void {
    if (!this.#joined) return;
    const params = {...withWholeUrl(event, this.#gateway.site), number};
    this.#send({jsonrpc: '2.0', method: 'event', params});
  }

  called(message: string): void {
    let call: Call | null = null;
    try {
      call = readMessage(Buffer.from(message), false);
      const {id} = call;
      // There is no holding back of a page, as there is of a socket.
      if (this.#pace.take() > 0) throw new Refused('too_many', 'This page says too much at once.');
      const reply = (result: Json | object) => {
        if (id !== undefined) this.#send({jsonrpc: '2.0', id, result});
      };
      const result = this.#answer(call);
      if (result instanceof Promise) result.then(reply, (error) => this.#fail(error, call));
      else reply(result);
    } catch (error) {
      this.#fail(error, call);
    }
  }

  #answer({method, params}: Call): Json | object | Promise<Json | object> {
    if (method === 'ping') return null;
    if (method === 'init_space') return this.#letIn(params as Params<'init_space'>);
    if (method === 'attach_extension') return this.#attach();
    if (!this.#joined) throw new Refused('not_joined', 'Call initSpace() first.');
    if (isQuery(method) && this.#caller.kind === 'extension') {
      const asked = params as Params<typeof method>;
      return this.#room.inTurn(() => answerQuery(method, asked, this.#room, this.#owner(), this.#gateway.site));
    }
    if (!isCommand(method) || (this.#caller.kind === 'page' && !PUBLIC.has(method))) {
      throw new Refused('not_allowed', `Pages in a session cannot ask for "${method}".`);
    }
    const {ssid, origin} = this.#caller;
    this.#gateway.guard.pageCommand(method, this.#room.id, ssid);
    if (method === 'send_message') {
      const {data, target_origin} = params as Params<'send_message'>;
      return this.#room.message({ssid, data, origin, target_origin}).then(allowed);
    }
    const command = {name: method, args: params} as ParticipantCommand;
    return this.#room.command(command, this.#owner()).then((outcome) => allowed<Json | object>(outcome));
  }

  #letIn({space: name, widget_key: key}: Params<'init_space'>): object {
    const {space} = this.#room;
    checkOrigin(space, this.#caller.origin, this.#gateway.site);
    if (name !== undefined && name !== space.id && name !== space.slug) {
      throw new Refused('unknown_space', `This session is not one of the space "${name}".`);
    }
    if (this.#gateway.keys.spaceOf(key) !== space.id)
      throw new Refused('invalid_key', `This widget key is not one of "${space.slug}".`);
    this.#joined = true;
    return {id: space.id, slug: space.slug, session_id: this.#room.id, pin: this.#pin};
  }

  #attach(): object {
    if (this.#caller.kind !== 'extension') throw new Refused('not_allowed', 'Pages are let in by initSpace().');
    const owner = this.#owner();
    this.#joined = true;
    const {number, state, id} = this.#room;
    return {client_index: owner, session_id: id, pin: this.#pin, number, snapshot: projectState(state, owner)};
  }

  get #pin(): string | null {
    return this.#room.invites(this.#owner()) ? this.#room.pin : null;
  }

  #owner(): ClientIndex {
    const tab = findTab(this.#room.state, this.#caller.ssid);
    if (!tab) throw new Refused('unknown_tab', 'The tab that this page is in was closed.');
    return tab.leaderIndex;
  }

  #fail(error: unknown, call: Call | null): void {
    const about = {session: this.#room.id, method: call?.method};
    this.#send(failed(error, call?.id ?? null, this.#gateway.log, about));
  }

  #send(message: object): void {
    this.#caller.send(JSON.stringify(message));
  }
}

/** Clients know at which address they reach the server; a page in a session reaches none, and knows none. */
function withWholeUrl(event: ToldEvent, {publicUrl}: Site): ToldEvent {
  if (event.name !== 'file_downloaded') return event;
  return {...event, payload: {...event.payload, url: publicUrl + event.payload.url}};
}
