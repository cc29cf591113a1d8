import {randomBytes} from 'node:crypto';
import {errors, jwtVerify, SignJWT} from 'jose';
import {Type} from 'typebox';
import {Compile} from 'typebox/compile';
import type {UserData} from '../model/events.ts';
import type {Role} from '../model/state.ts';
import {Refused} from './refused.ts';
import type {SessionStore} from './storage/store.ts';
import type {Vault} from './vault.ts';

/** How long a ticket is good unless it is said, and the longest that can be said. Seconds. */
export const TICKET_LIFE = 60;
export const LONGEST_TICKET_LIFE = 3_600;

/** Keeps other tokens that are signed with the same kind of key from being taken for a ticket. */
const TYPE = 'wf-ticket+jwt';

/** Who comes in with a ticket. */
export interface TicketClaims {
  /** Whether they take the leader's seat; else they are another participant. */
  readonly leader?: boolean;
  /** What is said of them; wins over what their page says. */
  readonly user_data?: UserData;
  /** What they are to the space; guests if left out. */
  readonly role?: Role;
  /** Whether it is proven who they are. */
  readonly verified?: boolean;
  /** Addresses that open in tabs as they come in. */
  readonly urls?: readonly string[];
}

/** A ticket that is one of a session, and may be used already. */
export interface Ticket {
  readonly who: TicketClaims;
  /**
   * Uses it up.
   * @throws {Refused} `used_ticket`
   */
  use(): Promise<void>;
}

const claims = Compile(
  Type.Object({
    jti: Type.String({minLength: 16}),
    exp: Type.Integer(),
    leader: Type.Optional(Type.Boolean()),
    user_data: Type.Optional(Type.Unsafe<UserData>(Type.Object({}))),
    role: Type.Optional(Type.Union([Type.Literal('admin'), Type.Literal('member'), Type.Literal('guest')])),
    verified: Type.Optional(Type.Boolean()),
    urls: Type.Optional(Type.Array(Type.String())),
  }),
);

/** Makes tickets that let one client into one session, once and soon, so that no lasting secret stands in a link. */
export class Tickets {
  readonly #key: Uint8Array;
  readonly #store: Pick<SessionStore, 'useTicket'>;
  readonly #now: () => number;

  constructor(vault: Vault, store: Pick<SessionStore, 'useTicket'>, now: () => number = Date.now) {
    this.#key = vault.keyFor('tickets');
    this.#store = store;
    this.#now = now;
  }

  /** A new ticket, as a JWT. */
  mint(sessionId: string, who: TicketClaims, life: number = TICKET_LIFE): Promise<string> {
    return new SignJWT({...who})
      .setProtectedHeader({alg: 'HS256', typ: TYPE})
      .setAudience(sessionId)
      .setJti(randomBytes(16).toString('base64url'))
      .setExpirationTime(Math.floor(this.#now() / 1000) + life)
      .sign(this.#key);
  }

  /**
   * Reads a ticket for a session: whoever is refused for another reason has not used it.
   * @throws {Refused} `expired_ticket`, or `invalid_ticket`, also when it is for another session
   */
  async read(ticket: string, sessionId: string): Promise<Ticket> {
    const {jti, exp, ...who} = await this.#verify(ticket, sessionId);
    const use = async () => {
      if (!(await this.#store.useTicket(jti, exp * 1000)))
        throw new Refused('used_ticket', 'This link was used already, and lets in once: ask for another.');
    };
    return {who, use};
  }

  async #verify(ticket: string, audience: string) {
    const options = {algorithms: ['HS256'], typ: TYPE, audience, currentDate: new Date(this.#now())};
    const {payload} = await jwtVerify(ticket, this.#key, options).catch((error: Error) => {
      if (error instanceof errors.JWTExpired)
        throw new Refused('expired_ticket', 'This link was not used in time: ask for another.');
      throw new Refused('invalid_ticket', 'This link is none of this session.');
    });
    if (claims.Check(payload)) return payload;
    throw new Refused('invalid_ticket', 'This link is none of this session.');
  }
}
