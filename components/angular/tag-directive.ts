import {Directive, ElementRef, inject} from '@angular/core';
import type {Properties, Tag} from '../frameworks/elements.ts';

/** What the input for a property takes: where an attribute has the same name, its text besides. */
type Input<Value> = Value | (boolean extends Value ? '' : number extends Value ? `${number}` : never);

/** What can be bound on a tag. */
export type Inputs<Name extends Tag> = {
  [Property in keyof Properties<Name>]-?: Input<HTMLElementTagNameMap[Name][Property]>;
};

/**
 * Has templates know a tag. What is bound is set on the element, and nothing else; its events are those of the DOM: an output
 * of the same name would be heard twice.
 */
@Directive()
export abstract class TagDirective<Name extends Tag> {
  /** The element, with every command. */
  readonly element: HTMLElementTagNameMap[Name] = inject(ElementRef).nativeElement;
}
