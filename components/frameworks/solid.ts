import type {JSX} from 'solid-js';
import type {Attributes, Listeners, Properties, Tag} from './elements.ts';

type Prefixed<Name extends Tag> = {
  [Property in keyof Properties<Name> as `prop:${Property & string}`]?: Properties<Name>[Property];
};

/** Every tag as Solid knows elements: attributes, `prop:` for properties, and listeners such as `on:wf-session-started`. */
export type SolidElements = {
  [Name in Tag]: Omit<JSX.HTMLAttributes<HTMLElementTagNameMap[Name]>, keyof Attributes<Name>> &
    Attributes<Name> &
    Prefixed<Name> &
    Listeners<'on:'>;
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends SolidElements {}
  }
}
