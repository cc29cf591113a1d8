import type {DeliveryStore} from './delivery-store.ts';
import type {FileStore, KeyStore, SessionStore, SpaceStore, Store, StoreError} from './store.ts';
import type {WebhookStore} from './webhook-store.ts';

/** A part of a store as an engine has it: done when the method returns. */
export type Sync<Part> = {
  readonly [Name in keyof Part]: Part[Name] extends (...args: infer Args) => Promise<infer Result>
    ? (...args: Args) => Result
    : never;
};

/** All that an engine does. */
export type StoreCalls = Sync<
  SessionStore & FileStore & SpaceStore & KeyStore & WebhookStore & DeliveryStore & Pick<Store, 'check' | 'revision'>
>;

export type CallName = keyof StoreCalls;

/** What is asked of an engine, and what it gives back. */
export type ArgsOf<Name extends CallName> = Parameters<StoreCalls[Name]>;
export type ResultOf<Name extends CallName> = ReturnType<StoreCalls[Name]>;

/** Why a store that was closed refuses everything. */
export const CLOSED = 'The store is closed: nothing can be kept any more.';

/** A store that hands everything that is asked of it to an engine, by name. */
export abstract class CalledStore implements Store {
  abstract readonly place: string;
  abstract readonly durable: boolean;
  abstract readonly failed: Promise<StoreError>;
  abstract close(): Promise<void>;
  /** Settles when it is done and safe. */
  protected abstract call<Name extends CallName>(name: Name, args: ArgsOf<Name>): Promise<ResultOf<Name>>;

  check = (...args: ArgsOf<'check'>) => this.call('check', args);
  revision = (...args: ArgsOf<'revision'>) => this.call('revision', args);

  append = (...args: ArgsOf<'append'>) => this.call('append', args);
  claimSessions = (...args: ArgsOf<'claimSessions'>) => this.call('claimSessions', args);
  promisePin = (...args: ArgsOf<'promisePin'>) => this.call('promisePin', args);
  findPin = (...args: ArgsOf<'findPin'>) => this.call('findPin', args);
  readEvents = (...args: ArgsOf<'readEvents'>) => this.call('readEvents', args);
  listSessions = (...args: ArgsOf<'listSessions'>) => this.call('listSessions', args);
  findSession = (...args: ArgsOf<'findSession'>) => this.call('findSession', args);
  useTicket = (...args: ArgsOf<'useTicket'>) => this.call('useTicket', args);

  /** An engine may forget some of them only, so that others have their turn. */
  forgetSessions = async (endedBefore: number): Promise<number> => {
    let sum = 0;
    for (;;) {
      const forgotten = await this.call('forgetSessions', [endedBefore]);
      if (forgotten === 0) return sum;
      sum += forgotten;
    }
  };

  addFile = (...args: ArgsOf<'addFile'>) => this.call('addFile', args);
  removeFile = (...args: ArgsOf<'removeFile'>) => this.call('removeFile', args);
  listFiles = (...args: ArgsOf<'listFiles'>) => this.call('listFiles', args);

  listSpaces = (...args: ArgsOf<'listSpaces'>) => this.call('listSpaces', args);
  addSpace = (...args: ArgsOf<'addSpace'>) => this.call('addSpace', args);
  changeSpace = (...args: ArgsOf<'changeSpace'>) => this.call('changeSpace', args);
  removeSpace = (...args: ArgsOf<'removeSpace'>) => this.call('removeSpace', args);

  listKeys = (...args: ArgsOf<'listKeys'>) => this.call('listKeys', args);
  addKey = (...args: ArgsOf<'addKey'>) => this.call('addKey', args);
  revokeKey = (...args: ArgsOf<'revokeKey'>) => this.call('revokeKey', args);
  touchKeys = (...args: ArgsOf<'touchKeys'>) => this.call('touchKeys', args);

  listWebhooks = (...args: ArgsOf<'listWebhooks'>) => this.call('listWebhooks', args);
  findWebhook = (...args: ArgsOf<'findWebhook'>) => this.call('findWebhook', args);
  addWebhook = (...args: ArgsOf<'addWebhook'>) => this.call('addWebhook', args);
  changeWebhook = (...args: ArgsOf<'changeWebhook'>) => this.call('changeWebhook', args);
  removeWebhook = (...args: ArgsOf<'removeWebhook'>) => this.call('removeWebhook', args);

  takeDeliveries = (...args: ArgsOf<'takeDeliveries'>) => this.call('takeDeliveries', args);
  nextDelivery = (...args: ArgsOf<'nextDelivery'>) => this.call('nextDelivery', args);
  recordAttempts = (...args: ArgsOf<'recordAttempts'>) => this.call('recordAttempts', args);
  listDeliveries = (...args: ArgsOf<'listDeliveries'>) => this.call('listDeliveries', args);
  findDelivery = (...args: ArgsOf<'findDelivery'>) => this.call('findDelivery', args);
  listAttempts = (...args: ArgsOf<'listAttempts'>) => this.call('listAttempts', args);
  resend = (...args: ArgsOf<'resend'>) => this.call('resend', args);
}
