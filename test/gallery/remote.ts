import assert from 'node:assert/strict';
import type {Place, Visitor} from '../support/visitor.ts';

/** How long a page may take until something holds that has to. Milliseconds. */
const PATIENCE = 60_000;

/** How long it is looked at in one go: code in a page may run for five seconds. Milliseconds. */
const LOOK = 2_000;

/** An application as whoever is in control uses it: through the view alone. What came of it is asked of its page. */
export class Remote {
  /** In control. */
  readonly host: Visitor;
  /** Looks on. */
  readonly guest: Visitor;
  /** Takes a picture of both windows, where pictures are wanted. */
  readonly shoot: (name: string) => Promise<void>;

  constructor(host: Visitor, guest: Visitor, shoot: (name: string) => Promise<void>) {
    this.host = host;
    this.guest = guest;
    this.shoot = shoot;
  }

  /** Goes to an application, and waits until it can be used. */
  async opens(address: string, isReady: string): Promise<void> {
    const before = await this.host.pictureAfter(null);
    await this.host.goTo(address);
    await this.host.isAt(address);
    await this.holds(`document.readyState === 'complete' && ${isReady}`);
    await this.host.pictureAfter(before);
    await this.host.reads('Click or press Enter to use the page');
  }

  /** Asks the page itself for the value of an expression; again, where it was too busy to say. */
  async asks(code: string): Promise<unknown> {
    const ask = () => this.host.page.$eval('wf-session', (session, text) => session.execute(text), code);
    for (const start = Date.now(); Date.now() - start < PATIENCE; ) {
      const answer = await ask().then(
        (value) => ({value}),
        () => null,
      );
      if (answer) return answer.value;
    }
    return ask();
  }

  /** Waits until an expression has that value in the page. */
  async becomes(expression: string, expected: unknown): Promise<void> {
    const code = `new Promise((resolve) => {
      const until = performance.now() + ${LOOK};
      const look = () => {
        let value;
        try { value = (${expression}); } catch (error) { value = String(error); }
        const done = JSON.stringify(value) === ${JSON.stringify(JSON.stringify(expected))};
        if (done || performance.now() > until) resolve(value ?? null);
        else setTimeout(look, 20);
      };
      look();
    })`;
    const start = Date.now();
    let value: unknown;
    do {
      value = await this.asks(code);
    } while (JSON.stringify(value) !== JSON.stringify(expected) && Date.now() - start < PATIENCE);
    assert.deepEqual(value, expected, expression);
  }

  /** Waits until a condition holds in the page. */
  async holds(condition: string): Promise<void> {
    await this.becomes(`Boolean(${condition})`, true);
  }

  /** Where the middle of an element is, or another share of its width and height. */
  async place(selector: string, across = 0.5, down = 0.5): Promise<Place> {
    const box = `document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect()`;
    return (await this.asks(
      `(({x, y, width, height}) => ({x: x + width * ${across}, y: y + height * ${down}}))(${box})`,
    )) as Place;
  }

  /** Clicks on an element. */
  async clicks(selector: string, across?: number, down?: number): Promise<void> {
    await this.host.clickRemote(await this.place(selector, across, down));
  }

  /** Drags from one place over others to the last. */
  async drags(...places: readonly Place[]): Promise<void> {
    const {mouse} = this.host.page;
    const [first, ...others] = places.map(await this.host.screen());
    await mouse.move(first!.x, first!.y);
    await mouse.down();
    for (const {x, y} of others) await mouse.move(x, y, {steps: 6});
    await mouse.up();
  }

  /** Lays fingers on the page, moves them and lifts them: one list of places for each moment. */
  async touches(...moments: readonly (readonly Place[])[]): Promise<void> {
    const hand = await this.host.page.createCDPSession();
    const onScreen = await this.host.screen();
    for (const [index, places] of moments.entries()) {
      const type = index === 0 ? 'touchStart' : 'touchMove';
      const touchPoints = places.map((place, id) => ({...onScreen(place), id}));
      await hand.send('Input.dispatchTouchEvent', {type, touchPoints});
    }
    await hand.send('Input.dispatchTouchEvent', {type: 'touchEnd', touchPoints: []});
    await hand.detach();
  }

  /** Types a text, or presses keys that have names of their own. */
  async types(text: string): Promise<void> {
    await this.host.page.keyboard.type(text);
  }
}
