import {expect, fixture, html} from '@open-wc/testing';
import type {WfSession} from '../../components/index.ts';
import {host, type Joined, nextTask} from './sessions.ts';
import {waitUntil} from './wait-until.ts';

interface Standing {
  /** Makes something be news. */
  readonly news: (joined: Joined) => unknown;
  /** Words of the control that tell of it. */
  readonly says: string;
  /** Where it says that, when not in its text. */
  readonly reads?: (control: HTMLElement) => string | Promise<string>;
}

/** What every control promises about how it comes to its session, and lets it go. */
export function standsByItsSession(tag: string, {news, says, reads = textIn}: Standing): void {
  const textOf = async (control: HTMLElement) => {
    await customElements.whenDefined(tag);
    await nextTask();
    await (control as HTMLElement & {updateComplete: Promise<unknown>}).updateComplete;
    return reads(control);
  };

  it('finds a session that is upgraded after it', async () => {
    const joined = await host();
    const late = `wf-late-${tag}`;
    const session = document.createElement(late);
    const control = document.createElement(tag);
    session.append(control);
    (await fixture<HTMLElement>(html`<div></div>`)).append(session);
    customElements.define(late, class extends (customElements.get('wf-session') as typeof WfSession) {});
    (session as WfSession).session = joined.session;
    await textOf(control);
    await news(joined);
    // Some load what it takes to say so.
    await waitUntil(async () => (await textOf(control)).includes(says), `"${says}"`);
  });

  it('lets go when it is removed, and takes hold again when it is put back', async () => {
    const joined = await host();
    const session = await fixture<WfSession>(html`<wf-session .session=${joined.session}><p></p></wf-session>`);
    const control = document.createElement(tag);
    session.append(control);
    await textOf(control);
    control.remove();
    await textOf(control);
    await news(joined);
    expect(await textOf(control)).not.to.contain(says);
    session.append(control);
    await textOf(control);
    await news(joined);
    await waitUntil(async () => (await textOf(control)).includes(says), `"${says}"`);
  });
}

const textIn = ({shadowRoot}: HTMLElement) => shadowRoot!.textContent!.replaceAll(/\s+/g, ' ');

/** Whether a control is accessible in light and in dark, from left to right and from right to left. */
export async function expectAccessible(control: HTMLElement): Promise<void> {
  const {documentElement: root, body} = document;
  // Of which axe knows nothing else.
  body.style.background = 'Canvas';
  try {
    for (const [scheme, dir] of [
      ['light', 'ltr'],
      ['dark', 'rtl'],
    ] as const) {
      root.style.colorScheme = scheme;
      root.dir = dir;
      await expect(control, `${scheme} ${dir}`).to.be.accessible();
    }
  } finally {
    root.style.colorScheme = '';
    body.style.background = '';
    root.removeAttribute('dir');
  }
}
