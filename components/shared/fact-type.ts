/** `tab_activated` as a type: `tab-activated`. */
type Kebab<Name extends string> = Name extends `${infer Head}_${infer Tail}` ? `${Head}-${Kebab<Tail>}` : Name;

/** What the DOM calls an event of a session: `wf-tab-activated` for `tab_activated`. */
export type FactType<Name extends string> = `wf-${Kebab<Name>}`;

/** The types that were spelled before: there are few, and a string that is new each time costs the browser more. */
const spelled: Record<string, string> = {};

/** What the DOM calls an event of a session. */
export function factType<Name extends string>(name: Name): FactType<Name> {
  spelled[name] ??= `wf-${name.replaceAll('_', '-')}`;
  return spelled[name] as FactType<Name>;
}
