/** As much of axe as is used here, which the fixtures of tests bring along. */
interface Axe {
  setup(node: Element): void;
  teardown(): void;
  readonly commons: {
    readonly aria: {getRole(node: Element): string | null};
    readonly text: {accessibleText(node: Element): string};
  };
}

/** Something that a screen reader can find. */
export interface Named {
  readonly element: Element;
  readonly role: string;
  readonly name: string;
}

const FIELDS = 'input, textarea, select';

const axe = () => (globalThis as unknown as {axe: Axe}).axe;

/** All elements in the shadow of one, and in those below. */
export function* below(element: Element): Generator<Element> {
  for (const each of element.shadowRoot?.querySelectorAll('*') ?? []) {
    yield each;
    yield* below(each);
  }
}

/** The first in its shadow, and in those below, that a selector means. */
export function inside<T extends HTMLElement = HTMLElement>(element: Element, selector: string): T {
  return [...below(element)].find((each) => each.matches(selector)) as T;
}

/** Everything that has a role and a name, and is to be seen or heard. */
export function named(element: Element): readonly Named[] {
  axe().teardown();
  axe().setup(document.documentElement);
  try {
    return [...below(element)]
      .filter((each) => each.checkVisibility())
      .map((each) => ({
        element: each,
        role: axe().commons.aria.getRole(each) ?? '',
        name: axe().commons.text.accessibleText(each),
      }))
      .filter(({role}) => role !== '' && role !== 'none' && role !== 'presentation');
  } finally {
    axe().teardown();
  }
}

/** What has this role and this name. */
export function find(element: Element, role: string, name: string | RegExp): Element | undefined {
  return named(element).find(
    (each) => each.role === role && (typeof name === 'string' ? each.name === name : name.test(each.name)),
  )?.element;
}

/** Whether what has the focus is called so, or begins so. */
export function hasFocus(name: string): boolean {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  if (!focused || focused === document.body) return false;
  axe().teardown();
  axe().setup(document.documentElement);
  const found = axe().commons.text.accessibleText(focused);
  axe().teardown();
  return found.startsWith(name);
}

/** The least contrast of its texts as they are now, but those of what cannot be used now; Infinity where there is none. */
export function leastContrast(element: Element): number {
  const texts = [...below(element)].filter((each) => isWritten(each) && isInUse(each));
  return Math.min(Infinity, ...texts.map(contrastOf));
}

/** How far its fields, and what is pressed in it, stand out from what is around them, by edge or by colour; Infinity where there are none. */
export function leastEdge(element: Element): number {
  const edged = [...below(element)].filter(
    // What takes the keys for a picture is no field to an eye.
    (each) => each.matches(`:is(${FIELDS}):not(canvas ~ *), [aria-pressed=true]`) && isInUse(each),
  );
  return Math.min(Infinity, ...edged.map(edgeOf));
}

/** Whether it can be seen and used now. */
function isInUse(element: Element): boolean {
  return (
    element.checkVisibility({visibilityProperty: true, opacityProperty: true}) &&
    !element.matches(
      'style, .visually-hidden, .visually-hidden *, :disabled, [aria-disabled=true], [aria-disabled=true] *',
    )
  );
}

/** Whether it has text of its own that can be seen. */
function isWritten(element: Element): boolean {
  const texts = [...element.childNodes].filter(({nodeType}) => nodeType === Node.TEXT_NODE);
  const isFull = element.matches(FIELDS) || texts.some(({textContent}) => textContent!.trim() !== '');
  return isFull && pixel(getComputedStyle(element).color)[3] === 255;
}

function contrastOf(element: Element): number {
  return contrast([getComputedStyle(element).color], behind(element));
}

function edgeOf(element: Element): number {
  const {borderTopColor, borderTopWidth, backgroundColor} = getComputedStyle(element);
  const around = behind(parentOf(element));
  const filled = [...around, backgroundColor];
  const edge = Number.parseFloat(borderTopWidth) > 0 ? [...filled, borderTopColor] : filled;
  return Math.max(contrast(edge, around), contrast(filled, around));
}

/** Of colours that are painted one over the other, and of others. */
function contrast(some: readonly string[], others: readonly string[]): number {
  const [one, other] = [luminance(...some), luminance(...others)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** The colours from the nearest that cannot be seen through to what is painted over that, this one's own. */
function behind(element: Element | null): readonly string[] {
  const colors: string[] = [];
  for (let each = element; each; each = parentOf(each)) {
    const {backgroundColor} = getComputedStyle(each);
    colors.unshift(backgroundColor);
    if (pixel(backgroundColor)[3] === 255) return colors;
  }
  return ['white', ...colors];
}

function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

/** As WCAG has it. */
function luminance(...colors: string[]): number {
  const [red = 0, green = 0, blue = 0] = [...pixel(...colors)].map((each) => {
    const part = each / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Colours of whatever notation, as they are painted one over the other. */
function pixel(...colors: string[]): Uint8ClampedArray {
  const context = new OffscreenCanvas(1, 1).getContext('2d')!;
  for (const color of colors) {
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
  }
  return context.getImageData(0, 0, 1, 1).data;
}

/** The least size of what can be pressed, in CSS pixels; a link in a sentence is as high as its line. */
export function leastTarget(element: Element): number {
  const targets = [...below(element)].filter(
    (each) =>
      each.matches('button, a[href], input, textarea, select, summary, [tabindex="0"]') &&
      each.checkVisibility({visibilityProperty: true}) &&
      getComputedStyle(each).display !== 'inline',
  );
  return Math.min(
    Infinity,
    ...targets.map((each) => each.getBoundingClientRect()).map(({width, height}) => Math.min(width, height)),
  );
}

/** What its live regions say, and those of its parts. */
export function said(element: Element): string {
  return aloud(below(element));
}

/** What its live regions say, without those of other elements in it. */
export function saidItself({shadowRoot}: Element): string {
  return aloud(shadowRoot!.querySelectorAll('*'));
}

function aloud(elements: Iterable<Element>): string {
  return [...elements]
    .filter((each) => each.matches('[role=status], [role=alert], [role=log], [aria-live]'))
    .map(({textContent}) => textContent!.replaceAll(/\s+/g, ' ').trim())
    .join(' | ');
}
