import {expect, fixture, html} from '@open-wc/testing';
import '../../components/define.ts';
import {tell} from '../../components/twice.ts';
import {waitUntil} from '../support/wait-until.ts';

const wrong = (element: Element) => element.shadowRoot!.querySelector('.wrong')?.textContent ?? '';

// In a page of its own: that one is told of it for good.
describe('a kit that is there twice', () => {
  it('is told of in the first session, also in one that comes later, and in the console once', async () => {
    const {warn} = console;
    const warned: string[] = [];
    console.warn = (message: string) => void warned.push(message);
    tell('1.0.0 from here', '2.0.0 from there');
    tell('1.0.0 from here', '3.0.0 from elsewhere');
    console.warn = warn;
    expect(warned).to.have.length(1);
    const page = await fixture<HTMLElement>(html`
      <div><wf-session><p></p></wf-session><wf-session><p></p></wf-session></div>
    `);
    const [first, second] = page.children;
    await waitUntil(() => wrong(first!));
    expect([wrong(first!), wrong(second!)]).to.deep.equal([warned[0], '']);
    await expect(page).to.be.accessible();
  });
});
