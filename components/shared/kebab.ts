/** `tab_activated` or `tabActivated` as types: `tab-activated`. */
export type Kebab<Name extends string> = Name extends `${infer Head}_${infer Tail}` ? `${Head}-${Kebab<Tail>}` : Name;

/** The names that were spelled before: there are few, and events come often. */
const spelled = new Map<string, string>();

/** `tab_activated` as the DOM spells it: `tab-activated`. */
export function kebab<Name extends string>(name: Name): Kebab<Name> {
  const spelling = spelled.get(name) ?? name.replaceAll('_', '-');
  spelled.set(name, spelling);
  return spelling as Kebab<Name>;
}
