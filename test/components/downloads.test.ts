import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../components/define.ts';
import type {Download, WfDownloads} from '../../components/index.ts';
import {heldTimeout} from '../support/held-timeout.ts';
import {guest, host, idle, type Joined, nextTask} from '../support/sessions.ts';
import {expectAccessible, standsByItsSession} from '../support/standing.ts';
import {waitUntil} from '../support/wait-until.ts';

async function show({session}: Joined): Promise<WfDownloads> {
  const element = await fixture<HTMLElement>(html`
    <wf-session .session=${session}><wf-downloads></wf-downloads></wf-session>
  `);
  const downloads = element.querySelector('wf-downloads')!;
  await waitUntil(() => downloads.updateComplete);
  return downloads;
}

/** A tab of Anna's, in which she downloads a file. */
function download({room}: Joined, filename: string): void {
  if (room.state.tabs.length === 0) room.open(0, 'http://shop.localhost/', 'Shop');
  room.as('room', 'tab_downloaded', {ssid: 1, file_id: `of ${filename}`, filename, sha256: ''});
}

const rows = (downloads: WfDownloads) =>
  [...downloads.shadowRoot!.querySelectorAll('li')].map(({textContent}) => textContent!.replaceAll(/\s+/g, ' ').trim());
const said = (downloads: WfDownloads) => downloads.shadowRoot!.querySelector('[role=status]')!.textContent!.trim();

describe('<wf-downloads>', () => {
  standsByItsSession('wf-downloads', {
    news: (joined) => download(joined, 'list.csv'),
    says: 'list.csv',
  });

  it('is accessible with no file, with some, and after the session', async () => {
    await expectAccessible(await show(idle()));
    const joined = await host();
    const downloads = await show(joined);
    download(joined, 'list.csv');
    await downloads.updateComplete;
    await expectAccessible(downloads);
    joined.room.as(0, 'end', {});
    await downloads.updateComplete;
    await expectAccessible(downloads);
  });

  it('has what was downloaded here, the newest first, and says what came', async () => {
    const joined = await host();
    const downloads = await show(joined);
    download(joined, 'list.csv');
    download(joined, 'plan.pdf');
    await downloads.updateComplete;
    expect(rows(downloads)).to.deep.equal(['plan.pdf Downloaded by you Save', 'list.csv Downloaded by you Save']);
    expect(said(downloads)).to.equal('plan.pdf can be saved.');
    expect(downloads.shadowRoot!.querySelector('a')!.getAttribute('href')).to.equal('of plan.pdf');
  });

  it('has what is offered to those who are not in control, in whichever tab', async () => {
    const joined = await guest();
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    const downloads = await show(joined);
    joined.room.open(0, 'http://shop.localhost/tea', 'Tea');
    await nextTask();
    joined.room.asides.told({ssid: 2, aside: {kind: 'file', filename: 'tea.txt', url: 'https://s.example/tea.txt'}});
    joined.room.asides.told({ssid: 1, aside: {kind: 'file', filename: 'list.csv', url: 'https://s.example/list.csv'}});
    await downloads.updateComplete;
    expect(rows(downloads)).to.deep.equal([
      'list.csv Downloaded in the session Save',
      'tea.txt Downloaded in the session Save',
    ]);
  });

  it('shows how far a file is that takes a while, until it is told of no more', async () => {
    const joined = await host();
    const downloads = await show(joined);
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    await nextTask();
    const tell = async (...files: Download[]) => {
      joined.room.asides.told({ssid: 1, aside: {kind: 'downloading', files}});
      await downloads.updateComplete;
    };
    const bars = () => [...downloads.shadowRoot!.querySelectorAll('progress')].map(({position}) => position);
    await tell({filename: 'film.mp4', received: 250, total: 1000}, {filename: 'feed', received: 9, total: null});
    expect(rows(downloads)).to.deep.equal(['film.mp4', 'feed']);
    expect(bars()).to.deep.equal([0.25, -1]);
    await expectAccessible(downloads);
    await tell({filename: 'film.mp4', received: 900, total: 1000});
    expect(bars()).to.deep.equal([0.9]);
    download(joined, 'film.mp4');
    await tell();
    expect(rows(downloads)).to.deep.equal(['film.mp4 Downloaded by you Save']);
  });

  it('shows none on its way that nobody has told of for a while', async () => {
    const joined = await host();
    const downloads = await show(joined);
    joined.room.open(0, 'http://shop.localhost/', 'Shop');
    await nextTask();
    const files = [{filename: 'film.mp4', received: 250, total: 1000}];
    const lose = await heldTimeout(5_000, () => {
      joined.room.asides.told({ssid: 1, aside: {kind: 'downloading', files}});
    });
    await downloads.updateComplete;
    expect(rows(downloads)).to.deep.equal(['film.mp4']);
    lose();
    await downloads.updateComplete;
    expect(rows(downloads)).to.deep.equal([]);
  });

  it('leaves what was downloaded here to others that say it, and says what is offered, when it is quiet', async () => {
    const joined = await host();
    const downloads = await show(joined);
    downloads.quiet = true;
    download(joined, 'list.csv');
    await downloads.updateComplete;
    expect(rows(downloads)).to.have.length(1);
    expect(said(downloads)).to.equal('');
    joined.room.asides.told({ssid: 1, aside: {kind: 'file', filename: 'tea.txt', url: 'https://s.example/tea.txt'}});
    await downloads.updateComplete;
    expect(said(downloads)).to.equal('tea.txt can be saved.');
  });

  it('takes a file off the list, and keeps the focus in it', async () => {
    const joined = await host();
    const downloads = await show(joined);
    download(joined, 'list.csv');
    download(joined, 'plan.pdf');
    await downloads.updateComplete;
    downloads.shadowRoot!.querySelector('button')!.focus();
    await sendKeys({press: 'Enter'});
    await downloads.updateComplete;
    expect(rows(downloads)).to.deep.equal(['list.csv Downloaded by you Save']);
    expect(downloads.shadowRoot!.activeElement).not.to.equal(null);
    expect(said(downloads)).to.equal('', 'what is old is no news');
  });

  it('asks the page before it saves, and does nothing when it refuses', async () => {
    const joined = await host();
    const downloads = await show(joined);
    download(joined, 'list.csv');
    await downloads.updateComplete;
    const asked = oneEvent(document, 'wf-file-save');
    document.addEventListener('wf-file-save', (event) => event.preventDefault(), {once: true});
    const click = new MouseEvent('click', {bubbles: true, cancelable: true});
    downloads.shadowRoot!.querySelector('a')!.dispatchEvent(click);
    expect((await asked).detail).to.deep.equal({filename: 'list.csv'});
    expect(click.defaultPrevented).to.equal(true);
  });

  it('says when the session is over that its files are gone', async () => {
    const joined = await host();
    const downloads = await show(joined);
    download(joined, 'list.csv');
    joined.room.as(0, 'end', {});
    await downloads.updateComplete;
    expect(downloads.shadowRoot!.textContent).to.contain('its files are gone');
    expect(rows(downloads)).to.deep.equal([]);
  });
});
