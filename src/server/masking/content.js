// Masks elements of a document before they are painted, in a world that its page cannot see into. The style that hides
// them comes from the worker and beats all styles of the page; nothing of the document is painted until it is there.
// What was masked once stays masked, whatever the page does to it: it is marked with an attribute, which is put back
// whenever the page takes it away. Mutations are told before the next picture is painted, so none shows it without.

/** Made anew for each browser, so that no page knows it. */
const NAME = '__WEBFUSE_NAME__';

/** The attribute of what is masked: pages see it, and learn nothing else from it. */
const MARK = '__WEBFUSE_MARK__';

/** What the names of card fields have in them, end with, or are: no more than it takes, since what is masked cannot be used together. */
const CARD_NAMES = {
  '*=': 'card-num cc-num cvc cvv cccsc security-code card-expi card-exp-m card-exp-y card-exp-d cc-exp',
  '$=': 'card-no card-exp',
  '=': 'cc-no csc expiry exp-date exp-month exp-year',
};

/** What has such a name or id, written as one word, with dashes or with underscores. */
const CARD_NAMED = Object.entries(CARD_NAMES).flatMap(([how, names]) =>
  names
    .split(' ')
    .flatMap((name) =>
      [...new Set(['', '-', '_'].map((part) => name.replaceAll('-', part)))].flatMap((word) =>
        ['name', 'id'].map((attribute) => `[${attribute}${how}"${word}" i]`),
      ),
    ),
);

/** Masked wherever people are: what they type in secret, and what a page's author marked. */
const ALWAYS = [
  'input[type="password" i]',
  ...['current-password', 'new-password', 'one-time-code'].map((word) => `[autocomplete~="${word}" i]`),
  ':is(input, select, textarea)[autocomplete*="cc-" i]',
  // As one selector: what is no field is done with at once.
  `:is(input, select):is(${CARD_NAMED.join(',')})`,
  '[surfly_private]',
  '[data-wf-private]',
  `[${MARK}]`,
];

/** What holds the root back from being painted, and what is painted outside of it: dialogs, and what pops over. */
const VEIL = {opacity: '0', transition: 'none'};
const RAISED = ':modal, :popover-open';

/** How the style of the worker shows in what an element looks like. */
const HIDDEN = 'brightness(0)';

/** How long the worker is waited for: one that is stopped meanwhile may never answer. Milliseconds. */
const PATIENCE = 2_000;

/** How often in a row it does not answer until the server is told: it may be one that Chromium never starts again. */
const UNANSWERED = 3;

/** How long a document changes before it is looked through for what no mutation tells of. Milliseconds. */
const LOOK_AGAIN = 300;

/** Lengths of texts that are known again, in characters, and how many of them are kept. */
const SHORTEST = 6;
const LONGEST = 1_000;
const MAX_TEXTS = 2_000;

/** How much is told of a document, for whoever may read what is masked. */
const MAX_ITEMS = 200;
const MAX_TEXT = 2_000;

/** What nothing is typed into. */
const NOT_TYPED = 'button checkbox color file hidden image radio range reset submit'.split(' ');
const TYPED = `textarea, input:not(${NOT_TYPED.map((type) => `[type="${type}" i]`).join(',')})`;

/** What tells that something is, or will be in a moment. */
const TYPING = ['keydown', 'beforeinput', 'paste', 'drop', 'input', 'change'];

/** How much of it is told, in characters: what is longer is told to be. */
const MAX_TYPED = 201;

/** How often that is told, in a second: more than anyone types. The rest is told afterwards, of so many fields. */
const MAX_TELLS = 200;
const MAX_LATE = 100;

/** The value of that attribute where an element has no box of its own, so that what is around it paints its text. */
const BOXLESS = 'boxless';

let selectors = ALWAYS;
let any = ALWAYS.join(',');
let armed = false;
let arming = false;
let looking = false;
let drawn = false;

