import {fixture, html} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../../components/define.ts';
import type {TemplateResult} from 'lit';
import {TestRoom} from '../../../src/client/testing/index.ts';
import {host, type Joined} from '../sessions.ts';
import {waitUntil} from '../wait-until.ts';
import {hasFocus} from './look.ts';

/** An element in the middle of a session, with someone to use it and something to happen. */
export interface Scene {
  readonly element: HTMLElement;
  /** Uses it by keyboard, from the outside to what comes of it. */
  readonly keys?: () => Promise<unknown>;
  /** Has something happen of which it tells. */
  readonly news?: () => unknown;
}

/** Scenes by the tags of the elements that they are of. */
export type Scenes = Readonly<Record<string, () => Promise<Scene>>>;

/** What is browsed. */
export const SHOP = 'http://shop.localhost/';

/** Puts it into a session, after something that has the focus. */
export async function show(joined: Joined | null, tag: string, inner?: TemplateResult): Promise<HTMLElement> {
  const session = joined?.session ?? null;
  const around = await fixture<HTMLElement>(html`
    <div><button>Before</button><wf-session .session=${session}>${inner ?? document.createElement(tag)}</wf-session></div>
  `);
  await customElements.whenDefined(tag);
  const element = around.querySelector<HTMLElement>(tag)!;
  await waitUntil(() => element.shadowRoot, tag);
  around.querySelector('button')!.focus();
  return element;
}

/** Presses keys, one after the other. */
export async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({press: key});
}

/** Goes on with Tab until something of that name has the focus. */
export async function tabTo(name: string): Promise<void> {
  for (let stops = 0; stops < 20; stops++) {
    await press('Tab');
    if (hasFocus(name)) return;
  }
  throw new Error(`Expected Tab to lead to ${name}.`);
}

/** Anna, who is here and the host, and Ben, with a tab of hers. */
export async function anna(settings = {}): Promise<Joined> {
  const joined = await host({name: 'Anna'}, new TestRoom(settings));
  joined.room.open(0, SHOP, 'Shop');
  joined.room.join('Ben');
  return joined;
}
