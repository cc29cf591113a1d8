import {expect, fixture, html, nextFrame, oneEvent} from '@open-wc/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import '../../components/define.ts';
import type {WfSession, WfView} from '../../components/index.ts';
import {commandOf} from '../../components/view/browser-keys.ts';
import {keyInput} from '../../components/view/input.ts';
import {MODIFIER, SessionError, type SessionErrorCode} from '../../src/client/index.ts';
import {drawFrame, TestRoom} from '../../src/client/testing/index.ts';
import {guest, host, idle, type Joined} from '../support/sessions.ts';
import {standsByItsSession} from '../support/standing.ts';
import {waitUntil} from '../support/wait-until.ts';

/** As long as a busy machine may take. */
const LONG = {timeout: 10_000};

async function show({session}: Joined): Promise<WfView> {
  const element = await fixture<HTMLElement>(html`
    <wf-session .session=${session}><button>Before</button><wf-view style="inline-size: 400px; block-size: 300px"></wf-view><button>After</button></wf-session>
  `);
  // There are no pictures of what is not on the screen.
  element.scrollIntoView();
  const view = element.querySelector('wf-view')!;
  await Promise.all([import('../../components/view/cues.ts'), import('../../components/view/pictures.ts')]);
  await view.updateComplete;
  return view;
}

/** A view with the picture of a page of 200 × 100 in it. */
async function shown(joined: Joined, width = 200, height = 100): Promise<WfView> {
  const ssid = joined.room.open(0, 'http://shop.localhost/', 'Shop');
  const view = await show(joined);
  await waitUntil(() => joined.room.watchers(ssid) === 1);
  await joined.room.paint(ssid, width, height, '#ff0000');
  await import('../../components/view/hands.ts');
  await view.updateComplete;
  return view;
}

