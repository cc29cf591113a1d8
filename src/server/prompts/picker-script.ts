import {SHOW_EVENT} from './show-picker-script.ts';

/** What a script in a page's own world calls to ask something. */
export const BINDING = 'webfusePick';

/** Name of the event with which a page says that it wants to be allowed something. */
const PERMISSION_EVENT = 'webfuse-permission';

/** How much of a list is told, and of each text in it. */
const MAX_OPTIONS = 1_000;
const MAX_LABEL = 120;
const MAX_SELECTION = 16_000;

/** How many elements are looked through for one that is masked, before what is selected is told. */
const MAX_SELECTED = 20_000;

/**
 * Runs in every document, in a world that the page cannot see: notices when someone opens what Chromium draws outside
 * of the page, keeps that shut and asks for it to be drawn elsewhere. An event that a page made up opens nothing.
 */
export const PICKER_SCRIPT = `(() => {
  if (globalThis.webfusePicker) return;
  const DATES = ['date', 'time', 'month', 'week', 'datetime-local'];
  const HOSTS = /-|^(article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$/;
  const inspected = new WeakSet();
  const picker = {element: null, hosts: new Map(), kind: null, count: 0, choices: []};
  let down = null;
  let count = 0;

  const tell = (message) => globalThis.${BINDING}?.(JSON.stringify(message));
  const short = (text, max = ${MAX_LABEL}) => (text ?? '').replace(/\\s+/g, ' ').trim().slice(0, max);

  const kindOf = (element) => {
    if (!element || element.disabled || element.matches?.(':disabled')) return null;
    if (element instanceof HTMLSelectElement) {
      const drawn = element.multiple || element.size > 1 || getComputedStyle(element).appearance === 'base-select';
      return drawn ? null : 'select';
    }
    if (!(element instanceof HTMLInputElement) || element.readOnly) return null;
    if (element.type === 'color' || DATES.includes(element.type)) return element.type;
    return element.list ? 'suggest' : null;
  };
  const find = (event) => {
    const [element] = event.composedPath();
    return element instanceof HTMLOptionElement ? element.closest('select') : element;
  };
  const labelOf = (element) => {
    const {labels} = element;
    return short(element.ariaLabel || textOf(labels?.[0]) || element.title || element.placeholder || '');
  };
  /** What is masked looks like this, whatever it is masked for. */
  const isMasked = (element) =>
    element.matches('[data-wf-private], [surfly_private]') || getComputedStyle(element).filter.includes('brightness(0)');
  /** Whether it is for the owner of the tab alone. */
  const isPrivate = (element) => {
    for (let each = element; each; each = each.parentElement ?? each.getRootNode().host) if (isMasked(each)) return true;
    return false;
  };
  /** What is written in a label; nothing where something in it is masked. */
  const textOf = (label) =>
    !label || isPrivate(label) || [...label.querySelectorAll('*')].some(isMasked) ? '' : label.textContent;
  /** What is selected of a page; nothing where something of it is masked, or where there is too much to look through. */
  const selectionOf = (selection) => {
    if (!selection?.rangeCount) return '';
    const {commonAncestorContainer: node} = selection.getRangeAt(0);
    const around = node instanceof Element ? node : (node.parentElement ?? document.documentElement);
    const inside = around.getElementsByTagName('*');
    if (inside.length > ${MAX_SELECTED} || isPrivate(around)) return '';
    return [...inside].some((each) => selection.containsNode(each, true) && isMasked(each)) ? '' : String(selection);
  };
  const choicesOf = (list) => [...list.options].slice(0, ${MAX_OPTIONS});

  const questionOf = (element, kind) => {
    const label = labelOf(element);
    const rtl = getComputedStyle(element).direction === 'rtl';
    if (kind === 'select') {
      const options = choicesOf(element).map((option) => {
        const group = option.parentElement instanceof HTMLOptGroupElement ? option.parentElement : null;
        const hidden = option.hidden || group?.hidden;
        return {
          label: short(option.label || option.text),
          ...(group && {group: short(group.label)}),
          ...((option.disabled || group?.disabled) && {disabled: true}),
          ...(hidden && {hidden: true}),
        };
      });
      return {kind, label, rtl, options, index: element.selectedIndex};
    }
    const {value} = element;
    if (kind === 'suggest') {
      const typed = value.trim().toLocaleLowerCase();
      picker.choices = choicesOf(element.list)
        .filter((option) => !option.disabled && (option.value + ' ' + option.label).toLocaleLowerCase().includes(typed))
        .slice(0, 50)
        .map((option) => option.value);
      const byValue = new Map([...element.list.options].map((option) => [option.value, option.label]));
      const options = picker.choices.map((choice) => {
        const note = byValue.get(choice);
        return {label: short(choice), ...(note && note !== choice && {note: short(note)})};
      });
      return {kind, label, rtl, options, index: -1};
    }
    if (kind === 'color') {
      const options = element.list ? choicesOf(element.list).map((option) => ({label: short(option.value)})) : [];
      return {kind, label, rtl, value, options};
    }
    const {min, max, step, defaultValue} = element;
    const base = !value && !min && defaultValue && {base: short(defaultValue)};
    return {kind, label, rtl, value, min: short(min), max: short(max), step: short(step), ...base};
  };

  const ask = (element, kind, more) => {
    picker.element = element;
    picker.kind = kind;
    picker.count++;
    const question = {...questionOf(element, kind), ...more};
    if (kind === 'suggest' && (!question.options.length || (picker.choices.length === 1 && picker.choices[0] === element.value))) close();
    else tell({ask: question, count: picker.count, ...(isPrivate(element) && {hidden: true})});
  };
  const close = () => {
    if (!picker.kind) return;
    picker.kind = null;
    tell({gone: true});
  };

  /** Chromium opens these from the sign at their end; a finger opens them from anywhere. */
  const isOnSign = (element, {clientX, detail, pointerType}) => {
    if (detail === 0 || pointerType === 'touch') return true;
    const {left, right, width} = element.getBoundingClientRect();
    const from = getComputedStyle(element).direction === 'rtl' ? clientX - left : right - clientX;
    return from <= Math.min(36, width / 2);
  };

  const onDown = (event) => {
    if (!event.isTrusted) return;
    down = {x: event.clientX, y: event.clientY, time: performance.now()};
    const element = find(event);
    if (event.button !== 0 || kindOf(element) !== 'select') return;
    event.preventDefault();
    element.focus();
    ask(element, 'select');
  };
  const onClick = (event) => {
    if (!event.isTrusted && !navigator.userActivation.isActive) return;
    const element = find(event);
    const kind = kindOf(element);
    if (kind === 'color' || (DATES.includes(kind) && event.isTrusted && isOnSign(element, event))) {
      event.preventDefault();
      ask(element, kind);
    } else if (kind === 'suggest' && element.matches(':focus')) {
      ask(element, kind);
    }
  };
  const onKey = (event) => {
    if (!event.isTrusted) return;
    const element = find(event);
    const kind = kindOf(element);
    const {key, altKey} = event;
    const opens = key === 'F4' || (altKey && (key === 'ArrowDown' || key === 'ArrowUp'));
    if ((kind === 'select' || DATES.includes(kind)) && (opens || key === ' ')) {
      event.preventDefault();
      event.stopPropagation();
      ask(element, kind);
    } else if (kind === 'suggest' && picker.kind !== kind && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault();
      ask(element, kind);
    } else if (picker.kind === 'suggest' && key === 'Escape') close();
  };
  const onInput = (event) => {
    const element = find(event);
    if (!event.isTrusted || kindOf(element) !== 'suggest') return;
    ask(element, 'suggest');
  };
  const onShow = (event) => {
    const element = find(event);
    const kind = kindOf(element);
    // A field in a closed shadow root is found there.
    if (!kind) return;
    event.stopImmediatePropagation();
    if (navigator.userActivation.isActive) ask(element, kind);
  };
  const onBlur = (event) => {
    if (picker.kind === 'suggest' && find(event) === picker.element) close();
  };
  const onMenu = (event) => {
    if (event.isTrusted) addEventListener('contextmenu', onMenuLast, {once: true});
  };
  /** After all that the page has to say to it. */
  const onMenuLast = (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const path = event.composedPath().filter((each) => each instanceof Element);
    const [element] = path;
    const link = path.find((each) => each instanceof HTMLAnchorElement && each.href)?.href;
    const image = path.find((each) => each instanceof HTMLImageElement)?.currentSrc;
    const field = element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.selectionStart !== null);
    const secret = element instanceof HTMLInputElement && element.type === 'password';
    const selected = field ? element.value.slice(element.selectionStart, element.selectionEnd) : selectionOf(getSelection());
    const text = secret ? '' : selected.slice(0, ${MAX_SELECTION});
    const editable = (field && !element.readOnly && !element.disabled) || element.isContentEditable;
    const {left, top} = element.getBoundingClientRect();
    picker.element = element;
    picker.kind = 'menu';
    const web = (url) => (/^https?:/.test(url ?? '') && url.length < 8000 ? url : '');
    tell({ask: {kind: 'menu', link: web(link), image: web(image), text, editable}, ...(isPrivate(element) && {hidden: true}), at: {x: event.clientX - left, y: event.clientY - top}, count: ++picker.count});
  };

  /** What is in a closed shadow root is seen by nobody outside of it, but the server can hand the root over. */
  const inspect = (event) => {
    const [element] = event.composedPath();
    if (!(element instanceof Element) || element.shadowRoot || inspected.has(element) || !HOSTS.test(element.localName)) return;
    if (!element.localName.includes('-') && element.firstElementChild) return;
    inspected.add(element);
    const number = ++count;
    picker.hosts.set(number, element);
    tell({inspect: number});
  };

  const listen = (root) => {
    const options = {capture: true};
    root.addEventListener('mousedown', onDown, options);
    root.addEventListener('click', onClick, options);
    root.addEventListener('keydown', onKey, options);
    root.addEventListener('input', onInput, options);
    root.addEventListener('blur', onBlur, options);
    root.addEventListener('${SHOW_EVENT}', onShow, options);
    root.addEventListener('pointerover', inspect, {capture: true, passive: true});
    root.addEventListener('pointerdown', inspect, {capture: true, passive: true});
    root.addEventListener('focusin', inspect, options);
  };

  /** Whether the field's own picker could give it: another browser may write, and send, what it knows no field for. */
  const mayGive = (element, value) => {
    if (!value || element.type === 'color') return true;
    const probe = document.createElement('input');
    for (const name of ['type', 'min', 'max', 'step', 'value']) {
      if (element.hasAttribute(name)) probe.setAttribute(name, element.getAttribute(name));
    }
    probe.value = value;
    const {rangeUnderflow, rangeOverflow, stepMismatch} = probe.validity;
    return probe.value !== '' && !rangeUnderflow && !rangeOverflow && !stepMismatch;
  };
  const change = (element, set) => {
    set();
    element.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    element.dispatchEvent(new Event('change', {bubbles: true}));
  };
  /** An answer to what was asked before may come later than what is asked now. */
  picker.answer = (answer, count) => {
    if (count !== picker.count) return;
    const {element, kind} = picker;
    picker.kind = null;
    if (!answer || !element) return;
    if (kind === 'select') {
      const {index} = answer;
      if (index !== element.selectedIndex && element.options[index] && !element.options[index].disabled)
        change(element, () => { element.selectedIndex = index; });
    } else if (kind === 'suggest') {
      const choice = picker.choices[answer.index];
      if (choice !== undefined) change(element, () => { element.value = choice; });
    } else if (kind === 'menu') {
      if (answer.item === 'delete') document.execCommand('delete');
      if (answer.item === 'select_all') document.execCommand('selectAll');
    } else if (answer.value !== element.value && mayGive(element, answer.value)) change(element, () => { element.value = answer.value; });
  };
  /** Takes hold of a closed shadow root, in which someone may have pressed something a moment ago. */
  picker.adopt = (root) => {
    listen(root);
    if (!down || performance.now() - down.time > 500) return;
    const element = root.elementFromPoint(down.x, down.y);
    if (kindOf(element) === 'select') ask(element, 'select');
  };
  addEventListener('${PERMISSION_EVENT}', ({detail}) => {
    const [permission, number] = String(detail).split(' ');
    tell(number ? {permit: permission, number: Number(number)} : {deny: permission});
  });
  picker.permitted = (number) => dispatchEvent(new CustomEvent('${PERMISSION_EVENT}-' + number));
  listen(globalThis);
  addEventListener('contextmenu', onMenu, {capture: true});
  globalThis.webfusePicker = picker;
})()`;

