import {expect, fixture, html, nextFrame, oneEvent, waitUntil} from '@open-wc/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import '../../components/define.ts';
import type {WfSession, WfView} from '../../components/index.ts';
import {SessionError, type SessionErrorCode} from '../../src/client/index.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {guest, host, idle, type Joined} from '../support/sessions.ts';

async function show({session}: Joined): Promise<WfView> {
  const element = await fixture<HTMLElement>(html`
    <wf-session .session=${session}><button>Before</button><wf-view style="inline-size: 400px; block-size: 300px"></wf-view><button>After</button></wf-session>
  `);
  const view = element.querySelector('wf-view')!;
  await view.updateComplete;
  return view;
}

/** A view with the picture of a page of 200 × 100 in it. */
async function shown(joined: Joined, width = 200, height = 100): Promise<WfView> {
  const ssid = joined.room.open(0, 'http://shop.localhost/', 'Shop');
  const view = await show(joined);
  await waitUntil(() => joined.room.watchers(ssid) === 1);
  await joined.room.paint(ssid, width, height, '#ff0000');
  await view.updateComplete;
  return view;
}

async function captured(joined: Joined): Promise<WfView> {
  const view = await shown(joined);
  view.focus();
  await sendKeys({press: 'Enter'});
  return view;
}

function inside<T extends Element = HTMLElement>(view: WfView, selector: string): T {
  return view.shadowRoot!.querySelector<T>(selector)!;
}

function place(view: WfView, x: number, y: number): [number, number] {
  const {left, top} = view.getBoundingClientRect();
  return [Math.round(left + x), Math.round(top + y)];
}

async function pressWithShift(press: string): Promise<void> {
  await sendKeys({down: 'Shift'});
  await sendKeys({press});
  await sendKeys({up: 'Shift'});
}

