import type {SessionError} from '../../src/client/index.ts';
import {WfCommandRefusedEvent} from '../events.ts';
import {camel} from './kebab.ts';
import type {SessionCommand, SessionHost} from './session-host.ts';
import {registry} from './session-registry.ts';

/** What `command="--…"` may ask of a `<wf-session>`, and how the button's `value` becomes the argument. */
const ARGUMENTS = {
  '--start': none,
  '--end': none,
  '--relocate': text,
  '--go-back': optionalNumber,
  '--go-forward': optionalNumber,
  '--reload': optionalNumber,
  '--open-tab': text,
  '--close-tab': number,
  '--activate-tab': number,
  '--request-tab-control': none,
  '--withdraw-tab-control-request': none,
  '--decline-tab-control': number,
  '--transfer-tab-control': number,
  '--return-tab-control': none,
  '--revoke-tab-control': none,
  '--request-to-host': none,
  '--withdraw-host-request': none,
  '--decline-host': number,
  '--make-host': number,
  '--pause-tab': optionalNumber,
  '--resume-tab': optionalNumber,
  '--send-chat-message': text,
} as const satisfies Record<string, (value: string) => readonly unknown[]>;

/** Does what a button asks. A refusal is told by the button. Commands of other kinds are left alone. */
export async function invoke(host: SessionHost, command: string, button: Element | null): Promise<void> {
  if (!Object.hasOwn(ARGUMENTS, command)) return;
  const name = camel(command.slice(2)) as SessionCommand;
  const args = ARGUMENTS[command as keyof typeof ARGUMENTS](button?.getAttribute('value') ?? '');
  try {
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

if (!('commandForElement' in HTMLButtonElement.prototype)) document.addEventListener('click', invokeOnClick);

function none(): readonly unknown[] {
  return [];
}

function text(value: string): readonly unknown[] {
  return [value];
}

function number(value: string): readonly unknown[] {
  return [value.trim() ? Number(value) : Number.NaN];
}

function optionalNumber(value: string): readonly unknown[] {
  return value.trim() ? number(value) : [];
}
