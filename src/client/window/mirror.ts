import type {Json, ToldEvent, UserData} from '../../model/events.ts';
import type {SessionError} from '../errors.ts';
import type {ProviderListener, Seat} from '../providers/provider.ts';
import {ServerProvider} from '../providers/server.ts';
import type {Connect} from '../wire/transport.ts';
import type {FromPage, FromWindow, Opening} from './handshake.ts';

/** A session in a window, with all that happens in it shown to the page that opened the window. */
export class MirroredProvider extends ServerProvider {
  readonly #port: MessagePort;
  readonly #origin: string;
  /** What happened before the page was told of the seat. */
  #early: FromWindow[] | null = [];

  /** @param connect - opens the line to the server, in tests */
  constructor(server: string, {pass, invitePage}: Opening, port: MessagePort, origin: string, connect?: Connect) {
    super({server, space: '', widgetKey: '', pass, invitePage, storageKey: keyOf(pass.sessionId), connect});
    this.#port = port;
    this.#origin = origin;
    addEventListener('pagehide', () => this.#send({leaving: true}));
  }

  override async join(userData: UserData): Promise<Seat> {
    this.#early = [];
    try {
      const seat = await super.join(userData, null);
      this.#send({seated: {...seat, seat: this.seat}});
      this.#port.onmessage = ({data}) => void this.#answer(data);
      for (const message of this.#early) this.#send(message);
      this.#early = null;
      return seat;
    } catch (error) {
      this.#send({refused: toFault(error)});
      throw error;
    }
  }

  /** Tells the page what the session of this window is told, after that. */
  mirror(): void {
    const own = this.listener;
    this.listener = {
      told: (event) => {
        own.told(event);
        if (this.#isForPage(event)) this.#tell({tell: 'told', args: [event]});
      },
      lost: () => {
        own.lost();
        this.#tell({tell: 'lost', args: []});
      },
      restored: (snapshot) => {
        own.restored(snapshot);
        this.#tell({tell: 'restored', args: [snapshot]});
      },
      waiting: () => {
        own.waiting();
        this.#send({tell: 'waiting', args: []});
      },
      failed: (reason, error) => {
        own.failed(reason, error);
        this.#tell({failed: reason, fault: toFault(error)});
      },
    } satisfies ProviderListener;
  }

  /** Messages say which pages they are for. */
  #isForPage({name, payload}: ToldEvent): boolean {
    return name !== 'message' || payload.targetOrigin === '*' || payload.targetOrigin === this.#origin;
  }

  async #answer({id, method, params}: FromPage): Promise<void> {
    try {
      const result = (await this.ask(method, params)) as Json;
      this.#send({id, result});
    } catch (error) {
      this.#send({id, fault: toFault(error)});
    }
  }

  /** What comes before the seat is known belongs on top of the snapshot that comes with it. */
  #tell(message: FromWindow): void {
    if (this.#early) this.#early.push(message);
    else this.#send(message);
  }

  #send(message: FromWindow): void {
    this.#port.postMessage(message);
  }
}

/** Where the seat is kept, for a window that is loaded again with nobody there who opened it. */
export function keyOf(sessionId: string): string {
  return `wf-window:${sessionId}`;
}

function toFault(error: unknown): {code: string; message: string} {
  const {code = 'internal', message} = error as SessionError;
  return {code, message};
}
