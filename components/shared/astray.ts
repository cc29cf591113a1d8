import {complain} from './complain.ts';

/** What makes a session once it is pressed. */
const LAUNCHERS = 'wf-launcher, [data-wf-launch], [data-wf-launcher]';

type Control = HTMLElement & {readonly for: string};

/** Says of a control whether it misses its session. What is inside an element of the kit leaves that to it. */
export function reportAstray(control: Control, found: boolean): void {
  const root = control.getRootNode();
  if (root instanceof ShadowRoot && root.host.localName.startsWith('wf-')) return;
  const {for: id} = control;
  if (!id && !found && document.querySelector(LAUNCHERS)) return;
  const expected = id
    ? `Expected a <wf-session id="${id}"> on this page, as for="${id}" says; there is none.`
    : 'Expected a <wf-session> around it, a single one on the page, or one whose id its attribute "for" says; found none.';
  complain(control, 'session', found ? null : expected);
}
