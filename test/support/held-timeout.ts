/** Does something, and answers with the way to end the wait of so many milliseconds that it began. */
export async function heldTimeout(milliseconds: number, begin: () => unknown): Promise<() => void> {
  const real = globalThis.setTimeout;
  let end = () => {};
  globalThis.setTimeout = ((call: () => void, delay?: number) => {
    if (delay === milliseconds) end = call;
    return real(call, delay);
  }) as typeof setTimeout;
  try {
    await begin();
  } finally {
    globalThis.setTimeout = real;
  }
  return end;
}
