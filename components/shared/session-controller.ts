import {type ContextCallback, ContextEvent} from '@lit/context';
import type {LitElement, ReactiveController} from 'lit';
import type {Session, SessionError, SessionSnapshot} from '../../src/client/index.ts';
import {WfCommandRefusedEvent} from '../events.ts';
import type {WfQuestionEvent} from '../questions.ts';
import {mayBe} from './may-be.ts';
import {missing} from './missing.ts';
import {sessionContext} from './session-context.ts';
import type {SessionCommand, SessionCommands, SessionHost} from './session-host.ts';
import {registry} from './session-registry.ts';
import {type Say, Speech} from './speech.ts';

/** So many milliseconds a control waits for its session before its author is told that there is none. */
const PATIENCE = 4000;

type Control = LitElement & {readonly for: string};

/**
 * Finds the session a control belongs to and updates the control when the session changes: the one named by `for`,
 * else the nearest `<wf-session>` around it, else the only one of the page.
 */
export class SessionController implements ReactiveController {
  /** What the control says, in the language around it. */
  readonly speech: Speech;
  /** Says something in that language. */
  readonly say: Say;
  #control: Control;
  #host: SessionHost | null = null;
  #nearest: SessionHost | null = null;
  #stopHost = () => {};
  #stopNearest = () => {};
  #stopRegistry = () => {};
  #search: ReturnType<typeof setTimeout> | undefined;
  #isAstray = false;

  constructor(control: Control) {
    this.#control = control;
    control.addController(this);
    this.speech = new Speech(control);
    this.say = this.speech.say;
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
    const may = mayBe(this.#control, question);
    const run = () => this.#run(command, args);
    // What nobody has wait is asked at once.
    return this.told(command, may instanceof Promise ? may.then((agreed) => agreed && run()) : may && run());
  }

  /** Has the session do something that nobody needs to be asked about. Otherwise as `ask()`. */
  async attempt<Name extends SessionCommand>(
    command: Name,
    ...args: Parameters<SessionCommands[Name]>
  ): Promise<SessionError | null> {
    return this.told(command, this.#run(command, args));
  }

  /** Tells `wf-command-refused` when an answer is a refusal. Resolves with the reason, or null. */
  async told(command: string, answer: Promise<unknown> | false | undefined): Promise<SessionError | null> {
    try {
      await answer;
      return null;
    } catch (error) {
      this.#control.dispatchEvent(new WfCommandRefusedEvent(command, error as SessionError));
      return error as SessionError;
    }
  }

  hostConnected(): void {
    this.#stopRegistry = registry.subscribe(this.#ask);
    this.#ask();
    this.#await();
  }

  hostUpdate(): void {
    this.#resolve();
    const host = this.#host;
    const language = host?.state?.settings.language;
    if (language && host.lang !== language)
      void import('../languages/speak-as.ts').then(({speakAs}) => speakAs(host, language), missing(host, 'speak-as'));
  }

  hostDisconnected(): void {
    this.#stopRegistry();
    this.#stopNearest();
    this.#nearest = null;
    this.#hold(null);
    clearTimeout(this.#search);
  }

  #onNearest: ContextCallback<SessionHost> = (host, stop) => {
    if (stop !== this.#stopNearest) this.#stopNearest();
    this.#stopNearest = stop ?? (() => {});
    this.#nearest = host;
    this.#resolve();
  };

  /** Asks for the nearest; one that is upgraded after what is in it makes itself known to the registry, and is asked then. */
  #ask = () => {
    if (!this.#nearest)
      this.#control.dispatchEvent(new ContextEvent(sessionContext, this.#control, this.#onNearest, true));
    this.#resolve();
  };

  #run(command: SessionCommand, args: readonly unknown[]): Promise<unknown> | undefined {
    const run = this.#host?.[command] as ((...args: unknown[]) => Promise<unknown>) | undefined;
    return run?.apply(this.#host, [...args]);
  }

  #resolve(): void {
    if (!this.#control.isConnected) return;
    const {for: id} = this.#control;
    this.#hold(id ? registry.find(id, this.#control) : (this.#nearest ?? registry.only));
  }

  #hold(host: SessionHost | null): void {
    if (host === this.#host) return;
    this.#stopHost();
    this.#host = host;
    this.#stopHost = host?.subscribe(() => this.#control.requestUpdate()) ?? (() => {});
    this.#control.requestUpdate();
    this.#await();
  }

  /** What loads in another order, or moves, finds its session soon. What names a wrong one never does. */
  #await(): void {
    clearTimeout(this.#search);
    if (!this.#host) this.#search = setTimeout(this.#report, PATIENCE);
    else if (this.#isAstray) this.#report();
  }

  #report = () => {
    this.#isAstray = !this.#host;
    void import('./astray.ts').then(
      ({reportAstray}) => reportAstray(this.#control, this.#host !== null),
      missing(this.#control, 'astray'),
    );
  };
}
