import type {Input} from '../../src/client/index.ts';

/** Keys that an on-screen keyboard tells of by what they do. */
const KEYS: Readonly<Record<string, readonly [key: string, keyCode: number]>> = {
  deleteContentBackward: ['Backspace', 8],
  deleteContentForward: ['Delete', 46],
  insertLineBreak: ['Enter', 13],
  insertParagraph: ['Enter', 13],
};

/** What is written without keys: by input methods, on-screen keyboards and dictation, and what is pasted. */
export class Writing {
  #send: (input: Input) => void;
  #sharesClipboard: () => boolean;
  #composing = false;

  constructor(send: (input: Input) => void, sharesClipboard: () => boolean) {
    this.#send = send;
    this.#sharesClipboard = sharesClipboard;
  }

  /** Listens to the field that all of it is written into, until the signal is aborted. */
  take(field: HTMLTextAreaElement, signal: AbortSignal): void {
    field.addEventListener('beforeinput', this.#onBefore, {signal});
    field.addEventListener('input', this.#onInput, {signal});
    field.addEventListener('compositionupdate', this.#onUpdate, {signal});
    field.addEventListener('compositionend', this.#onEnd, {signal});
    field.addEventListener('paste', this.#onPaste, {signal});
  }

  /** Gives up what is being composed. */
  lift(): void {
    if (this.#composing) this.#compose('');
  }

  #onBefore = (event: InputEvent): void => {
    const known = KEYS[event.inputType];
    if (!known || event.isComposing) return;
    event.preventDefault();
    const [key, keyCode] = known;
    const press = {type: 'key', key, code: key, keyCode, location: 0, repeat: false, modifiers: 0} as const;
    this.#send({...press, action: 'down'});
    this.#send({...press, action: 'up'});
  };

  #onInput = (event: Event): void => {
    if ((event as InputEvent).isComposing) return;
    this.#write(event.target as HTMLTextAreaElement);
  };

  #onUpdate = ({data}: CompositionEvent): void => this.#compose(data);

  #onEnd = ({data, target}: CompositionEvent): void => {
    if (data === '') this.lift();
    this.#write(target as HTMLTextAreaElement);
  };

  #onPaste = (event: ClipboardEvent): void => {
    event.preventDefault();
    const text = event.clipboardData?.getData('text/plain');
    if (text && this.#sharesClipboard()) this.#send({type: 'paste', text});
  };

  #compose(text: string): void {
    this.#composing = text !== '';
    this.#send({type: 'compose', text, start: text.length, end: text.length});
  }

  #write(field: HTMLTextAreaElement): void {
    const {value: text} = field;
    field.value = '';
    if (!text) return;
    this.#composing = false;
    this.#send({type: 'text', text});
  }
}
