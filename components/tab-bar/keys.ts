/** Which of a row of tabs a key leads to from the one at `index`, or null when it leads to none. */
export function tabFor(key: string, index: number, count: number, rtl: boolean): number | null {
  const targets: Readonly<Record<string, number>> = {
    [rtl ? 'ArrowLeft' : 'ArrowRight']: (index + 1) % count,
    [rtl ? 'ArrowRight' : 'ArrowLeft']: (index - 1 + count) % count,
    Home: 0,
    End: count - 1,
  };
  return targets[key] ?? null;
}
