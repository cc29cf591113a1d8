import type {HTMLAttributes, ReservedProps} from 'vue';
import type {Attributes, CamelListeners, Properties, Tag} from './elements.ts';

/**
 * Every tag as templates know components: properties, attributes, and listeners such as `@wf-session-started`. What a
 * template's `ref` holds is the element.
 */
export type VueElements = {
  [Name in Tag]: new () => HTMLElementTagNameMap[Name] & {
    $props: HTMLAttributes & ReservedProps & Properties<Name> & Attributes<Name> & CamelListeners;
  };
};

declare module 'vue' {
  interface GlobalComponents extends VueElements {}
}
