import type {LitElement} from 'lit';
import type {WfSession} from '../define.ts';

/** Names of tags, of which one has to be named for TypeScript to look where they all are. */
type Tags = HTMLElementTagNameMap & {'wf-session': WfSession};

/** The name of a tag of the kit. */
export type Tag = Extract<keyof Tags, keyof HTMLElementTagNameMap & `wf-${string}`>;

/** What the kit fires, by name. */
export type Events = {
  [Name in Extract<keyof GlobalEventHandlersEventMap, `wf-${string}`>]: GlobalEventHandlersEventMap[Name];
};

type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;

/** Names of what can be set on an element: what is no method and not only to be read. */
type Settable<Element> = {
  [Name in keyof Element]-?: Element[Name] extends (...args: never) => unknown
    ? never
    : Same<{[Only in Name]: Element[Name]}, {-readonly [Only in Name]: Element[Name]}> extends true
      ? Name
      : never;
}[keyof Element];

type Own<Element> = Exclude<Settable<Element>, keyof LitElement>;

/** The properties of a tag that a page sets, besides those that every element has. */
export type Properties<Name extends Tag> = {
  [Property in Own<HTMLElementTagNameMap[Name]>]?: HTMLElementTagNameMap[Name][Property] | undefined;
};

/** `userName` as types: `user-name`. */
type Spelled<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Spelled<Rest>}`
  : Name;

/** The same as attributes, where they can be: as HTML spells them. */
export type Attributes<Name extends Tag> = {
  [Property in keyof Properties<Name> as NonNullable<Properties<Name>[Property]> extends string | number | boolean
    ? Spelled<Property & string>
    : never]?: Properties<Name>[Property] | string;
};

/** Listeners for all that the kit fires, under names that begin like that. Events bubble, so every tag takes them all. */
export type Listeners<Prefix extends string> = {
  [Name in keyof Events as `${Prefix}${Name}`]?: ((event: Events[Name]) => void) | undefined;
};

/** `wf-tab-close` as names of listeners: `WfTabClose`. */
type Capitals<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Capitalize<Head>}${Capitals<Tail>}`
  : Capitalize<Name>;

/** The same under names without hyphens, such as `onWfTabClose`. */
export type CamelListeners = {
  [Name in keyof Events as `on${Capitals<Name>}`]?: ((event: Events[Name]) => void) | undefined;
};