/** What is held back, with what its page has said of it itself. */
const veiled = new Map();
/** What was masked once, with all that was in it. */
const secret = new WeakSet();
/** What was masked and without a box once. */
const boxless = new WeakSet();
/** The document, and the shadow roots in it. */
const roots = new Set();
/** What is written in masked elements, so that copies are known. */
const texts = new Set();
/** What was told of fields. */
const told = new WeakMap();
/** Fields of which it is too early to tell. */
const late = new Set();
let tells = 0;
let counting = 0;

/** Nothing that a page says about what is held back wins over this, and it is put back when it is taken away. */
function veil() {
  const root = document.documentElement;
  if (!root || armed) return;
  hold(root);
  for (const one of roots) for (const raised of one.querySelectorAll(RAISED)) hold(raised);
}

function hold(element) {
  const {style} = element;
  if (!style) return;
  const own = veiled.get(element) ?? {};
  veiled.set(element, own);
  for (const [name, value] of Object.entries(VEIL)) {
    const given = [style.getPropertyValue(name), style.getPropertyPriority(name)];
    if (given[0] === value && given[1]) continue;
    own[name] = given;
    style.setProperty(name, value, 'important');
  }
}

/** Leaves everything as its page has said it. */
function unveil() {
  for (const [element, own] of veiled) {
    for (const [name, given] of Object.entries(own)) element.style.setProperty(name, ...given);
    if (!element.getAttribute('style')) element.removeAttribute('style');
  }
  veiled.clear();
}

/** A popover is shown without anything in the document that changes. */
function onRaise({target}) {
  if (!armed && target instanceof Element) hold(target);
}

/** Has the worker put the style into the document; one that fails is asked again, and the document waits. */
async function arm() {
  if (arming) return;
  arming = true;
  let unanswered = 0;
  for (let wait = 50; !armed; wait = Math.min(wait * 2, 1_000)) {
    const asked = selectors;
    const answered = chrome.runtime.sendMessage(asked).catch(() => false);
    const answer = await Promise.race([answered, pause(PATIENCE)]);
    if (answer) armed = asked === selectors;
    else await pause(wait);
    unanswered = answer === undefined ? unanswered + 1 : 0;
    if (unanswered >= UNANSWERED) dispatchEvent(new CustomEvent(`${NAME}-unanswered`));
  }
  arming = false;
  for (const root of roots) wake(root);
  unveil();
  if (!drawn) void tellDrawer();
}

/** Tells which process draws this document: what a session takes is known by that. */
async function tellDrawer() {
  drawn = true;
  const drawer = await chrome.runtime.sendMessage(null).catch(() => false);
  if (drawer) dispatchEvent(new CustomEvent(`${NAME}-drawn`, {detail: drawer}));
}

/** Resolves to nothing, after so many milliseconds. */
function pause(time) {
  return new Promise((resolve) => setTimeout(resolve, time));
}

/** Has the style hold for what is in a shadow tree: Chromium may not see there that a style of a user's is new. */
function wake(root) {
  look(root);
  if (root === document) return;
  const bare = [...root.querySelectorAll(`[${MARK}]`)].filter((element) => getComputedStyle(element).filter !== HIDDEN);
  // What is not laid out has no style, and gets another one afterwards. Nothing is painted in between.
  const before = bare.map(({style}) => [style.getPropertyValue('display'), style.getPropertyPriority('display')]);
  for (const {style} of bare) style.setProperty('display', 'none', 'important');
  if (bare.length) document.documentElement.getBoundingClientRect();
  for (const [index, {style}] of bare.entries()) style.setProperty('display', ...before[index]);
}

function mark(element) {
  if (!element.hasAttribute(MARK)) element.setAttribute(MARK, boxless.has(element) ? BOXLESS : '');
  secret.add(element);
  for (const inside of element.querySelectorAll('*')) secret.add(inside);
  remember(element);
  for (const child of shadowOf(element)?.children ?? []) mark(child);
}

function isMasked(element) {
  return element.closest(`[${MARK}]`) !== null;
}

/** Keeps in mind what is written in it. */
function remember(element) {
  const text = writtenIn(element);
  if (text.length < SHORTEST || text.length > LONGEST) return;
  texts.add(text);
  if (texts.size > MAX_TEXTS) texts.delete(texts.values().next().value);
}