/**
 * Runs in every document, in the page's own world: has the page wait, when it wants to be allowed something, until
 * someone was asked, and says what it wants that nobody can give it. A page that goes around it is refused, as without it.
 */
export const PERMISSION_SCRIPT = `(() => {
  let count = 0;
  const ask = (permission) => new Promise((resolve) => {
    const number = ++count;
    addEventListener('${PERMISSION_EVENT}-' + number, () => resolve(), {once: true});
    dispatchEvent(new CustomEvent('${PERMISSION_EVENT}', {detail: permission + ' ' + number}));
  });
  const deny = (prototype, name, wanted) => {
    if (!prototype?.[name]) return;
    prototype[name] = {[name]: async (options) => {
      dispatchEvent(new CustomEvent('${PERMISSION_EVENT}', {detail: wanted(options)}));
      throw new DOMException('Permission denied', 'NotAllowedError');
    }}[name];
  };
  const {Clipboard, Geolocation, MediaDevices, Notification} = globalThis;
  deny(MediaDevices?.prototype, 'getUserMedia', (options) => options?.video ? 'camera' : 'microphone');
  deny(MediaDevices?.prototype, 'getDisplayMedia', () => 'screen');
  for (const name of ['read', 'readText']) deny(Clipboard?.prototype, name, () => 'clipboard');
  if (Geolocation) {
    const {getCurrentPosition, watchPosition, clearWatch} = Geolocation.prototype;
    /** What the browser calls those that were begun, by what the page does. */
    const watches = new Map();
    let last = 0;
    Object.assign(Geolocation.prototype, {
      getCurrentPosition(...args) {
        void ask('geolocation').then(() => getCurrentPosition.apply(this, args));
      },
      watchPosition(...args) {
        const id = ++last;
        watches.set(id, 0);
        void ask('geolocation').then(() => watches.has(id) && watches.set(id, watchPosition.apply(this, args)));
        return id;
      },
      clearWatch(id) {
        clearWatch.call(this, watches.get(Number(id)) ?? 0);
        watches.delete(Number(id));
      },
    });
  }
  const request = Notification?.requestPermission;
  if (!request) return;
  Notification.requestPermission = {requestPermission(...args) {
    return ask('notifications').then(() => request.apply(this, args));
  }}.requestPermission;
})()`;