describe('<wf-view>', () => {
  afterEach(async () => {
    await sendMouse({type: 'move', position: [0, 0]});
  });

  describe('says what there is', () => {
    it('is accessible in every state', async () => {
      const joined = await host();
      const view = await shown(joined);
      await expect(view).to.be.accessible();
      view.focus();
      await expect(view).to.be.accessible();
      await sendKeys({press: 'Enter'});
      await expect(view).to.be.accessible();
      joined.room.as('room', 'tab_changed', {ssid: 1, error: 'shop.localhost refused to connect.'});
      await expect(view).to.be.accessible();
      joined.provider.listener.lost();
      await expect(view).to.be.accessible();
      await expect(await show(idle())).to.be.accessible();
      await expect(await shown(await guest())).to.be.accessible();
    });

    it('names the page that is shown', async () => {
      const view = await shown(await host());
      expect(inside(view, 'textarea').getAttribute('aria-label')).to.equal('Shop, http://shop.localhost/');
    });

    it('offers to start when nothing was started', async () => {
      const joined = idle();
      const view = await show(joined);
      inside(view, '.cue button').click();
      await joined.session.ready;
      await view.updateComplete;
      expect(inside(view, '.cue').textContent).to.contain('No page is open');
    });

    it('says why a page cannot be shown, and loads it again for whoever is in control', async () => {
      const joined = await host();
      const view = await shown(joined);
      joined.room.as('room', 'tab_changed', {ssid: 1, error: 'shop.localhost refused to connect.'});
      await view.updateComplete;
      expect(inside(view, '.cue').textContent).to.contain('shop.localhost refused to connect.');
      const asked = oneEvent(view, 'wf-reload');
      inside(view, '.cue button').click();
      expect((await asked).detail).to.deep.equal({ssid: 1});
    });

    it('says who paused the page, over the last picture of it, and takes no input', async () => {
      const joined = await guest({name: 'Ben'}, new TestRoom({pause_enabled: true}));
      const view = await shown(joined);
      joined.room.as(0, 'transfer_tab_control', {to: 1});
      joined.room.as(0, 'pause_tab', {});
      await view.updateComplete;
      expect(inside(view, '.cue').textContent).to.contain('Anna will show this page again soon.');
      expect(inside(view, 'canvas').classList.contains('blank')).to.equal(false);
      expect(view.matches(':state(in-control)')).to.equal(false);
      await expect(view).to.be.accessible();
      joined.room.as(0, 'resume_tab', {});
      await view.updateComplete;
      expect(view.matches(':state(in-control)')).to.equal(true);
    });

    it('says that the line is lost, and that the session has ended', async () => {
      const joined = await host();
      const view = await shown(joined);
      joined.provider.listener.lost();
      await view.updateComplete;
      expect(inside(view, '.cue').textContent).to.contain('Connection lost');
      joined.provider.listener.restored(null);
      joined.room.as(0, 'end', {});
      await view.updateComplete;
      expect(inside(view, '.cue').textContent).to.contain('The session has ended');
    });

    it('says that the host is asked to let this participant in', async () => {
      const joined = idle();
      const view = await show(joined);
      joined.provider.listener.waiting();
      await view.updateComplete;
      expect(inside(view, '.cue').textContent).to.contain('Waiting to be let in');
      await expect(view).to.be.accessible();
    });

    it('says that this participant was removed, and starts nothing else', async () => {
      const joined = await guest();
      const view = await shown(joined);
      (view.parentElement as WfSession).widgetKey = 'wk_test';
      joined.room.as(0, 'remove_participant', {client_index: 1});
      await view.updateComplete;
      expect(inside(view, '.cue').textContent).to.contain('You were removed');
      expect(inside(view, '.cue button')).to.equal(null);
      await expect(view).to.be.accessible();
    });

    it('says that the session is used in another window, and offers to use it here', async () => {
      const joined = await host();
      const view = await shown(joined);
      const message = 'The session was opened in another window with the same seat.';
      joined.provider.listener.failed('other_connection', new SessionError('connection_closed', message));
      await view.updateComplete;
      expect(inside(view, '.cue').textContent).to.contain('Open in another window');
      expect(inside(view, '.cue button').textContent).to.equal('Use it here');
      await expect(view).to.be.accessible();
    });

    for (const [code, title, label] of [
      ['not_admitted', 'You were not let in', 'Ask again'],
      ['inside_session', 'No session in a session', ''],
      ['connect_failed', 'The session could not be opened', 'Try again'],
    ] as const) {
      it(`says "${title}" for ${code}`, async () => {
        const joined = idle();
        joined.provider.refusal = new SessionError(code as SessionErrorCode, 'The reason in a sentence.');
        const view = await show(joined);
        await joined.session.start(null).catch(() => {});
        await view.updateComplete;
        expect(inside(view, '.cue strong').textContent).to.equal(title);
        expect(inside(view, '.cue p').textContent).to.equal('The reason in a sentence.');
        expect(inside(view, '.cue button')?.textContent ?? '').to.equal(label);
        await expect(view).to.be.accessible();
      });
    }
  });

  describe('the picture', () => {
    it('has one pixel for each pixel of the tab', async () => {
      const view = await shown(await host(), 400, 300);
      const canvas = inside<HTMLCanvasElement>(view, 'canvas');
      expect([canvas.width, canvas.height]).to.deep.equal([400, 300]);
      expect(canvas.getBoundingClientRect()).to.include({width: 400, height: 300});
      const [red, green] = canvas.getContext('2d')!.getImageData(200, 150, 1, 1).data;
      expect(red).to.be.greaterThan(240);
      expect(green).to.be.lessThan(16);
    });

    it('follows the tab that everyone sees', async () => {
      const joined = await host();
      const view = await shown(joined);
      joined.room.open(0, 'http://shop.localhost/cart', 'Cart');
      await view.updateComplete;
      expect([joined.room.watchers(1), joined.room.watchers(2)]).to.deep.equal([0, 1]);
      expect(inside(view, '.cue').textContent).to.contain('Opening Cart…');
    });

    it('is let go when the view leaves the page and taken again when it is put back', async () => {
      const joined = await host();
      const view = await shown(joined);
      const parent = view.parentElement!;
      view.remove();
      expect(joined.room.watchers(1)).to.equal(0);
      parent.append(view);
      await view.updateComplete;
      expect(joined.room.watchers(1)).to.equal(1);
    });

    it('skips a picture with broken bytes', async () => {
      const joined = await host();
      const view = await shown(joined);
      const data = new Uint8Array([1, 2, 3]);
      await joined.room.send({codec: 1, ssid: 1, width: 9, height: 9, time: 0, keyFrame: true, data});
      expect(inside<HTMLCanvasElement>(view, 'canvas').width).to.equal(200);
    });
  });

  describe('focus', () => {
    it('captures nothing', async () => {
      const joined = await host();
      const view = await shown(joined);
      view.focus();
      await sendKeys({press: 'a'});
      expect(view.matches(':state(captured)')).to.equal(false);
      expect(inside(view, '.hint').textContent).to.contain('Click or press Enter');
      expect(joined.room.inputs).to.deep.equal([]);
    });

    it('goes on with Tab while nothing is captured', async () => {
      const view = await shown(await host());
      view.focus();
      await sendKeys({press: 'Tab'});
      expect(document.activeElement?.textContent).to.equal('After');
    });

    it('captures with Enter, visibly, and sends no Enter', async () => {
      const joined = await host();
      const view = await captured(joined);
      expect(view.matches(':state(captured)')).to.equal(true);
      await view.updateComplete;
      expect(inside(view, '.hint').textContent).to.contain('Press Esc, then Tab');
      expect(inside(view, 'textarea').getAttribute('aria-describedby')).to.equal(inside(view, '.hint').id);
      expect(joined.room.inputs).to.deep.equal([]);
    });

    it('sends Tab to the page, and leaves with Tab after Escape, which is sent', async () => {
      const joined = await host();
      await captured(joined);
      for (const press of ['Tab', 'Escape', 'x', 'Tab', 'Escape', 'Tab']) await sendKeys({press});
      const downs = joined.room.inputs.flatMap((input) =>
        input.type === 'key' && input.action === 'down' ? [input.key] : [],
      );
      expect(downs).to.deep.equal(['Tab', 'Escape', 'x', 'Tab', 'Escape']);
      expect(document.activeElement?.textContent).to.equal('After');
    });

    it('leaves backwards with Shift+Tab after Escape', async () => {
      const joined = await host();
      const view = await captured(joined);
      await sendKeys({press: 'Escape'});
      await pressWithShift('Tab');
      expect(document.activeElement?.textContent).to.equal('Before');
      expect(view.matches(':state(captured)')).to.equal(false);
    });

    it('captures nothing for someone who is not in control, and says who is', async () => {
      const joined = await guest();
      const view = await captured(joined);
      expect(view.matches(':state(captured)')).to.equal(false);
      expect(inside(view, '#hint').textContent).to.contain('Anna is in control');
    });

    it('lets a guest ask for control, once', async () => {
      const joined = await guest();
      const view = await shown(joined);
      const button = inside<HTMLButtonElement>(view, '.badge button');
      button.focus();
      button.click();
      await view.updateComplete;
      button.click();
      expect(joined.room.state.controlRequests).to.have.length(1);
      expect(button.getAttribute('aria-disabled')).to.equal('true');
      expect(view.shadowRoot!.activeElement, 'keeps the focus').to.equal(button);
    });

    it('says how to leave, step by step', async () => {
      const view = await captured(await host());
      expect(inside(view, '#hint').textContent).to.equal('Press Esc, then Tab to leave the page');
      await sendKeys({press: 'Escape'});
      expect(inside(view, '#hint').textContent).to.equal('Now press Tab to leave the page');
      await sendKeys({press: 'a'});
      expect(inside(view, '#hint').textContent).to.equal('Press Esc, then Tab to leave the page');
    });

    it('ends when control goes to someone else', async () => {
      const joined = await host();
      const view = await captured(joined);
      joined.room.join('Ben');
      joined.room.as(0, 'transfer_tab_control', {to: 1});
      await view.updateComplete;
      expect(view.matches(':state(captured)')).to.equal(false);
    });
  });

  describe('the keyboard', () => {
    it('sends keys with their modifiers', async () => {
      const joined = await host();
      await captured(joined);
      await pressWithShift('B');
      const shift = 8;
      expect(joined.room.inputs.map(({type, ...input}) => [type, 'key' in input && input.key])).to.deep.equal([
        ['key', 'Shift'],
        ['key', 'B'],
        ['key', 'B'],
        ['key', 'Shift'],
      ]);
      expect(joined.room.inputs[1]).to.deep.include({
        type: 'key',
        action: 'down',
        code: 'KeyB',
        keyCode: 66,
        modifiers: shift,
      });
    });

    it('lets go of what is held when focus goes elsewhere', async () => {
      const joined = await host();
      const view = await captured(joined);
      await sendKeys({down: 'a'});
      inside(view, 'textarea').blur();
      expect(joined.room.inputs.at(-1)).to.include({type: 'key', action: 'up', key: 'a'});
      await sendKeys({up: 'a'});
      expect(joined.room.inputs.filter((input) => input.type === 'key' && input.action === 'up')).to.have.length(1);
    });

    it('sends what an input method composed as text', async () => {
      const joined = await host();
      const view = await captured(joined);
      const field = inside<HTMLTextAreaElement>(view, 'textarea');
      field.value = '日本';
      field.dispatchEvent(new InputEvent('input', {isComposing: true}));
      expect(joined.room.inputs).to.deep.equal([]);
      field.dispatchEvent(new CompositionEvent('compositionend', {data: '日本'}));
      expect(joined.room.inputs).to.deep.equal([{type: 'text', text: '日本'}]);
      expect(field.value).to.equal('');
    });

    it('tells of refused input', async () => {
      const joined = await host();
      const view = await captured(joined);
      joined.provider.refusesInput = true;
      const refused = oneEvent(view, 'wf-command-refused');
      await sendKeys({press: 'a'});
      expect((await refused).detail).to.include({command: 'input', code: 'not_allowed'});
    });
  });

  describe('the mouse', () => {
    it('captures with a click and sends it to the same place of the page', async () => {
      const joined = await host();
      const view = await shown(joined);
      // 200 × 100 in a box of 400 × 300: twice the size, with 50 above and below.
      await sendMouse({type: 'click', position: place(view, 100, 150)});
      expect(view.matches(':state(captured)')).to.equal(true);
      expect(joined.room.inputs.slice(-2)).to.deep.equal([
        {type: 'mouse', action: 'down', x: 50, y: 50, button: 'left', buttons: 1, clickCount: 1, modifiers: 0},
        {type: 'mouse', action: 'up', x: 50, y: 50, button: 'left', buttons: 0, clickCount: 1, modifiers: 0},
      ]);
    });

    it('stays inside the page where there is no page around it', async () => {
      const joined = await host();
      const view = await shown(joined);
      await sendMouse({type: 'click', position: place(view, 398, 2)});
      expect(joined.room.inputs.at(-1)).to.include({x: 199, y: 0});
    });

    it('sends the newest of many moves, once for each frame', async () => {
      const joined = await host();
      const view = await captured(joined);
      const stage = inside(view, 'textarea');
      await nextFrame();
      joined.room.inputs.length = 0;
      for (const x of [100, 110, 120]) {
        const [clientX, clientY] = place(view, x, 150);
        stage.dispatchEvent(new PointerEvent('pointermove', {clientX, clientY, pointerType: 'mouse'}));
      }
      await nextFrame();
      await nextFrame();
      expect(joined.room.inputs).to.have.length(1);
      expect(joined.room.inputs[0]).to.include({action: 'move', x: 60, button: 'none'});
    });

    it('turns the wheel of the page only while captured', async () => {
      const joined = await host();
      const view = await shown(joined);
      const stage = inside(view, 'textarea');
      const turn = () => {
        const event = new WheelEvent('wheel', {deltaY: 3, deltaMode: WheelEvent.DOM_DELTA_LINE, cancelable: true});
        stage.dispatchEvent(event);
        return event.defaultPrevented;
      };
      expect(turn()).to.equal(false);
      expect(joined.room.inputs).to.deep.equal([]);
      view.focus();
      await sendKeys({press: 'Enter'});
      expect(turn()).to.equal(true);
      expect(joined.room.inputs[0]).to.include({type: 'wheel', deltaY: 48});
    });

    it('scrolls the page under a moving finger while captured', async () => {
      const joined = await host();
      const view = await captured(joined);
      const stage = inside(view, 'textarea');
      for (const y of [200, 180]) {
        const [clientX, clientY] = place(view, 100, y);
        stage.dispatchEvent(new PointerEvent('pointermove', {clientX, clientY, pointerType: 'touch', pointerId: 7}));
      }
      expect(joined.room.inputs).to.have.length(1);
      expect(joined.room.inputs[0]).to.include({type: 'wheel', deltaX: 0, deltaY: 10});
    });

    it('lets go of a held button when everyone is shown another tab', async () => {
      const joined = await host();
      const view = await shown(joined);
      await sendMouse({type: 'move', position: place(view, 100, 150)});
      await sendMouse({type: 'down'});
      joined.room.open(0, 'http://shop.localhost/cart', 'Cart');
      await view.updateComplete;
      expect(joined.room.inputs.at(-1)).to.include({type: 'mouse', action: 'up', button: 'left', buttons: 0});
      await sendMouse({type: 'up'});
    });
  });
});