function writtenIn(element) {
  return textIn(element).trim();
}

function textIn(element) {
  return typeof element.value === 'string' ? element.value : element.textContent;
}

/** Whether a text is that of something masked, put into something else. */
function isCopy(text) {
  return text.length >= SHORTEST && text.length <= LONGEST + 100 && texts.has(text.trim());
}

/** Looks at a node that came or changed, with all that is in it. */
function look(node, seen = new Set()) {
  if (seen.has(node)) return;
  if (node.nodeType === Node.TEXT_NODE) {
    const {parentElement} = node;
    if (parentElement && isCopy(node.data) && !isMasked(parentElement)) mark(parentElement);
    return;
  }
  if (!('querySelectorAll' in node)) return;
  if (node.nodeType === Node.ELEMENT_NODE) {
    if (node.matches(any)) mark(node);
    lookAt(node, seen);
    if (texts.size && !isMasked(node) && isCopy(node.textContent)) mark(node);
  }
  for (const element of node.querySelectorAll(any)) mark(element);
  for (const element of node.querySelectorAll('*')) lookAt(element, seen);
}

function lookAt(element, seen) {
  seen.add(element);
  if (secret.has(element) || (texts.size && copies(element))) {
    if (!isMasked(element)) mark(element);
  }
  const root = shadowOf(element);
  if (!root) return;
  observe(root);
  if (isMasked(element)) for (const child of root.children) mark(child);
}

function copies(element) {
  if (typeof element.value === 'string') return isCopy(element.value);
  const {firstChild} = element;
  return firstChild !== null && firstChild === element.lastChild && isCopy(firstChild.data ?? '');
}

function shadowOf(element) {
  return element instanceof HTMLElement ? chrome.dom.openOrClosedShadowRoot(element) : null;
}

function observe(root) {
  if (roots.has(root)) return;
  roots.add(root);
  observer.observe(root, {subtree: true, childList: true, attributes: true, characterData: true});
  root.addEventListener(`${MARK}-shadow`, onShadow, true);
  if (root !== document) {
    // They do not leave a shadow tree.
    root.addEventListener('formdata', onSent, true);
    root.addEventListener('beforetoggle', onRaise, true);
  }
  if (armed) wake(root);
  else look(root);
}

function onShadow({target}) {
  lookAt(target, new Set());
}

const observer = new MutationObserver((mutations) => {
  veil();
  const seen = new Set();
  for (const mutation of mutations) onMutation(mutation, seen);
  measure();
  lookAgain();
});

/** Tells of all that it is given, once that is laid out and before it is painted. */
const layout = new ResizeObserver((entries) => {
  for (const {target} of entries) {
    if (boxless.has(target) || getComputedStyle(target).display !== 'contents') continue;
    boxless.add(target);
    target.setAttribute(MARK, BOXLESS);
  }
});

/** Has another look at whether masked elements have boxes: one without has the size of one in a line, which is none. */
function measure() {
  for (const root of roots) {
    for (const element of root.querySelectorAll(`[${MARK}]:not(input, select, textarea)`)) {
      layout.unobserve(element);
      layout.observe(element);
    }
  }
}

function onMutation({type, target, addedNodes, attributeName}, seen) {
  if (type === 'attributes') {
    if (attributeName === 'style') return;
    if (boxless.has(target) && target.getAttribute(MARK) !== BOXLESS) target.setAttribute(MARK, BOXLESS);
    else if (target.matches(any)) mark(target);
    else if (secret.has(target) && !isMasked(target)) mark(target);
  } else if (type === 'characterData') {
    noteText(target.parentElement);
    look(target);
  } else {
    if (target === document) listen();
    noteText(target);
    const inMasked = target instanceof ShadowRoot && isMasked(target.host);
    for (const node of addedNodes) {
      if (inMasked && node.nodeType === Node.ELEMENT_NODE) mark(node);
      look(node, seen);
    }
  }
}

/** Something is written in an element, which may be in a masked one. */
function noteText(element) {
  const around = element?.closest?.(`[${MARK}]`);
  if (around) mark(around);
}

