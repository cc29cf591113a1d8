import {expect} from '@open-wc/testing';
import {Emitter} from '../../../src/client/emitter.ts';
import type {Session, SessionCallbacks} from '../../../src/client/session.ts';
import type {Space} from '../../../src/client/space.ts';
import {type ButtonSettings, dress} from '../../../src/client/window/button.ts';

describe('the button that starts a session', () => {
  let everywhere: Emitter<SessionCallbacks>;
  let button: HTMLButtonElement;
  let started: {options: object; settle: PromiseWithResolvers<void>}[];

  const make = (settings: ButtonSettings = {}) => {
    everywhere = new Emitter();
    started = [];
    button = document.createElement('button');
    const session = (options: object) => ({
      start: () => {
        const settle = Promise.withResolvers<void>();
        started.push({options, settle});
        return settle.promise;
      },
    });
    dress(button, {session} as unknown as Space, everywhere, settings);
  };
  const tell = (name: 'session_started' | 'session_ended' | 'error', session: object) =>
    everywhere.emit(name, session as Session, {} as never);

  afterEach(() => button.remove());

  for (const position of ['bottomleft', 'bottomright', 'middleright'] as const) {
    it(`is at ${position}, has a name, and can be seen`, async () => {
      make({position});
      expect(button.matches(`body > .surfly-button.surfly-button-${position}.surfly-button-visible`)).to.equal(true);
      expect(getComputedStyle(button).position).to.equal('fixed');
      await expect(button).to.be.accessible();
    });
  }

  it('is at the bottom right where nothing else is said, or nothing that makes sense', () => {
    make({position: 'nowhere' as never});
    expect(button.className).to.contain('surfly-button-bottomright');
  });

  it('starts one session however often it is pressed, with what it was given', async () => {
    make({position: 'bottomleft', hide_session_ui: true});
    button.focus();
    button.click();
    button.click();
    expect(started.map(({options}) => options)).to.deep.equal([{hide_session_ui: true}]);
    expect([button.textContent, button.ariaDisabled]).to.deep.equal(['Starting…', 'true']);
    expect(document.activeElement).to.equal(button);
    started[0]!.settle.reject(new Error('No.'));
    await new Promise((resolve) => setTimeout(resolve));
    expect([button.textContent, button.ariaDisabled]).to.deep.equal(['Start session', null]);
    button.click();
    expect(started.length).to.equal(2);
  });

  it('says what its author wrote in it, also while it starts', async () => {
    make();
    button.innerHTML = '<b>Talk</b> to us';
    button.click();
    expect([button.innerHTML, button.ariaDisabled]).to.deep.equal(['<b>Talk</b> to us', 'true']);
    started[0]!.settle.resolve();
    await new Promise((resolve) => setTimeout(resolve));
    expect([button.innerHTML, button.ariaDisabled]).to.deep.equal(['<b>Talk</b> to us', null]);
  });

  it('is out of sight while a session runs, whoever started it', () => {
    make();
    const [one, other] = [{started: true}, {started: true}];
    tell('session_started', one);
    tell('session_started', other);
    expect([button.hidden, button.matches('.surfly-button-hidden')]).to.deep.equal([true, true]);
    one.started = false;
    tell('session_ended', one);
    expect(button.hidden).to.equal(true);
    other.started = false;
    tell('error', other);
    expect([button.hidden, button.matches('.surfly-button-visible')]).to.deep.equal([false, true]);
  });

  it('stays out of sight while a session runs whose first tab could not be opened', () => {
    make();
    const session = {started: true};
    tell('session_started', session);
    tell('error', session);
    expect(button.hidden).to.equal(true);
  });

  it('lets the page have the last word on its looks', () => {
    const style = document.createElement('style');
    style.textContent = `
      .surfly-button { background: rgb(1, 2, 3) }
      button { display: block; position: static; color: rgb(1, 2, 3) }
    `;
    document.head.append(style);
    make();
    const {backgroundColor, position, color} = getComputedStyle(button);
    expect(backgroundColor).to.equal('rgb(1, 2, 3)');
    // What a page says of all buttons is not meant for this one.
    expect([position, color]).to.deep.equal(['fixed', 'rgb(255, 255, 255)']);
    tell('session_started', {started: true});
    expect(getComputedStyle(button).display).to.equal('none');
    style.remove();
  });
});
