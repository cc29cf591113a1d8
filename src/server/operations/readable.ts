/** A line of the log, as JSON has it. */
export interface Line {
  readonly time: string;
  readonly level: string;
  readonly msg?: string;
  readonly err?: {readonly stack?: string; readonly message?: string};
  readonly [detail: string]: unknown;
}

/** A line of the log for people: when, what, the details, and where it went wrong. */
export function readable({time, level, msg = '', err, ...details}: Line): string {
  const clock = new Date(time).toTimeString().slice(0, 8);
  const listed = Object.entries(details).map(([name, value]) => `${name}=${textOf(value)}`);
  const rest = listed.length ? ` (${listed.join(', ')})` : '';
  const why = err ? `\n${err.stack ?? err.message}` : '';
  return `${clock} ${level === 'info' ? '' : `${level}: `}${msg}${rest}${why}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
