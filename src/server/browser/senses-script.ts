/** What the script calls to say something. */
export const SENSED = 'webfuseSensed';

/** How much of what was copied is told, in characters: as much as can be pasted. */
export const MAX_COPIED = 64 * 1024;

/** What the page's own world tells the isolated one of, with a name that pages are not told; it ends in a random word. */
const COPYING = `webfuse-copying-${crypto.randomUUID()}`;

/**
 * Runs in the page's own world: tells what its scripts copy by themselves, which no event does. A page that plays this
 * copies what it could copy anyway.
 */
export const TELL_COPYING = `{
  const own = globalThis.Clipboard?.prototype;
  const tell = (detail) => dispatchEvent(new CustomEvent('${COPYING}', {detail}));
  const {writeText, write} = own ?? {};
  if (writeText) own.writeText = async function (text) {
    await writeText.call(this, text);
    tell(String(text));
  };
  if (write) own.write = async function (items) {
    await write.call(this, items);
    const item = [...items].find(({types}) => types.includes('text/plain'));
    if (item) tell(await (await item.getType('text/plain')).text());
  };
}`;

/**
 * Runs in the isolated world of every document, where no page can reach it: says how the pointer looks, which keyboard
 * what has focus needs, and what was copied; and pastes. `document.open()` takes all listeners away, so they are added
 * anew whenever it is opened.
 */
export const SENSES = `globalThis.webfuseSenses ??= (() => {
  const NONE = new Set(['button', 'checkbox', 'color', 'date', 'datetime-local', 'file', 'image', 'month', 'radio', 'range',
    'reset', 'submit', 'time', 'week']);
  const MODES = {number: 'decimal', tel: 'tel', search: 'search', email: 'email', url: 'url'};
  const said = {};
  const say = (kind, value, always = false) => {
    if (!globalThis.${SENSED} || (said[kind] === value && !always)) return;
    said[kind] = value;
    ${SENSED}(JSON.stringify({kind, value}));
  };
  const inFocus = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  };

  const isOnText = (x, y) => {
    const caret = document.caretPositionFromPoint(x, y);
    const text = caret?.offsetNode;
    if (text?.nodeType !== Node.TEXT_NODE || getComputedStyle(text.parentElement).userSelect === 'none') return false;
    const range = document.createRange();
    range.setStart(text, Math.max(0, caret.offset - 1));
    range.setEnd(text, Math.min(text.length, caret.offset + 1));
    return [...range.getClientRects()].some(({left, right, top, bottom}) => x >= left && x <= right && y >= top && y <= bottom);
  };
  const shapeOf = (element, x, y) => {
    const cursor = getComputedStyle(element).cursor.split(',').at(-1).trim();
    if (cursor !== 'auto') return cursor;
    return element.isContentEditable || isOnText(x, y) ? 'text' : 'default';
  };
  let pointed = null;
  const onPointer = (event) => {
    const [target] = event.composedPath();
    if (!event.isTrusted || !(target instanceof Element)) return;
    if (!pointed) {
      requestAnimationFrame(() => {
        const {target, x, y} = pointed;
        pointed = null;
        if (!target.matches('iframe, frame')) say('cursor', shapeOf(target, x, y));
      });
    }
    pointed = {target, x: event.clientX, y: event.clientY};
  };
  // The frame that is left behind says it again when the pointer is back.
  const onOut = ({relatedTarget}) => {
    if (!relatedTarget) delete said.cursor;
  };

  const modeOf = (element) => {
    if (!element || element.readOnly || element.disabled) return 'none';
    if (element.isContentEditable || element.matches('textarea')) return element.inputMode || 'text';
    if (!element.matches('input') || NONE.has(element.type)) return 'none';
    return element.inputMode || MODES[element.type] || 'text';
  };
  let focusing = false;
  const onFocus = () => {
    if (focusing) return;
    focusing = true;
    queueMicrotask(() => {
      focusing = false;
      const element = inFocus();
      if (!document.hasFocus()) delete said.keyboard;
      else if (!element?.matches('iframe, frame')) say('keyboard', modeOf(element));
    });
  };

  const selected = () => {
    const element = inFocus();
    if (!element?.matches('input, textarea')) return String(getSelection());
    // What is hidden from the eye is not copied either.
    if (element.type === 'password') return '';
    return element.value.slice(element.selectionStart, element.selectionEnd);
  };
  const onCopy = ({isTrusted}) => {
    if (!isTrusted) return;
    const last = (event) => {
      const text = event.defaultPrevented ? event.clipboardData.getData('text/plain') : selected();
      if (text) say('copied', text.slice(0, ${MAX_COPIED}), true);
    };
    // Added now, it comes after all that the page has to say.
    addEventListener('copy', last, {once: true});
    addEventListener('cut', last, {once: true});
    setTimeout(() => {
      removeEventListener('copy', last);
      removeEventListener('cut', last);
    });
  };

  const onCopying = ({detail}) => {
    if (typeof detail === 'string' && navigator.userActivation.isActive) say('copied', detail.slice(0, ${MAX_COPIED}), true);
  };

  const passive = {capture: true, passive: true};
  return {
    open() {
      for (const name of ['mousemove', 'mouseover']) addEventListener(name, onPointer, passive);
      addEventListener('mouseout', onOut, passive);
      for (const name of ['focus', 'focusin', 'blur']) addEventListener(name, onFocus, passive);
      for (const name of ['copy', 'cut']) addEventListener(name, onCopy, passive);
      addEventListener('${COPYING}', onCopying);
      onFocus();
    },
    paste(text) {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      const event = new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true, composed: true});
      const target = inFocus() ?? document.body ?? document.documentElement;
      if (target.dispatchEvent(event)) document.execCommand('insertText', false, text);
    },
  };
})();
webfuseSenses.open();`;
