import {expect, fixture, html} from '@open-wc/testing';
import '../../components/define.ts';
import '../../components/pointers/wf-pointers.ts';
import type {WfPointers} from '../../components/index.ts';
import type {Pointing} from '../../src/client/index.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {host, type Joined, nextTask} from '../support/sessions.ts';
import {standsByItsSession} from '../support/standing.ts';
import {waitUntil} from '../support/wait-until.ts';

interface Shown extends Joined {
  readonly pointers: WfPointers;
  readonly ssid: number;
}

/** Anna sees a tab with a view and the pointers over it; Ben is there too. */
async function show(settings = {}): Promise<Shown> {
  const joined = await host({name: 'Anna'}, new TestRoom(settings));
  joined.room.join('Ben');
  const ssid = joined.room.open(0, 'http://shop.localhost/', 'Shop');
  const element = await fixture<HTMLElement>(html`
    <wf-session .session=${joined.session}><div style="position: relative; width: 640px; height: 400px">
      <wf-pointers></wf-pointers>
    </div></wf-session>
  `);
  const pointers = element.querySelector('wf-pointers')!;
  await pointers.updateComplete;
  return {...joined, pointers, ssid};
}

const all = ({pointers}: Shown, selector: string) => [...pointers.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
const one = (shown: Shown, selector: string) => all(shown, selector)[0];

/** Moves the pointer to where that is of the page, in CSS pixels of it. */
function move(shown: Shown, type: string, x: number, y: number): void {
  const box = one(shown, '.stage')!.getBoundingClientRect();
  const [clientX, clientY] = [box.left + (x / 1280) * box.width, box.top + (y / 720) * box.height];
  const target = type === 'pointermove' ? shown.pointers.parentElement! : one(shown, '.stage')!;
  target.dispatchEvent(new PointerEvent(type, {clientX, clientY, bubbles: true, composed: true, pointerId: 1}));
}

/** What the others were told, from now on. */
function record({room}: Shown): Pointing[] {
  const said: Pointing[] = [];
  const {point} = room;
  room.point = (ssid, pointing, by) => {
    said.push(pointing);
    point.call(room, ssid, pointing, by);
  };
  return said;
}

describe('<wf-pointers>', () => {
  standsByItsSession('wf-pointers', {
    news: async ({room}) => {
      const [ben, ssid] = [room.join('Ben'), room.open(0, 'http://shop.localhost/', 'Shop')];
      await nextTask();
      room.point(ssid, {type: 'point', at: {x: 640, y: 360}}, ben);
    },
    says: 'Ben',
  });

  it('shows where others point, with their names, just over the picture', async () => {
    const shown = await show();
    shown.room.point(shown.ssid, {type: 'point', at: {x: 640, y: 360}}, 1);
    await shown.pointers.updateComplete;
    const pointer = one(shown, '.pointer')!;
    expect(pointer.textContent!.trim()).to.equal('Ben');
    const [stage, box] = [one(shown, '.stage')!.getBoundingClientRect(), shown.pointers.getBoundingClientRect()];
    expect([stage.width, stage.height]).to.deep.equal([640, 360]);
    expect(stage.top - box.top).to.be.closeTo(20, 0.5);
    expect(pointer.style.left).to.equal('50%');
    shown.room.point(shown.ssid, {type: 'point', at: null}, 1);
    await shown.pointers.updateComplete;
    expect(all(shown, '.pointer')).to.have.length(0);
  });

  it('shows nobody who may have gone while the line was lost', async () => {
    const shown = await show();
    shown.room.point(shown.ssid, {type: 'point', at: {x: 640, y: 360}}, 1);
    await waitUntil(() => one(shown, '.pointer'));
    shown.provider.lose();
    await shown.pointers.updateComplete;
    shown.provider.find();
    await shown.pointers.updateComplete;
    expect(all(shown, '.pointer')).to.have.length(0);
  });

  it('is accessible, and lets clicks through to the page', async () => {
    const shown = await show();
    shown.room.point(shown.ssid, {type: 'point', at: {x: 640, y: 360}}, 1);
    await shown.pointers.updateComplete;
    await expect(shown.pointers).to.be.accessible();
    expect(getComputedStyle(one(shown, '.stage')!).pointerEvents).to.equal('none');
  });

  it('tells the others where this participant points, and when they leave', async () => {
    const shown = await show();
    const said = record(shown);
    move(shown, 'pointermove', 320, 180);
    for (let x = 321; x <= 640; x++) move(shown, 'pointermove', x, 180);
    await waitUntil(() => said.length >= 2);
    expect(said).to.deep.equal([
      {type: 'point', at: {x: 320, y: 180}},
      {type: 'point', at: {x: 640, y: 180}},
    ]);
    shown.pointers.parentElement!.dispatchEvent(new PointerEvent('pointerleave'));
    await waitUntil(() => said.length >= 3);
    expect(said.at(-1)).to.deep.equal({type: 'point', at: null});
  });

  it('tells nothing, and offers no highlighter, where the session hides that', async () => {
    const shown = await show({hide_cursors: true});
    shown.room.as(0, 'transfer_tab_control', {to: 1});
    await shown.pointers.updateComplete;
    const said = record(shown);
    move(shown, 'pointermove', 320, 180);
    expect(said).to.deep.equal([]);
    expect(one(shown, 'button')).to.equal(undefined);
  });

  it('draws with the highlighter, which fades, and is put away by Escape', async () => {
    const shown = await show({drawing_timeout: 0.05});
    const said = record(shown);
    one(shown, 'button')!.click();
    await shown.pointers.updateComplete;
    expect(one(shown, 'button')!.ariaPressed).to.equal('true');
    // A pointer that no hand moves cannot be captured.
    const stage = one(shown, '.stage')!;
    stage.setPointerCapture = () => {};
    stage.hasPointerCapture = () => true;
    move(shown, 'pointerdown', 100, 100);
    await shown.pointers.updateComplete;
    expect(all(shown, 'polyline')).to.have.length(1);
    await waitUntil(() => said.some(({type}) => type === 'draw'));
    const drawn = said.find(({type}) => type === 'draw') as Extract<Pointing, {type: 'draw'}>;
    expect(drawn).to.deep.include({line: 1, points: [100, 100], stays: false});
    expect(drawn.color).to.match(/^#[\da-f]{6}$/);
    await waitUntil(() => all(shown, 'polyline').length === 0);
    shown.pointers.parentElement!.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}));
    await shown.pointers.updateComplete;
    expect(one(shown, 'button')!.ariaPressed).to.equal('false');
  });

  it('draws as the commands of the session say', async () => {
    const shown = await show();
    await shown.session.setDrawingSettings({mode: 'permanent', color: 'red'});
    await shown.session.toggleDrawing();
    await shown.pointers.updateComplete;
    expect(one(shown, '.draws')).not.to.equal(undefined);
    await shown.session.setDrawingSettings({mode: 'disabled'});
    await shown.pointers.updateComplete;
    expect(one(shown, 'button')).to.equal(undefined);
    expect(one(shown, '.draws')).to.equal(undefined);
  });

  it('shows what others draw until another page is there', async () => {
    const shown = await show();
    const stroke = {type: 'draw', line: 1, points: [1, 2, 3, 4], color: '#ff0000', stays: true} as const;
    shown.room.point(shown.ssid, stroke, 1);
    shown.room.point(shown.ssid, {...stroke, points: [5, 6]}, 1);
    await shown.pointers.updateComplete;
    expect(all(shown, 'polyline').map((line) => line.getAttribute('points'))).to.deep.equal(['1 2 3 4 5 6']);
    shown.room.as('room', 'tab_relocated', {ssid: shown.ssid, url: 'http://shop.localhost/order.html'});
    await shown.pointers.updateComplete;
    await shown.pointers.updateComplete;
    expect(all(shown, 'polyline')).to.have.length(0);
  });

  it('lets go when it is removed, and takes hold again when it is put back', async () => {
    const shown = await show();
    const parent = shown.pointers.parentElement!;
    const hear = () => shown.room.point(shown.ssid, {type: 'point', at: {x: 1, y: 1}}, 1);
    shown.pointers.remove();
    hear();
    parent.append(shown.pointers);
    await shown.pointers.updateComplete;
    expect(all(shown, '.pointer')).to.have.length(0);
    hear();
    await shown.pointers.updateComplete;
    expect(all(shown, '.pointer')).to.have.length(1);
  });
});
