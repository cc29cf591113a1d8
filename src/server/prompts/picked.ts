import {type TSchema, Type} from 'typebox';
import {Compile} from 'typebox/compile';
import type {ChoicePrompt, ColorPrompt, DatePrompt, MenuPrompt, Permission} from '../../protocol/prompts.ts';

/** Longest word of the script in a page, in characters. */
const MAX_SAID = 500_000;

const object = <Properties extends Record<string, TSchema>>(properties: Properties) =>
  Type.Object(properties, {additionalProperties: false});
const text = (maxLength: number) => Type.String({maxLength});
const label = text(200);
const index = Type.Integer({minimum: -1, maximum: 100_000});
const field = {label, rtl: Type.Boolean()};
const options = Type.Array(
  object({
    label,
    note: Type.Optional(label),
    group: Type.Optional(label),
    disabled: Type.Optional(Type.Literal(true)),
    hidden: Type.Optional(Type.Literal(true)),
  }),
  {maxItems: 1_000},
);
const kinds = <const Names extends readonly string[]>(...names: Names) =>
  Type.Union(names.map((name) => Type.Literal(name as Names[number])));
const address = text(8_000);

const question = Type.Union([
  object({kind: kinds('select', 'suggest'), ...field, options, index}),
  object({
    kind: kinds('date', 'time', 'month', 'week', 'datetime-local'),
    ...field,
    value: label,
    min: label,
    max: label,
    step: label,
    base: Type.Optional(label),
  }),
  object({kind: kinds('color'), ...field, value: label, options}),
  object({kind: kinds('menu'), link: address, image: address, text: text(20_000), editable: Type.Boolean()}),
]);

const said = Compile(
  Type.Union([
    object({
      ask: question,
      count: Type.Integer({minimum: 1}),
      hidden: Type.Optional(Type.Literal(true)),
      at: Type.Optional(object({x: Type.Number(), y: Type.Number()})),
    }),
    object({gone: Type.Literal(true)}),
    object({inspect: Type.Integer({minimum: 1})}),
    object({permit: kinds('geolocation', 'notifications'), number: Type.Integer({minimum: 1})}),
    object({deny: kinds('camera', 'microphone', 'screen', 'clipboard')}),
  ]),
);

/** What the script in a page asks to have drawn. */
export type Picked = ChoicePrompt | DatePrompt | ColorPrompt | MenuPrompt;

/** What no page gets: it would be that of the machine the browser is on, and no person's. */
export type Denied = 'camera' | 'microphone' | 'screen' | 'clipboard';

/** What the script in a page says. */
export type Said =
  /**
   * Someone opened something, the first, second, … in this document; `at` says where in the element, when it is not the whole of it, and `hidden` that only the
   * owner of the tab may see what is in it.
   */
  | {
      readonly ask: Picked;
      readonly count: number;
      readonly hidden?: true;
      readonly at?: {readonly x: number; readonly y: number};
    }
  /** Nothing is open any more. */
  | {readonly gone: true}
  /** Someone is at what may have a closed shadow root, by a number of its own. */
  | {readonly inspect: number}
  /** The page wants to be allowed something; it is told by that number when that is known. */
  | {readonly permit: Permission; readonly number: number}
  /** The page wanted what nobody is asked for, and does not get it. */
  | {readonly deny: Denied};

/** Reads what the script said; null when it is something else: a page that took over its process can say anything. */
export function readSaid(message: string): Said | null {
  if (message.length > MAX_SAID) return null;
  try {
    const value: unknown = JSON.parse(message);
    return said.Check(value) ? (value as Said) : null;
  } catch {
    return null;
  }
}
