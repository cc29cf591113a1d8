/** `tab_activated` or `tabActivated` as types: `tab-activated`. */
export type Kebab<Name extends string> = Name extends `${infer Head}_${infer Tail}` ? `${Head}-${Kebab<Tail>}` : Name;

/** `tab_activated` as the DOM spells it: `tab-activated`. */
export function kebab<Name extends string>(name: Name): Kebab<Name> {
  return name.replaceAll('_', '-') as Kebab<Name>;
}
