import type {ClientIndex, SessionError} from '../../src/client/index.ts';
import {ofPage} from '../../src/client/index.ts';
import {WfCommandRefusedEvent} from '../events.ts';
import {WfControlGrantEvent, type WfQuestionEvent, WfSessionStartEvent} from '../questions.ts';
import {BUTTONS} from './buttons.ts';
import {mayBe} from './may-be.ts';
import type {SessionCommand, SessionHost} from './session-host.ts';
import {registry} from './session-registry.ts';

/** How a button's `value` becomes the argument of that name. */
const VALUES: Readonly<Record<string, (value: string) => unknown>> = {
  ssid: number,
  to: number,
  client_index: number,
  enabled: (value) => value === 'true' || (value !== 'false' && value),
};

/** What the session is asked before a button has its way, wherever that button is: what the kit's own controls ask. */
const QUESTIONS: Readonly<Record<string, (args: readonly unknown[]) => WfQuestionEvent<unknown>>> = {
  start: () => new WfSessionStartEvent(),
  transferTabControl: ([to]) => new WfControlGrantEvent(to as ClientIndex),
};

/** Commands that the console was told of: a button would say it at each press. */
const told = new Set<string>();

/** Does what a button asks. A refusal is told by the button. Commands of other kinds are left alone. */
export async function invoke(host: SessionHost, command: string, button: Element | null): Promise<void> {
  if (!command.startsWith('--')) return;
  const name = camel(command.slice(2)) as SessionCommand;
  if (!Object.hasOwn(BUTTONS, name)) return tellUnknown(command);
  const args = argumentsOf(BUTTONS[name] as string, button?.getAttribute('value') ?? '');
  try {
    const question = QUESTIONS[name]?.(args);
    if (question && !(await mayBe(host, question))) return;
    await (host[name] as (...args: readonly unknown[]) => Promise<unknown>)(...args);
  } catch (error) {
    (button ?? host).dispatchEvent(new WfCommandRefusedEvent(name, error as SessionError));
  }
}

/** Stands in for `commandfor` where the browser does not know it: one listener on the document for all buttons. */
export function invokeOnClick(event: Event): void {
  const isInvoker = (target: EventTarget) => target instanceof Element && target.matches('button[commandfor][command]');
  const button = event.composedPath().find(isInvoker) as HTMLButtonElement | undefined;
  if (!button || button.disabled || event.defaultPrevented) return;
  const host = registry.find(button.getAttribute('commandfor') ?? '', button);
  if (host) void invoke(host, button.getAttribute('command') ?? '', button);
}

// Once, however many copies of the kit there are: a button is to ask once.
if (!('commandForElement' in HTMLButtonElement.prototype)) {
  document.addEventListener(
    'click',
    ofPage('invoker', () => invokeOnClick),
  );
}

function argumentsOf(spec: string, value: string): readonly unknown[] {
  const [word = ''] = spec.split(' ');
  if (!word || (word.endsWith('?') && !value.trim())) return [];
  const name = word.replace('?', '');
  return [VALUES[name]?.(value) ?? value];
}

function number(value: string): number {
  return value.trim() ? Number(value) : Number.NaN;
}

/** Says which command was meant, if there is one with the same letters. Any other may be one of the page's own. */
function tellUnknown(command: string): void {
  const all = Object.keys(BUTTONS).map((name) => `--${kebab(name)}`);
  const meant = all.find((known) => letters(known) === letters(command));
  if (!meant || told.has(command)) return;
  told.add(command);
  // biome-ignore lint/suspicious/noConsole: a button is the author's, who looks there
  console.error(`<wf-session>: Expected command to be "${meant}"; got "${command}".`);
}

function letters(command: string): string {
  return [...command.toLowerCase().replaceAll('-', '')].sort().join('');
}

/** `activate-tab` as a method is called: `activateTab`. */
function camel(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
