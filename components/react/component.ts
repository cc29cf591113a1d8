import {createComponent} from '@lit/react';
import * as React from 'react';
import type {Attributes, CamelListeners, Properties, Tag} from '../frameworks/elements.ts';

type Given<Name extends Tag> = Properties<Name> & Attributes<Name> & CamelListeners;

/** A tag as a component of React: properties, attributes, and listeners such as `onWfSessionStarted`. */
export type Component<Name extends Tag> = React.ForwardRefExoticComponent<
  Omit<React.HTMLAttributes<HTMLElementTagNameMap[Name]>, keyof Given<Name>> &
    Given<Name> &
    React.RefAttributes<HTMLElementTagNameMap[Name]>
>;

/** Makes a component of a tag, so that it works in any React since 17. */
export function component<Name extends Tag>(
  tagName: Name,
  elementClass: new () => HTMLElementTagNameMap[Name],
  events: Record<keyof CamelListeners, string>,
): Component<Name> {
  // What it says of its properties is all of the class, methods and lit's own included.
  const made: unknown = createComponent<HTMLElement>({react: React, tagName, elementClass, events});
  return made as Component<Name>;
}
