import type {HTMLAttributes, RefAttributes} from 'react';
import type {Attributes, Listeners, Properties, Tag} from './elements.ts';

/** Every tag as React 19 knows elements: properties, attributes, and listeners such as `onwf-session-started`. */
export type ReactElements = {
  [Name in Tag]: Omit<HTMLAttributes<HTMLElementTagNameMap[Name]>, keyof Properties<Name>> &
    RefAttributes<HTMLElementTagNameMap[Name]> &
    Properties<Name> &
    Attributes<Name> &
    Listeners<'on'> & {class?: string | undefined};
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends ReactElements {}
  }
}
