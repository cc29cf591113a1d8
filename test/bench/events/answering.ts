/** Does what the benchmark asks for in this process, by name, and sends back what came of it. */
// biome-ignore lint/suspicious/noExplicitAny: each has arguments of its own
export function answering(measures: Readonly<Record<string, (...args: any[]) => unknown>>, ready: unknown): void {
  process.on('message', async ({name, args}: {name: string; args: unknown[]}) => {
    process.send?.((await measures[name]!(...args)) ?? null);
  });
  process.send?.(ready);
}
