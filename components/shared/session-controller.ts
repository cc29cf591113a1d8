import {type ContextCallback, ContextEvent} from '@lit/context';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Session, SessionError, SessionSnapshot} from '../../src/client/index.ts';
import {WfCommandRefusedEvent} from '../events.ts';
import type {WfQuestionEvent} from '../questions.ts';
import {sessionContext} from './session-context.ts';
import type {SessionCommand, SessionCommands, SessionHost} from './session-host.ts';
import {registry} from './session-registry.ts';

type Control = ReactiveControllerHost & HTMLElement & {readonly for: string};

/**
 * Finds the session a control belongs to and updates the control when the session changes: the one named by `for`,
 * else the nearest `<wf-session>` around it, else the only one of the page.
 */
export class SessionController implements ReactiveController {
  #control: Control;
  #host: SessionHost | null = null;
  #nearest: SessionHost | null = null;
  #stopHost = () => {};
  #stopNearest = () => {};
  #stopRegistry = () => {};

  constructor(control: Control) {
    this.#control = control;
    control.addController(this);
  }

  /** The `<wf-session>` that was found, or null. */
  get host(): SessionHost | null {
    return this.#host;
  }

  /** The session, or null before its first start. */
  get session(): Session | null {
    return this.#host?.session ?? null;
  }

  /** What is true of the session, or null before its first start. */
  get state(): SessionSnapshot | null {
    return this.#host?.state ?? null;
  }

  /** What is true of the session while it is open, or null. */
  get open(): SessionSnapshot | null {
    const status = this.#host?.status;
    return status === 'live' || status === 'reconnecting' ? this.state : null;
  }

  /**
   * Asks the page whether that may be, then the session to do it. A refused command is told by the control as
   * `wf-command-refused`. Resolves with the reason for a refusal, or null.
   */
  async ask<Name extends SessionCommand>(
    question: WfQuestionEvent<unknown>,
    command: Name,
    ...args: Parameters<SessionCommands[Name]>
  ): Promise<SessionError | null> {
    if (!this.#control.dispatchEvent(question)) return null;
    return this.attempt(command, ...args);
  }

  /** Has the session do something that nobody needs to be asked about. Otherwise as `ask()`. */
  async attempt<Name extends SessionCommand>(
    command: Name,
    ...args: Parameters<SessionCommands[Name]>
  ): Promise<SessionError | null> {
    const run = this.#host?.[command] as ((...args: unknown[]) => Promise<unknown>) | undefined;
    return this.told(command, run?.apply(this.#host, args));
  }

  /** Tells `wf-command-refused` when an answer is a refusal. Resolves with the reason, or null. */
  async told(command: string, answer: Promise<unknown> | undefined): Promise<SessionError | null> {
    try {
      await answer;
      return null;
    } catch (error) {
      this.#control.dispatchEvent(new WfCommandRefusedEvent(command, error as SessionError));
      return error as SessionError;
    }
  }

  hostConnected(): void {
    this.#stopRegistry = registry.subscribe(this.#resolve);
    this.#control.dispatchEvent(new ContextEvent(sessionContext, this.#control, this.#onNearest, true));
    this.#resolve();
  }

  hostUpdate(): void {
    this.#resolve();
  }

  hostDisconnected(): void {
    this.#stopRegistry();
    this.#stopNearest();
    this.#nearest = null;
    this.#hold(null);
  }

  #onNearest: ContextCallback<SessionHost> = (host, stop) => {
    if (stop !== this.#stopNearest) this.#stopNearest();
    this.#stopNearest = stop ?? (() => {});
    this.#nearest = host;
    this.#resolve();
  };

  #resolve = () => {
    if (!this.#control.isConnected) return;
    const {for: id} = this.#control;
    this.#hold(id ? registry.find(id, this.#control) : (this.#nearest ?? registry.only));
  };

  #hold(host: SessionHost | null): void {
    if (host === this.#host) return;
    this.#stopHost();
    this.#host = host;
    this.#stopHost = host?.subscribe(() => this.#control.requestUpdate()) ?? (() => {});
    this.#control.requestUpdate();
  }
}
