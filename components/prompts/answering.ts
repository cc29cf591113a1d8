import {adoptStyles} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {PromptAnswer, Tab} from '../../src/client/index.ts';
import field from '../shared/field.styles.ts';
import {activeTab} from '../shared/people.ts';
import type {SessionController} from '../shared/session-controller.ts';
import type {Say} from '../shared/speech.ts';
import type {OwnPrompt} from './asked.ts';
import {Choice} from './choice.ts';
import {renderDialog, renderField, renderLogin} from './dialogs.ts';
import {Files} from './files.ts';
import {focused, giveBack, mayTakeFocus} from './focus.ts';
import {renderList, renderMenu, renderSuggestions} from './lists.ts';
import panels from './panels.styles.ts';
import {Permissions} from './permissions.ts';
import {place} from './place.ts';
import type {WfPrompts} from './prompts.ts';

/** What is asked, with what becomes of files that are sent for it and of what a site wants to be allowed: of no other question. */
interface Question {
  prompt: OwnPrompt;
  readonly files: Files;
  readonly permissions: Permissions;
}

/** The question that is this participant's to answer, with the focus that it takes and gives back. */
export class Answering {
  readonly choice = new Choice();
  /** Says something in the language around it. */
  readonly say: Say;
  readonly #element: WfPrompts;
  readonly #session: SessionController;
  #question: Question | null = null;
  /** What had the focus before, and whether mouse and keyboard went to the remote page. */
  #before: {readonly element: HTMLElement; readonly captured: boolean} | null = null;
  #stop: AbortController | null = null;

  constructor(element: WfPrompts, session: SessionController) {
    this.#element = element;
    this.#session = session;
    this.say = session.say;
    const {styles} = element.constructor as typeof WfPrompts;
    adoptStyles(element.renderRoot as ShadowRoot, [...styles, field, panels]);
  }

  /** Takes another question, or none, before it is rendered. */
  show(prompt: OwnPrompt | null): void {
    const question = this.#question;
    const isNew = prompt?.id !== question?.prompt.id;
    const isOther = prompt !== this.#prompt;
    if (prompt && question && !isNew) question.prompt = prompt;
    else this.#question = prompt && {prompt, files: new Files(this.#session, this), permissions: new Permissions(this)};
    if (prompt && isNew && !this.#before && prompt.kind !== 'suggest' && mayTakeFocus()) this.#remember();
    if (isOther) this.choice.begin(prompt?.kind === 'select' ? prompt.index : -1);
    if (!prompt) this.#stop?.abort();
    else if (!this.#stop || this.#stop.signal.aborted) this.#listen();
  }

  render(tab: Tab) {
    const question = this.#question;
    // Each one anew, with nothing in it of what was typed into another one.
    return question && repeat([question.prompt.id], String, () => this.#renderQuestion(question, tab));
  }

  #renderQuestion({prompt, files, permissions}: Question, tab: Tab) {
    switch (prompt.kind) {
      case 'select':
        return renderList(prompt, this);
      case 'suggest':
        return renderSuggestions(prompt, this);
      case 'menu':
        return renderMenu(prompt, tab, this.#session, this);
      case 'alert':
      case 'confirm':
      case 'prompt':
      case 'leave':
        return renderDialog(prompt, this);
      case 'login':
        return renderLogin(prompt, this);
      case 'permission':
        return permissions.render(prompt);
      case 'file':
        return files.render(prompt, tab.ssid);
      default:
        return renderField(prompt, this);
    }
  }

  /** It is rendered. */
  shown(): void {
    const panel = this.#panel;
    if (!panel) {
      this.#giveBack();
      return;
    }
    const isNew = !panel.matches(':popover-open');
    if (isNew) panel.showPopover();
    this.#place();
    panel.querySelector('.active')?.scrollIntoView({block: 'nearest'});
    // A popover gives the focus to what has `autofocus`, whoever has it.
    if (!isNew || !this.#before || !mayTakeFocus()) return;
    const first = panel.querySelector<HTMLInputElement>('[data-first]');
    (first ?? panel).focus();
    // What is typed goes in place of what a page proposes.
    first?.select?.();
  }

  /** The element goes. */
  close(): void {
    this.#stop?.abort();
    this.#question = null;
    this.#before = null;
  }

  readonly answer = (answer: PromptAnswer): void => {
    const {session, open} = this.#session;
    const tab = activeTab(open);
    const id = this.#prompt?.id;
    if (!tab || id === undefined) return;
    void this.#session.told('input', session?.input(tab.ssid, {type: 'answer', id, answer}));
  };

  readonly cancel = (): void => this.answer(null);

  /** Shows that the keyboard is at another choice. */
  moved(): void {
    this.#element.requestUpdate();
  }

  /** Whether a key was dealt with; then the remote page and the page around do not get it. */
  readonly onKey = (event: KeyboardEvent, done = event.key === 'Escape'): void => {
    if (event.key === 'Escape') this.cancel();
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Whether it is still what is asked that files are sent for, or a site waits for. */
  isAt(part: Files | Permissions): boolean {
    return part === this.#question?.files || part === this.#question?.permissions;
  }

  get #prompt(): OwnPrompt | null {
    return this.#question?.prompt ?? null;
  }

  get #panel(): HTMLElement | null {
    return this.#element.renderRoot.querySelector('[popover]');
  }

  #listen(): void {
    this.#stop = new AbortController();
    const {signal} = this.#stop;
    addEventListener('scroll', this.#place, {capture: true, passive: true, signal});
    addEventListener('resize', this.#place, {signal});
    // Keys that choose a suggestion are pressed while the remote page has them.
    this.#element.parentNode?.addEventListener('keydown', this.#onOuterKey, {capture: true, signal});
  }

  #remember(): void {
    const element = focused();
    const view = (element?.getRootNode() as ShadowRoot | undefined)?.host;
    this.#before = {element: element ?? document.body, captured: view?.matches(':state(captured)') ?? false};
  }

  #giveBack(): void {
    const before = this.#before;
    this.#before = null;
    // Whoever went elsewhere meanwhile stays there.
    if (before && mayTakeFocus()) giveBack(before.element, before.captured);
  }

  #place = () => {
    if (this.#panel && this.#prompt) place(this.#panel, this.#element, this.#prompt);
  };

  #onOuterKey = (event: Event) => {
    const {key} = event as KeyboardEvent;
    const prompt = this.#prompt;
    if (prompt?.kind !== 'suggest' || event.composedPath().includes(this.#element)) return;
    const {active} = this.choice;
    if (key === 'ArrowDown' || key === 'ArrowUp') this.choice.move(event as KeyboardEvent, prompt.options);
    else if (key === 'Enter' && active >= 0) this.answer({index: active});
    else return;
    this.moved();
    this.onKey(event as KeyboardEvent, true);
  };
}