/** Shadow roots that come with the markup, and elements that match because of one around them, are in no mutation. */
function lookAgain() {
  if (looking) return;
  looking = true;
  setTimeout(() => {
    looking = false;
    for (const root of roots) if (root !== document && !root.host.isConnected) roots.delete(root);
    for (const root of roots) {
      if (armed) wake(root);
      else look(root);
    }
  }, LOOK_AGAIN);
}

/** The selectors of the space, from a world that the page cannot see into either. */
function onSelectors({detail}) {
  // What is no selector might be meant to hide anything.
  const given = JSON.parse(detail).map((selector) => (isSelector(selector) ? selector : 'html'));
  const more = given.filter((selector) => !selectors.includes(selector));
  if (more.length) {
    selectors = [...selectors, ...more];
    any = selectors.join(',');
    armed = false;
    for (const root of roots) look(root);
  }
  if (!armed) void arm();
}

function isSelector(text) {
  try {
    document.createDocumentFragment().querySelector(text);
    return true;
  } catch {
    return false;
  }
}

/** A page that writes itself anew takes away what listens to its document. */
function listen() {
  addEventListener(`${NAME}-selectors`, onSelectors);
  document.addEventListener(`${NAME}-read`, onRead);
  document.addEventListener(`${MARK}-shadow`, onShadow, true);
  addEventListener('change', onChange, true);
  addEventListener('formdata', onSent, true);
  addEventListener('beforetoggle', onRaise, true);
  for (const type of TYPING) addEventListener(type, onTyping, true);
  for (const type of ['copy', 'cut', 'dragstart']) addEventListener(type, onTake, true);
}

function onChange({target}) {
  if (target instanceof Element && isMasked(target)) remember(target);
}

/** Tells the names of the masked fields that a form sends, before it does: by GET, they are in the next address. */
function onSent({target}) {
  const inputs = [...roots].flatMap((root) => [...root.querySelectorAll('input, select, textarea')]);
  const fields = inputs.filter((field) => field.form === target && isMasked(field));
  for (const field of fields) if (field.matches(TYPED)) tellTyped(field, field.value);
  const names = fields.map(({name}) => name);
  if (names.length) dispatchEvent(new CustomEvent(`${NAME}-sent`, {detail: JSON.stringify(names)}));
}

/** Tells what a masked field holds, or will in a moment, before its page can: nobody is to be told of that. */
function onTyping(event) {
  const field = fieldOf(event);
  if (!field) return;
  const text = textIn(field);
  const typed = typedBy(event);
  // Where in it that goes, some fields do not say.
  const {selectionStart: start, selectionEnd: end} = field;
  tellTyped(field, text.slice(0, start ?? text.length) + typed + text.slice(end ?? text.length));
}

/** The masked field that an event is about, or null. */
function fieldOf(event) {
  let [field] = event.composedPath();
  for (let inner = field; inner instanceof Element; inner = shadowOf(inner)?.activeElement) field = inner;
  if (!(field instanceof Element)) return null;
  if (field.isContentEditable) field = editedIn(field);
  else if (!field.matches(TYPED)) return null;
  return secret.has(field) || isMasked(field) ? field : null;
}

/** The masked element in something to write in that is being written in, or all of that. */
function editedIn(element) {
  const at = getSelection()?.anchorNode;
  const masked = (at instanceof Element ? at : at?.parentElement)?.closest(`[${MARK}]`);
  return masked && element.contains(masked) ? masked : element;
}

/** What comes into a field with an event that is told before it does. */
function typedBy({type, key = '', ctrlKey, altKey, metaKey, data, clipboardData, dataTransfer}) {
  if (type === 'keydown') return [...key].length > 1 || metaKey || (ctrlKey && !altKey) ? '' : key;
  if (type === 'input' || type === 'change') return '';
  return data ?? (clipboardData ?? dataTransfer)?.getData('text/plain') ?? '';
}

