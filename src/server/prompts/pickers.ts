import type {CDPSession, Protocol} from 'puppeteer-core';
import type {Box, Permission, PromptAnswer} from '../../protocol/prompts.ts';
import {OWN_WORLD} from '../browser/still-caret.ts';
import type {Desk, Put} from './desk.ts';
import type {Permissions} from './permissions.ts';
import {type Denied, type Picked, readSaid, type Said} from './picked.ts';
import {BINDING, PERMISSION_SCRIPT, PICKER_SCRIPT} from './picker-script.ts';
import {placeOf} from './place.ts';
import {SHOW_PICKER_SCRIPT} from './show-picker-script.ts';

/** One document's own world, in one of the processes of a tab. */
interface World {
  readonly session: CDPSession;
  readonly contextId: number;
}

interface PickersOptions {
  /** The page wanted what no page gets. */
  readonly onDenied: (wanted: Denied) => void;
  /** How much larger than laid out the page is seen. */
  readonly scale: () => number;
}

/** What the pages of a tab have opened that Chromium draws outside of them: lists, dates, colours, the context menu. */
export class Pickers {
  readonly #desk: Desk;
  readonly #permissions: Permissions;
  readonly #options: PickersOptions;
  /** All that the page is made of. */
  #sessions: readonly CDPSession[] = [];
  /** There is one at a time, and what it is may still be found out. */
  #open: (World & {question: Picked; count: number; put: Put | null}) | null = null;

  constructor(desk: Desk, permissions: Permissions, options: PickersOptions) {
    this.#desk = desk;
    this.#permissions = permissions;
    this.#options = options;
  }

  /** Watches the documents of one of the tab's processes. Everything is sent before anything is awaited. */
  async follow(session: CDPSession): Promise<void> {
    this.#sessions = [...this.#sessions.filter(({detached}) => !detached), session];
    const join = (frameId: string) => {
      // Fails only when the document goes.
      this.#join(session, frameId).catch(() => {});
    };
    session.on('Page.frameNavigated', ({frame}) => {
      if (!frame.parentId) this.#withdraw();
      join(frame.id);
    });
    session.on('Page.frameAttached', ({frameId}) => join(frameId));
    session.on('Page.documentOpened', ({frame}) => join(frame.id));
    session.on('Runtime.bindingCalled', (call) => this.#onCalled(session, call));
    const script = {source: PICKER_SCRIPT, worldName: OWN_WORLD, runImmediately: true};
    const added = session.send('Page.addScriptToEvaluateOnNewDocument', script);
    const asking = [PERMISSION_SCRIPT, SHOW_PICKER_SCRIPT].map((source) =>
      session.send('Page.addScriptToEvaluateOnNewDocument', {source}),
    );
    // A page that opened by itself may be there already. Fails where it goes, or gives way to another one, which is told of.
    session.send('Page.getFrameTree').then(
      ({frameTree}) => framesOf(frameTree).forEach(join),
      () => {},
    );
    await Promise.all([added, ...asking]);
  }

  /** The page is gone. */
  forget(): void {
    this.#open = null;
    this.#sessions = [];
  }

  /** Lets the script of a document speak. */
  async #join(session: CDPSession, frameId: string): Promise<void> {
    const world = {frameId, worldName: OWN_WORLD};
    const {executionContextId} = await session.send('Page.createIsolatedWorld', world);
    await session.send('Runtime.addBinding', {name: BINDING, executionContextId});
  }

  #onCalled(session: CDPSession, {name, payload, executionContextId: contextId}: Protocol.Runtime.BindingCalledEvent) {
    const said = name === BINDING ? readSaid(payload) : null;
    if (!said) return;
    const world = {session, contextId};
    if ('inspect' in said) inspect(world, said.inspect).catch(() => {});
    else if ('permit' in said) this.#permit(world, said.permit, said.number).catch(() => {});
    else if ('deny' in said) this.#options.onDenied(said.deny);
    else if ('gone' in said) {
      if (this.#open && isSame(this.#open, world)) this.#withdraw();
    } else this.#ask(world, said).catch(() => {});
  }

  async #ask(world: World, {ask: question, count, at, hidden}: Extract<Said, {ask: unknown}>): Promise<void> {
    const known = this.#open;
    // Shown again with each letter that is typed.
    if (question.kind === 'suggest' && known?.question.kind === 'suggest' && isSame(known, world)) {
      known.question = question;
      known.count = count;
      known.put?.change(question);
      return;
    }
    this.#withdraw();
    const open = {...world, question, count, put: null as Put | null};
    this.#open = open;
    const laidOut = await boxOf(world, this.#sessions, at);
    if (this.#open !== open) return;
    const box = laidOut && scaled(laidOut, this.#options.scale());
    const answered = (answer: PromptAnswer) => {
      if (this.#open === open) this.#open = null;
      call(world, answer, open.count).catch(() => {});
    };
    open.put = this.#desk.put({question: open.question, box, hidden: hidden === true, answered});
  }

  async #permit({session, contextId}: World, permission: Permission, number: number): Promise<void> {
    const {result} = await session.send('Runtime.evaluate', {expression: 'self.origin', contextId});
    await this.#permissions.ask(session, String(result.value), permission);
    await session.send('Runtime.callFunctionOn', {
      executionContextId: contextId,
      functionDeclaration: 'function (number) { webfusePicker.permitted(number) }',
      arguments: [{value: number}],
    });
  }

  #withdraw(): void {
    this.#open?.put?.withdraw();
    this.#open = null;
  }
}

function isSame(one: World, other: World): boolean {
  return one.session === other.session && one.contextId === other.contextId;
}

function framesOf({frame, childFrames = []}: Protocol.Page.FrameTree): string[] {
  return [frame.id, ...childFrames.flatMap(framesOf)];
}

async function boxOf(world: World, all: readonly CDPSession[], at?: {x: number; y: number}): Promise<Box | null> {
  const objectId = await handleOf(world, 'webfusePicker.element');
  const box = objectId ? await placeOf(world.session, objectId, all).catch(() => null) : null;
  return box && at ? {x: box.x + at.x, y: box.y + at.y, width: 0, height: 0} : box;
}

function scaled({x, y, width, height}: Box, scale: number): Box {
  return {x: x * scale, y: y * scale, width: width * scale, height: height * scale};
}

async function call({session, contextId}: World, answer: PromptAnswer, count: number): Promise<void> {
  await session.send('Runtime.callFunctionOn', {
    executionContextId: contextId,
    functionDeclaration: 'function (answer, count) { webfusePicker.answer(answer, count) }',
    arguments: [{value: answer}, {value: count}],
    userGesture: true,
  });
}

/** Hands closed shadow roots to the script, which cannot see them. */
async function inspect(world: World, number: number): Promise<void> {
  const {session, contextId} = world;
  const objectId = await handleOf(world, `webfusePicker.hosts.get(${number})`);
  if (!objectId) return;
  const {node} = await session.send('DOM.describeNode', {objectId, depth: 1, pierce: true});
  const closed = (node.shadowRoots ?? []).filter(({shadowRootType}) => shadowRootType === 'closed');
  for (const {backendNodeId} of closed) {
    const {object} = await session.send('DOM.resolveNode', {backendNodeId, executionContextId: contextId});
    const adopt = 'function () { webfusePicker.adopt(this) }';
    await session.send('Runtime.callFunctionOn', {objectId: object.objectId!, functionDeclaration: adopt});
  }
}

async function handleOf({session, contextId}: World, expression: string): Promise<string | undefined> {
  const {result} = await session.send('Runtime.evaluate', {expression, contextId});
  return result.objectId;
}
