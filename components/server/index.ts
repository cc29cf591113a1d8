import {ContextEvent} from '@lit/context';
import type {CSSResultOrNative, LitElement, ReactiveController} from 'lit';
import '../chat/wf-chat.ts';
import '../controls/wf-controls.ts';
import {LATER_TAGS} from '../later-tags.ts';
import '../notices/wf-notices.ts';
import '../pointers/wf-pointers.ts';
import '../prompts/wf-prompts.ts';
import '../requests/wf-requests.ts';
import '../room/wf-room.ts';
import {WfSession} from '../session/session.ts';
import '../session/wf-session.ts';
import {SessionController} from '../shared/session-controller.ts';
import {registry} from '../shared/session-registry.ts';
import {templateText} from './template-text.ts';

await Promise.all(Object.values(LATER_TAGS).map((load) => load()));

/** What is not looked into, and the tags of the kit. */
const PIECES =
  /<!--.*?-->|<(script|style|textarea|title|template)\b.*?<\/\1\s*>|<\/wf-session\s*>|<(wf-[\w-]+)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gis;

const ATTRIBUTES = /([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

/** An element as far as it is used here: in no page, and never updated. */
type Still = LitElement & {render(): unknown};

/** What one call needs. */
interface Pass {
  /** The tag that styles begin with. */
  readonly style: string;
  /** What to do at its end. */
  readonly letGo: (() => void)[];
}

/**
 * HTML with the shadow of each element of the kit in it, as it is before a session: Declarative Shadow DOM, which browsers
 * show before, and without, any script. Nothing is asked of a session server. The page that gets it has to load
 * `webfuse-elements.hydrate.js` before the kit.
 *
 * @param html - a page, or a part of one
 * @param nonce - of the page's Content-Security-Policy, for the styles
 */
export function withShadows(html: string, {nonce}: {readonly nonce?: string} = {}): string {
  const pass: Pass = {style: nonce ? `<style nonce="${nonce}">` : '<style>', letGo: []};
  try {
    return shadowed(html, null, pass);
  } finally {
    for (const letGo of pass.letGo) letGo();
  }
}

function shadowed(html: string, around: Still | null, pass: Pass): string {
  const sessions: (Still | null)[] = [around];
  return html.replaceAll(PIECES, (piece, _, tag: string | undefined, attributes = '', at: number) => {
    if (piece.startsWith('</')) sessions.pop();
    const Class = tag && customElements.get(tag.toLowerCase());
    if (!Class) return piece;
    const element = made(Class as new () => Still, attributes, sessions.at(-1) ?? null, pass);
    if (tag.toLowerCase() === 'wf-session') sessions.push(element);
    const isEmpty = /^\s*<\//.test(html.slice(at + piece.length));
    const inside = tag === 'wf-session' && !isEmpty ? '<slot></slot>' : templateText(element.render());
    const host = tag === 'wf-session' ? element : (sessions.at(-1) ?? null);
    const shadow = `${pass.style}${stylesOf(Class as typeof LitElement)}</style>${shadowed(inside, host, pass)}`;
    return `${piece}<template shadowrootmode="open">${shadow}</template>`;
  });
}

/** An element with those attributes, which has the session around it for its own. */
function made(Class: new () => Still, attributes: string, around: Still | null, {letGo}: Pass): Still {
  const controllers: ReactiveController[] = [];
  const Watched = class extends Class {
    override addController(controller: ReactiveController): void {
      super.addController(controller);
      controllers.push(controller);
    }
  };
  const element = new Watched();
  element.dispatchEvent = (event) => {
    if (event instanceof ContextEvent && around) event.callback(around);
    return true;
  };
  const none = {value: () => null};
  Object.defineProperties(element, {isConnected: {value: true}, getRootNode: none, querySelector: none});
  for (const [, name = '', ...values] of attributes.matchAll(ATTRIBUTES)) {
    const value = decoded(values.find((each) => each !== undefined) ?? '');
    element.setAttribute(name.toLowerCase(), value);
    element.attributeChangedCallback(name.toLowerCase(), null, value);
    if (name === 'id') element.id = value;
  }
  if (element instanceof WfSession) {
    registry.add(element);
    letGo.push(() => registry.delete(element));
  }
  for (const controller of controllers) {
    if (!(controller instanceof SessionController)) continue;
    controller.hostConnected();
    letGo.push(() => controller.hostDisconnected());
  }
  return element;
}

function stylesOf({elementStyles}: {elementStyles: readonly CSSResultOrNative[]}): string {
  return elementStyles.map((style) => ('cssText' in style ? style.cssText : '')).join('\n');
}

const NAMED: Readonly<Record<string, string>> = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"};

/** What an attribute says, of what templates of servers write for it. */
function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name = '') => {
    if (name) return NAMED[name] ?? whole;
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16));
  });
}
