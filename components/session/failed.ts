import type {ReactiveController} from 'lit';
import {note} from '../shared/complain.ts';
import {registry} from '../shared/session-registry.ts';
import {Speech} from '../shared/speech.ts';
import {cueFor} from '../view/cues.ts';
import type {WfSession} from './session.ts';

/** What says by itself why there is no session. */
const TELLERS = 'wf-view, wf-join, wf-room';

/** What authors are told besides of a server that does not answer: browsers tell pages nothing of their own policy. */
const POLICY = ' Where the page has a Content-Security-Policy, its connect-src has to name the server, as wss://… too.';

/** What the console was told already: each session and each press would say it again. */
const told = new Set<string>();

const notes = new WeakMap<WfSession, FailureNote>();

/** Says why a session could not be had: in the console, and in its element where no other one of it shows that. */
export function failed(element: WfSession, message: string): void {
  const more = element.failure?.code === 'connect_failed' ? POLICY : '';
  // biome-ignore lint/suspicious/noConsole: authors look there, whatever else shows it
  if (!told.has(message)) console.error(`<wf-session>: ${message}${more}`);
  told.add(message);
  if (!notes.has(element)) notes.set(element, new FailureNote(element));
}

/** What stands in a session for as long as it cannot be had. */
class FailureNote implements ReactiveController {
  readonly #element: WfSession;
  readonly #speech: Speech;

  constructor(element: WfSession) {
    this.#element = element;
    this.#speech = new Speech(element);
    element.addController(this);
    element.subscribe(() => this.hostUpdated());
    this.hostUpdated();
  }

  hostUpdated(): void {
    const element = this.#element;
    const cue =
      element.status === 'failed' && !isToldElsewhere(element) ? cueFor(element, false, this.#speech.say) : null;
    note(element, 'failure', cue && `${cue.title}. ${cue.text}`, 'alert');
  }
}

function isToldElsewhere(element: WfSession): boolean {
  return tellersIn(document).some((teller) => sessionOf(teller) === element);
}

/** All of them, in whatever shadow they are; also those whose script has not come yet. */
function tellersIn(root: ParentNode): Element[] {
  const hosts = [...root.querySelectorAll('*')].filter(({shadowRoot}) => shadowRoot);
  return [...root.querySelectorAll(TELLERS), ...hosts.flatMap(({shadowRoot}) => tellersIn(shadowRoot!))];
}

/** The session that it belongs to, as its controller finds it. */
function sessionOf(teller: Element): unknown {
  const id = teller.getAttribute('for') || (teller as {readonly for?: string}).for;
  if (id) return registry.find(id, teller);
  for (let node: Node | null = teller; node; node = outwards(node)) {
    if (node instanceof Element && node.localName === 'wf-session') return node;
  }
  return registry.only;
}

function outwards(node: Node): Node | null {
  return (node as Partial<Element>).assignedSlot ?? node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null;
}