/** How well the text of an element is read, in one scheme, over a picture that is all of one colour. */
function contrast(element: HTMLElement, scheme: string, picture: string): number {
  const {style} = (element.getRootNode() as ShadowRoot).host as HTMLElement;
  style.colorScheme = scheme;
  const luminance = (...colors: string[]) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d')!;
    for (const color of colors) {
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
    }
    const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = luminance(picture, getComputedStyle(element).backgroundColor);
  const text = luminance(getComputedStyle(element.querySelector('p')!).color);
  style.colorScheme = '';
  return (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05);
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
  standsByItsSession('wf-view', {
    news: ({room}) => room.open(0, 'http://shop.localhost/', 'Shop'),
    says: 'Opening Shop',
  });

  afterEach(async () => {
    await sendMouse({type: 'move', position: [0, 0]});
  });

  describe('says what there is', () => {
    it('offers to ask for control where that is allowed', async () => {
      const buttonIn = async (room: TestRoom) => {
        const view = await shown(await guest({name: 'Ben'}, room));
        return inside(view, '.badge button')?.textContent?.trim();
      };
      expect(await buttonIn(new TestRoom())).to.equal('Ask for control');
      expect(await buttonIn(new TestRoom({participants_can_request_to_interact: false}))).to.equal(undefined);
    });

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

    it('describes the page by how it is used, and by nothing before that is known', async () => {
      const joined = await host();
      joined.room.open(0, 'http://shop.localhost/', 'Shop');
      const view = await show(joined);
      const field = inside(view, 'textarea');
      const description = () => view.shadowRoot!.getElementById(field.getAttribute('aria-describedby') ?? '');
      expect(field.hasAttribute('aria-describedby')).to.equal(description() !== null);
      await waitUntil(() => joined.room.watchers(1) === 1);
      await joined.room.paint(1, 200, 100, '#ff0000');
      await waitUntil(() => description()?.textContent === 'Click or press Enter to use the page');
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

    it('says it in the language around it, as far as that is known', async () => {
      const joined = await host();
      const view = await shown(joined);
      view.lang = 'nl';
      const error = 'shop.localhost has a certificate that is not valid.';
      joined.room.as('room', 'tab_changed', {ssid: 1, error, errorCode: 'bad_certificate'});
      await waitUntil(() =>
        inside(view, '.cue').textContent!.includes('Het certificaat van de website is niet geldig.'),
      );
      joined.room.as('room', 'tab_changed', {ssid: 1, error: 'Something new.', errorCode: 'new' as 'failed'});
      await view.updateComplete;
      expect(inside(view, '.cue').textContent).to.contain('Something new.');
    });

    it('writes what is masked over the picture, for the owner who alone is told of it', async () => {
      const joined = await host();
      const view = await shown(joined);
      const frame = await drawFrame(1, 200, 100, (context) => context.fillRect(0, 0, 200, 100));
      const place = {x: 20, y: 20, width: 100, height: 30, dx: 0, dy: 0, size: 16};
      await joined.room.send({...frame, masked: [{...place, text: 'my number is longer than one line of it'}]});
      const {data} = inside<HTMLCanvasElement>(view, 'canvas').getContext('2d')!.getImageData(0, 0, 200, 100);
      const bright = (left: number, top: number, width: number, height: number) => {
        let count = 0;
        for (let y = top; y < top + height; y++) {
          for (let x = left; x < left + width; x++) if (data[(y * 200 + x) * 4]! > 200) count++;
        }
        return count;
      };
      expect(bright(20, 20, 100, 30)).to.be.greaterThan(20);
      expect(bright(0, 0, 200, 100)).to.equal(bright(20, 20, 100, 30));
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

    it('greys the last picture while the page is paused, and is read over any', async () => {
      const joined = await guest({name: 'Ben'}, new TestRoom({pause_enabled: true}));
      const view = await shown(joined);
      joined.room.as(0, 'pause_tab', {});
      await view.updateComplete;
      const cue = inside(view, '.cue');
      expect(getComputedStyle(cue).backdropFilter).to.equal('grayscale(1) blur(3px)');
      // Who is in control would be dimmed by what lies over it.
      expect(view.shadowRoot!.querySelector('.badge')).to.equal(null);
      for (const scheme of ['light', 'dark']) {
        for (const picture of ['black', 'white']) expect(contrast(cue, scheme, picture)).to.be.greaterThan(4.5);
      }
      // It is still seen through that.
      for (const scheme of ['light', 'dark']) {
        const [over, under] = [contrast(cue, scheme, 'black'), contrast(cue, scheme, 'white')];
        expect(Math.max(over, under) / Math.min(over, under)).to.be.greaterThan(2);
      }
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

    it('is watched while the view can be seen, and stays as it was meanwhile', async () => {
      const joined = await host();
      const view = await shown(joined);
      const watched = (watchers: number) => waitUntil(() => joined.room.watchers(1) === watchers);
      for (const hide of [
        (hidden: boolean) => view.toggleAttribute('hidden', hidden),
        (hidden: boolean) => view.style.setProperty('margin-top', hidden ? '200vh' : '0'),
        (hidden: boolean) => {
          Object.defineProperty(document, 'visibilityState', {
            value: hidden ? 'hidden' : 'visible',
            configurable: true,
          });
          document.dispatchEvent(new Event('visibilitychange'));
        },
      ]) {
        hide(true);
        await watched(0);
        expect(inside<HTMLCanvasElement>(view, 'canvas').width).to.equal(200);
        expect(inside(view, '.cue').textContent).to.equal('');
        hide(false);
        await watched(1);
      }
      delete (document as {visibilityState?: unknown}).visibilityState;
    });

    it('is asked for again when the browser lost what was in the canvas', async () => {
      const joined = await host();
      const view = await shown(joined);
      const canvas = inside<HTMLCanvasElement>(view, 'canvas');
      canvas.dispatchEvent(new Event('contextrestored'));
      expect(joined.room.watchers(1)).to.equal(0);
      await view.updateComplete;
      expect(joined.room.watchers(1)).to.equal(1);
    });

    it('may have more pixels than its page, in which clicks and all else are counted', async () => {
      const joined = await host();
      const view = await captured(joined);
      const sharp = await drawFrame(1, 400, 200, '#ff0000');
      await joined.room.send({...sharp, width: 200, height: 100});
      const {width, height} = inside<HTMLCanvasElement>(view, 'canvas');
      expect([width, height]).to.deep.equal([400, 200]);
      await sendMouse({type: 'click', position: place(view, 100, 150)});
      expect(joined.room.inputs.at(-1)).to.include({type: 'mouse', x: 50, y: 50});
    });

    it('keeps the last one until there is one of another size, and then goes by that', async () => {
      const joined = await host();
      const view = await captured(joined);
      await joined.room.paint(1, 100, 300, '#0000ff');
      const canvas = inside<HTMLCanvasElement>(view, 'canvas');
      expect([canvas.width, canvas.height]).to.deep.equal([100, 300]);
      await sendMouse({type: 'click', position: place(view, 200, 150)});
      expect(joined.room.inputs.at(-1)).to.include({type: 'mouse', x: 50, y: 150});
    });

    it('skips a picture with broken bytes', async () => {
      const joined = await host();
      const view = await shown(joined);
      const data = new Uint8Array([1, 2, 3]);
      await joined.room.send({codec: 1, ssid: 1, width: 9, height: 9, time: 0, keyFrame: true, data});
      expect(inside<HTMLCanvasElement>(view, 'canvas').width).to.equal(200);
    });
  });

  describe('the room for a page', () => {
    const seen = ({room}: Joined) => room.fits.map(({width, height}) => `${width} × ${height}`);

    it('is told as soon as there is a page, with the kind of screen, and again when it has changed', async () => {
      const joined = await host();
      const view = await shown(joined);
      await waitUntil(() => joined.room.fits.length === 1, '', LONG);
      const told = {type: 'fit', width: 400, height: 300, ratio: devicePixelRatio, touch: false};
      expect(joined.room.fits).to.deep.equal([told]);
      view.style.inlineSize = '430px';
      await waitUntil(() => seen(joined).at(-1) === '430 × 300', '', LONG);
    });

    it('is told anew over another line', async () => {
      const joined = await host();
      const view = await shown(joined);
      await waitUntil(() => joined.room.fits.length === 1, '', LONG);
      joined.provider.listener.lost();
      await view.updateComplete;
      joined.provider.listener.restored(null);
      await waitUntil(() => joined.room.fits.length === 2, '', LONG);
      expect(seen(joined)).to.deep.equal(['400 × 300', '400 × 300']);
    });

    it('is no matter to a session that takes none of it', async () => {
      const joined = await host();
      joined.provider.refusesInput = true;
      const view = await shown(joined);
      await view.updateComplete;
      expect(joined.room.fits).to.deep.equal([]);
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

    it('sends what an input method is at, and what it comes to as text', async () => {
      const joined = await host();
      const view = await captured(joined);
      const field = inside<HTMLTextAreaElement>(view, 'textarea');
      for (const data of ['に', '日']) {
        field.value = data;
        field.dispatchEvent(new CompositionEvent('compositionupdate', {data}));
        field.dispatchEvent(new InputEvent('input', {isComposing: true}));
      }
      field.dispatchEvent(new CompositionEvent('compositionend', {data: '日'}));
      // Some browsers tell of it once more.
      field.dispatchEvent(new InputEvent('input'));
      expect(joined.room.inputs).to.deep.equal([
        {type: 'compose', text: 'に', start: 1, end: 1},
        {type: 'compose', text: '日', start: 1, end: 1},
        {type: 'text', text: '日'},
      ]);
      expect(field.value).to.equal('');
    });

    it('gives up what is being composed when focus goes elsewhere', async () => {
      const joined = await host();
      const view = await captured(joined);
      inside(view, 'textarea').dispatchEvent(new CompositionEvent('compositionupdate', {data: 'ㅎ'}));
      inside(view, 'textarea').blur();
      expect(joined.room.inputs.at(-1)).to.deep.equal({type: 'compose', text: '', start: 0, end: 0});
    });

    it('deletes where an on-screen keyboard has no key for it', async () => {
      const joined = await host();
      const view = await captured(joined);
      const before = new InputEvent('beforeinput', {inputType: 'deleteContentBackward', cancelable: true});
      inside(view, 'textarea').dispatchEvent(before);
      expect(joined.room.inputs.map((input) => input.type === 'key' && [input.action, input.key])).to.deep.equal([
        ['down', 'Backspace'],
        ['up', 'Backspace'],
      ]);
      expect(before.defaultPrevented).to.equal(true);
    });

    it('takes Command for the Ctrl of the page, and Option for a way to letters, on a Mac', () => {
      const event = (init: KeyboardEventInit) => new KeyboardEvent('keydown', init);
      const {ctrl, meta, alt} = MODIFIER;
      const command = event({key: 'c', code: 'KeyC', metaKey: true});
      expect(keyInput(command, 'down', true)).to.include({key: 'c', modifiers: ctrl});
      expect(keyInput(command, 'down', false)).to.include({key: 'c', modifiers: meta});
      expect(keyInput(event({key: 'Meta', code: 'MetaLeft', metaKey: true}), 'down', true)).to.include({
        key: 'Control',
        code: 'ControlLeft',
        keyCode: 17,
      });
      const at = event({key: '@', code: 'KeyL', altKey: true});
      expect(keyInput(at, 'down', true)).to.include({key: '@', modifiers: 0});
      expect(keyInput(at, 'down', false)).to.include({key: '@', modifiers: alt});
    });

    it('does what the keys of a browser do, in the tab, and leaves to this browser what is its own', async () => {
      const joined = await host();
      const view = await captured(joined);
      const stage = inside(view, 'textarea');
      const asked: string[] = [];
      for (const name of ['reload', 'goBack', 'goForward'] as const) {
        (view.parentElement as WfSession)[name] = async () => void asked.push(name);
      }
      const press = (init: KeyboardEventInit) => {
        const event = new KeyboardEvent('keydown', {...init, cancelable: true});
        stage.dispatchEvent(event);
        return event.defaultPrevented;
      };
      expect(press({key: 'F5'})).to.equal(true);
      expect(press({key: 'r', ctrlKey: true})).to.equal(true);
      expect(press({key: 'ArrowLeft', altKey: true})).to.equal(true);
      expect(press({key: 'ArrowRight', altKey: true})).to.equal(true);
      expect(press({key: 'F12'})).to.equal(false);
      expect(asked).to.deep.equal(['reload', 'reload', 'goBack', 'goForward']);
      expect(joined.room.inputs).to.deep.equal([]);
      expect(commandOf(new KeyboardEvent('keydown', {key: 'r', metaKey: true}), true)).to.equal('reload');
      expect(commandOf(new KeyboardEvent('keydown', {key: 'ArrowLeft', altKey: true}), true)).to.equal(null);
      expect(commandOf(new KeyboardEvent('keydown', {key: 's', ctrlKey: true}))).to.equal(null);
    });

    it('types what AltGr picks, and leaves dead keys to what they come to', async () => {
      const joined = await host();
      const view = await captured(joined);
      const stage = inside(view, 'textarea');
      const press = (init: KeyboardEventInit) => stage.dispatchEvent(new KeyboardEvent('keydown', init));
      const picked = new KeyboardEvent('keydown', {key: '@', code: 'KeyQ', ctrlKey: true, altKey: true});
      // WebKit knows no `modifierAltGraph`.
      stage.dispatchEvent(
        Object.defineProperty(picked, 'getModifierState', {value: (key: string) => key === 'AltGraph'}),
      );
      expect(joined.room.inputs.at(-1)).to.include({key: '@', modifiers: 0});
      press({key: 'Dead', code: 'BracketLeft'});
      expect(joined.room.inputs).to.have.length(1);
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

  describe('fingers', () => {
    const touch = (view: WfView, name: string, pointerId: number, x: number, y: number) => {
      const [clientX, clientY] = place(view, x, y);
      const init = {clientX, clientY, pointerId, pointerType: 'touch', cancelable: true};
      const event = new PointerEvent(name, init);
      inside(view, 'textarea').dispatchEvent(event);
      return event;
    };

    it('touch the page, each by a number that stays', async () => {
      const joined = await host();
      const view = await captured(joined);
      expect(touch(view, 'pointerdown', 17, 100, 150).defaultPrevented, 'no mouse follows').to.equal(true);
      touch(view, 'pointerdown', 18, 200, 150);
      touch(view, 'pointerup', 17, 100, 150);
      touch(view, 'pointermove', 18, 220, 150);
      touch(view, 'pointermove', 18, 240, 150);
      touch(view, 'pointerup', 18, 240, 150);
      const at = (id: number, x: number) => ({id, x, y: 50});
      expect(joined.room.inputs).to.deep.equal([
        {type: 'touch', action: 'start', points: [at(0, 50)], modifiers: 0},
        {type: 'touch', action: 'start', points: [at(0, 50), at(1, 100)], modifiers: 0},
        {type: 'touch', action: 'end', points: [at(1, 100)], modifiers: 0},
        {type: 'touch', action: 'move', points: [at(1, 120)], modifiers: 0},
        {type: 'touch', action: 'end', points: [], modifiers: 0},
      ]);
    });

    it('ask for the menu when one alone stays where it went down', async () => {
      const joined = await host();
      const view = await captured(joined);
      touch(view, 'pointerdown', 17, 100, 150);
      touch(view, 'pointermove', 17, 120, 150);
      touch(view, 'pointerup', 17, 120, 150);
      touch(view, 'pointerdown', 18, 100, 150);
      touch(view, 'pointerdown', 19, 200, 150);
      for (const finger of [18, 19]) touch(view, 'pointerup', finger, 100, 150);
      touch(view, 'pointerdown', 20, 240, 150);
      touch(view, 'pointermove', 20, 244, 150);
      // By then all that went before would have asked as well.
      await waitUntil(() => joined.room.inputs.some(({type}) => type === 'mouse'));
      touch(view, 'pointerup', 20, 244, 150);
      const press = {type: 'mouse', button: 'right', clickCount: 1, modifiers: 0, x: 120, y: 50};
      expect(joined.room.inputs.slice(-3)).to.deep.equal([
        {type: 'touch', action: 'cancel', points: [], modifiers: 0},
        {...press, action: 'down', buttons: 2},
        {...press, action: 'up', buttons: 0},
      ]);
      expect(joined.room.inputs.filter(({type}) => type === 'mouse').length).to.equal(2);
    });

    it('let go when control is lost by the browser or by focus', async () => {
      const joined = await host();
      const view = await captured(joined);
      const cancelled = {type: 'touch', action: 'cancel', points: [], modifiers: 0};
      touch(view, 'pointerdown', 17, 100, 150);
      touch(view, 'pointercancel', 17, 100, 150);
      expect(joined.room.inputs.at(-1)).to.deep.equal(cancelled);
      touch(view, 'pointerdown', 19, 100, 150);
      inside(view, 'textarea').blur();
      expect(joined.room.inputs.slice(-2)).to.deep.equal([
        {type: 'touch', action: 'start', points: [{id: 0, x: 50, y: 50}], modifiers: 0},
        cancelled,
      ]);
    });

    it('bring up the keyboard that the page asks for', async () => {
      const joined = await host();
      const view = await captured(joined);
      joined.room.say(1, {kind: 'keyboard', mode: 'decimal'});
      expect(inside(view, 'textarea').inputMode).to.equal('decimal');
      joined.room.say(1, {kind: 'keyboard', mode: 'none'});
      expect(inside(view, 'textarea').inputMode).to.equal('none');
    });
  });

  describe('the pointer', () => {
    it('looks as it does on the page, for as long as the page is used', async () => {
      const joined = await host();
      const view = await shown(joined);
      joined.room.say(1, {kind: 'cursor', cursor: 'grab'});
      expect(inside(view, 'textarea').style.cursor).to.equal('');
      view.focus();
      await sendKeys({press: 'Enter'});
      expect(inside(view, 'textarea').style.cursor).to.equal('grab');
      joined.room.say(1, {kind: 'cursor', cursor: 'text'});
      expect(inside(view, 'textarea').style.cursor).to.equal('text');
      inside(view, 'textarea').blur();
      expect(inside(view, 'textarea').style.cursor).to.equal('');
    });
  });

  describe('the clipboard', () => {
    const paste = (view: WfView, text: string) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      // Firefox hides what is in it from an event that a script made with it.
      const event = Object.defineProperty(new Event('paste', {cancelable: true}), 'clipboardData', {
        value: clipboardData,
      });
      inside(view, 'textarea').dispatchEvent(event);
    };
    const key = (view: WfView, name: 'c' | 'v') => {
      const init = {key: name, code: `Key${name.toUpperCase()}`, ctrlKey: true, cancelable: true};
      const event = new KeyboardEvent('keydown', init);
      inside(view, 'textarea').dispatchEvent(event);
      return event;
    };

    it('is pasted into the page, after the key for it', async () => {
      const joined = await host();
      const view = await captured(joined);
      expect(key(view, 'v').defaultPrevented, 'this browser pastes').to.equal(false);
      paste(view, 'from here');
      expect(joined.room.inputs.map(({type}) => type)).to.deep.equal(['key', 'paste']);
      expect(joined.room.inputs[1]).to.deep.equal({type: 'paste', text: 'from here'});
    });

    it('gets what was copied in the page', async () => {
      const joined = await host();
      await captured(joined);
      await sendKeys({press: 'a'});
      const copied = new Promise<string>((resolve) => {
        stubClipboard(resolve);
      });
      joined.room.say(1, {kind: 'copied', text: 'from the page'});
      expect(await copied).to.equal('from the page');
    });

    it('stays apart where the session says so', async () => {
      const joined = await host({name: 'Anna'}, new TestRoom({clipboard_enabled: false}));
      const view = await captured(joined);
      expect(key(view, 'v').defaultPrevented).to.equal(true);
      paste(view, 'from here');
      expect(joined.room.inputs.map(({type}) => type)).to.deep.equal(['key']);
    });
  });
});

/** Has what is written to the clipboard told instead. */
function stubClipboard(told: (text: string) => void): void {
  const {clipboard} = navigator;
  const before = clipboard.writeText;
  clipboard.writeText = async (text) => {
    clipboard.writeText = before;
    told(text);
  };
}