function tellTyped(field, text) {
  const typed = text.slice(0, MAX_TYPED);
  const before = told.get(field);
  if (typed === before) return;
  // What a longer text was on the way is its first lines, which may be a name for it.
  const passed = field instanceof HTMLInputElement ? before : undefined;
  const typing = new CustomEvent(`${NAME}-typed`, {detail: JSON.stringify([typed, passed]), cancelable: true});
  // Prevented when it is heard, which it is not before the server has taken hold of a new document.
  if (isTooOften() || dispatchEvent(typing)) tellLater(field);
  else told.set(field, typed);
}

function tellLater(field) {
  if (late.size === 0) setTimeout(tellLate, 1_000);
  if (late.size < MAX_LATE) late.add(field);
}

function tellLate() {
  const fields = [...late];
  late.clear();
  for (const field of fields) tellTyped(field, textIn(field));
}

function isTooOften() {
  const now = performance.now();
  if (now - counting > 1_000) {
    counting = now;
    tells = 0;
  }
  return ++tells > MAX_TELLS;
}

/** What is masked is neither copied nor dragged away: whoever is in control may be someone else than the owner. */
function onTake(event) {
  const [target] = event.composedPath();
  const taken = getSelection();
  const fromMasked =
    (target instanceof Element && isMasked(target)) || all().some((element) => taken?.containsNode(element, true));
  if (!fromMasked) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** The masked elements that are in no other. */
function all() {
  return [...roots].flatMap((root) => {
    if (root !== document && isMasked(root.host)) return [];
    return [...root.querySelectorAll(`[${MARK}]`)].filter(
      ({parentElement}) => !parentElement || !isMasked(parentElement),
    );
  });
}

/** Tells the place and text of all that is masked and in sight. */
function onRead() {
  const items = all()
    .slice(0, MAX_ITEMS)
    .flatMap((element) => itemOf(element) ?? []);
  document.dispatchEvent(new CustomEvent(`${NAME}-masks`, {detail: JSON.stringify(items)}));
}

function itemOf(element) {
  const {left, top, right, bottom} = element.getBoundingClientRect();
  const box = {left, top, right, bottom};
  for (let around = element; around; around = aroundOf(around)) {
    if (around !== element && getComputedStyle(around).overflow !== 'visible')
      clip(box, around.getBoundingClientRect());
  }
  clip(box, {left: 0, top: 0, right: innerWidth, bottom: innerHeight});
  if (box.right - box.left < 1 || box.bottom - box.top < 1) return null;
  const over = element.getRootNode().elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  // Something lies over it.
  if (over && !element.contains(over) && !over.contains(element)) return null;
  const {fontSize} = getComputedStyle(element);
  // Where fingers have made a page larger, a part of it is seen; its frames are asked for as they are seen.
  const {offsetLeft, offsetTop} = visualViewport;
  return {
    x: box.left - offsetLeft,
    y: box.top - offsetTop,
    width: box.right - box.left,
    height: box.bottom - box.top,
    // Where its text begins, when a part of it is out of sight.
    dx: left - box.left,
    dy: top - box.top,
    size: Number.parseFloat(fontSize),
    text: shownText(element).slice(0, MAX_TEXT),
  };
}

/** What whoever sits before the page would see there. */
function shownText(element) {
  if (element instanceof HTMLInputElement && element.type === 'password') return '•'.repeat(element.value.length);
  if (element instanceof HTMLSelectElement) return element.selectedOptions[0]?.text ?? '';
  if (typeof element.value === 'string') return element.value;
  // biome-ignore lint/performance/useDomNodeTextContent: what is seen is wanted, with its line breaks.
  return element.innerText ?? element.textContent;
}

function aroundOf(element) {
  return element.assignedSlot ?? element.parentElement ?? element.getRootNode().host ?? null;
}

function clip(box, {left, top, right, bottom}) {
  box.left = Math.max(box.left, left);
  box.top = Math.max(box.top, top);
  box.right = Math.min(box.right, right);
  box.bottom = Math.min(box.bottom, bottom);
}

veil();
listen();
observe(document);
dispatchEvent(new CustomEvent(`${NAME}-ask`));
