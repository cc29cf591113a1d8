import type {WebDriverSession} from './web-driver-session.ts';

type Button = 'left' | 'middle' | 'right';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Keys that write nothing, by the names of the DOM, as WebDriver has them. */
const KEYS: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE006',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  F5: '\uE035',
  F11: '\uE03B',
  Meta: '\uE03D',
};

const BUTTONS: readonly Button[] = ['left', 'middle', 'right'];

function keyValue(key: string): string {
  const value = KEYS[key] ?? key;
  if ([...value].length === 1) return value;
  throw new Error(`Expected a character or one of ${Object.keys(KEYS).join(', ')} as key, got "${key}".`);
}

/** A page that is driven by WebDriver, with the methods of puppeteer's page that the commands of tests call. */
export class WebDriverPage {
  #session: WebDriverSession;

  readonly keyboard = {
    down: (key: string) => this.#keys({type: 'keyDown', value: keyValue(key)}),
    up: (key: string) => this.#keys({type: 'keyUp', value: keyValue(key)}),
    press: (key: string) => this.keyboard.type([key]),
    type: (keys: Iterable<string>) =>
      this.#keys(
        ...[...keys].flatMap((key) => [
          {type: 'keyDown', value: keyValue(key)},
          {type: 'keyUp', value: keyValue(key)},
        ]),
      ),
  };

  readonly mouse = {
    move: (x: number, y: number) => this.#pointer({type: 'pointerMove', x: Math.round(x), y: Math.round(y)}),
    down: ({button = 'left'}: {button?: Button} = {}) =>
      this.#pointer({type: 'pointerDown', button: BUTTONS.indexOf(button)}),
    up: ({button = 'left'}: {button?: Button} = {}) =>
      this.#pointer({type: 'pointerUp', button: BUTTONS.indexOf(button)}),
    click: async (x: number, y: number, options?: {button?: Button}) => {
      await this.mouse.move(x, y);
      await this.mouse.down(options);
      await this.mouse.up(options);
    },
  };

  constructor(session: WebDriverSession) {
    this.#session = session;
  }

  /** Goes to an address, and does not wait until it is there. */
  async goto(url: string): Promise<void> {
    await this.#session.post('url', {url});
  }

  url(): Promise<string> {
    return this.#session.get('url');
  }

  /** Gives what the page sees that size, whatever the window has around it. */
  async setViewport({width, height}: Size): Promise<void> {
    const window = await this.#session.get<Size>('window/rect');
    const script = 'return {width: innerWidth, height: innerHeight}';
    const inner = await this.#session.post<Size>('execute/sync', {script, args: []});
    await this.#session.post('window/rect', {
      width: window.width - inner.width + width,
      height: window.height - inner.height + height,
    });
  }

  /** Lets go of all keys and buttons, and leaves what the page runs. */
  async rest(): Promise<void> {
    await this.#session.delete('actions');
    await this.goto('about:blank');
  }

  #keys(...actions: object[]): Promise<void> {
    return this.#session.post('actions', {actions: [{type: 'key', id: 'keyboard', actions}]});
  }

  #pointer(...actions: object[]): Promise<void> {
    return this.#session.post('actions', {actions: [{type: 'pointer', id: 'mouse', actions}]});
  }
}
