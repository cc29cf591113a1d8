import {expect, fixture, html} from '@open-wc/testing';
import '../../components/define.ts';

describe('a tag that the kit fetches', () => {
  for (const [mode, tag] of [
    ['open', 'wf-huddle'],
    ['closed', 'wf-log'],
  ] as const) {
    it(`comes in a shadow root of the page's own that is ${mode}, beside a session`, async () => {
      const root = (await fixture(html`<div></div>`)).attachShadow({mode});
      root.innerHTML = `<wf-session></wf-session><${tag}></${tag}>`;
      expect(customElements.get(tag)).to.equal(undefined);
      await customElements.whenDefined(tag);
    });
  }

  it('is any that the kit has, those that come with a view too', async () => {
    for (const tag of ['wf-prompts', 'wf-pointers']) {
      const element = await fixture<HTMLElement>(html`<wf-session><p></p></wf-session>`);
      expect(customElements.get(tag)).to.equal(undefined);
      element.append(document.createElement(tag));
      await customElements.whenDefined(tag);
    }
  });

  it('comes when it is put there later', async () => {
    const root = (await fixture(html`<div></div>`)).attachShadow({mode: 'closed'});
    root.innerHTML = '<wf-session></wf-session><p></p>';
    root.querySelector('p')!.append(document.createElement('wf-invite'));
    expect(customElements.get('wf-invite')).to.equal(undefined);
    await customElements.whenDefined('wf-invite');
  });
});
