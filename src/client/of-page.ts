/** What all copies of the kit in a page have in common by that name. The first one that needs it makes it. */
export function ofPage<Thing>(name: string, make: () => Thing): Thing {
  const things = globalThis as unknown as Record<symbol, Thing>;
  const key = Symbol.for(`webfuse-elements.${name}`);
  things[key] ??= make();
  return things[key];
}
