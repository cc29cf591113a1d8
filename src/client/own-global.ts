/** Where the kit remembers what it put at `webfuse` itself, so that no copy of it takes that for the vendor's. */
export const OWN_GLOBAL = Symbol.for('webfuse-elements.global');

/** Puts the kit's own at `webfuse`, where code written for the vendor's widget looks. Where that is, it stays. */
export function offerGlobal(webfuse: object): void {
  const globals = globalThis as {webfuse?: unknown; [OWN_GLOBAL]?: unknown};
  if (globals.webfuse) return;
  globals.webfuse = webfuse;
  globals[OWN_GLOBAL] = webfuse;
}
