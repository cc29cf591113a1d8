import type {HTMLAttributes} from 'svelte/elements';
import type {Attributes, Listeners, Properties, Tag} from './elements.ts';

/** Every tag as Svelte 5 knows elements: properties, attributes, and listeners such as `onwf-session-started`. */
export type SvelteElements = {
  [Name in Tag]: Omit<HTMLAttributes<HTMLElementTagNameMap[Name]>, keyof Properties<Name>> &
    Properties<Name> &
    Attributes<Name> &
    Listeners<'on'>;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends SvelteElements {}
}
