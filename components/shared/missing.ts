/** Has an element say that a file of the kit that it needs is not there, and the console once. */
export function missing(element: HTMLElement, file: string): (cause: unknown) => Promise<void> {
  return (cause) =>
    import('./complain.ts').then(
      ({complain}) => complain(element, file, `"${file}" could not be loaded.`),
      // Then all of them are missing, and the browser names one.
      () => reportError(cause),
    );
}
