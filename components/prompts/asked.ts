import type {ReactiveController} from 'lit';
import type {Aside, Prompt, PromptKind, Session, Ssid} from '../../src/client/index.ts';
import {activeTab} from '../shared/people.ts';
import type {SessionController} from '../shared/session-controller.ts';
import type {WfPrompts} from './prompts.ts';

/** A question that this participant may answer. */
export type OwnPrompt = Extract<Prompt, {readonly waiting: false}>;

/** What its page wanted and did not get. */
type Refused = Extract<Aside, {readonly kind: 'refused'}>;

/** What a page says or asks while it stands still. */
const STOPPING: ReadonlySet<PromptKind> = new Set(['alert', 'confirm', 'prompt', 'leave']);

/** How long a refusal is to be read. Milliseconds. */
const READING = 8_000;

/** What the tab that this participant sees asks, for as long as the element is in the page. */
export class Asked implements ReactiveController {
  #element: WfPrompts;
  #controller: SessionController;
  #session: Session | null = null;
  #ssid: Ssid | null = null;
  #prompts: readonly Prompt[] = [];
  #refused: Refused | null = null;
  #fading: ReturnType<typeof setTimeout> | undefined;
  #stop = () => {};

  constructor(element: WfPrompts, controller: SessionController) {
    this.#element = element;
    this.#controller = controller;
    element.addController(this);
  }

  /** All of it, oldest first. */
  get prompts(): readonly Prompt[] {
    return this.#prompts;
  }

  /** Why this participant's page did not get what it wanted last, for as long as it takes to read. */
  get refused(): Refused | null {
    return this.#refused;
  }

  /** What this participant is to answer: what stops the page before all else. */
  get own(): OwnPrompt | null {
    const own = this.#prompts.filter((prompt): prompt is OwnPrompt => !prompt.waiting);
    return own.find(({kind}) => STOPPING.has(kind)) ?? own.at(-1) ?? null;
  }

  hostUpdate(): void {
    const {session, open} = this.#controller;
    this.#hear(session, activeTab(open)?.ssid ?? null);
  }

  hostDisconnected(): void {
    this.#hear(null, null);
  }

  #hear(session: Session | null, ssid: Ssid | null): void {
    if (session === this.#session && ssid === this.#ssid) return;
    this.#stop();
    this.#session = session;
    this.#ssid = ssid;
    this.#prompts = [];
    this.#refuse(null);
    this.#stop = () => {};
    if (!session || ssid === null) return;
    this.#stop = session.watch(ssid, null, (aside) => {
      if (aside.kind === 'refused') this.#refuse(aside);
      if (aside.kind !== 'prompts') return;
      this.#prompts = aside.prompts;
      this.#element.requestUpdate();
    });
  }

  #refuse(refused: Refused | null): void {
    clearTimeout(this.#fading);
    this.#refused = refused;
    this.#element.requestUpdate();
    if (refused) this.#fading = setTimeout(() => this.#refuse(null), READING);
  }
}
