import type {Json, UserData} from '../../model/events.ts';

/** What the vendor sends: keys are camelCase on pages and snake_case elsewhere, and one payload mixes them. */
export type Payload = Readonly<Record<string, unknown>>;

/** A value by its camelCase name, however it is spelled there. */
export function field(payload: Payload, name: string): unknown {
  return payload[name] ?? payload[snake(name)];
}

/** An index or id, or undefined when there is none. */
export function numberField(payload: Payload, name: string): number | undefined {
  const value = field(payload, name);
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return Number.isInteger(number) && (number as number) >= 0 ? (number as number) : undefined;
}

/** A text, or undefined when there is none. */
export function textField(payload: Payload, name: string): string | undefined {
  const value = field(payload, name);
  return typeof value === 'string' ? value : undefined;
}

/** What a participant told of themselves, in whichever of the two forms. */
export function userDataField(payload: Payload): UserData {
  const value = field(payload, 'userData');
  if (isRecord(value)) return value as UserData;
  const {name, email} = payload;
  return {...(typeof name === 'string' && {name}), ...(typeof email === 'string' && {email})};
}

/** Those fields of a payload that are what they should be; null when there is none. */
export function pick(payload: Payload, fields: Readonly<Record<string, (value: unknown) => boolean>>): object | null {
  const picked = Object.entries(fields).flatMap(([name, test]) => {
    const value = payload[name];
    return test(value) ? [[name, value] as const] : [];
  });
  return picked.length > 0 ? Object.fromEntries(picked) : null;
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

export function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

/** Whether it is an object with keys. */
export function isRecord(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The records of a list that came from the vendor; anything else is left out. */
export function recordsOf(value: unknown): readonly Payload[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Whether both are the same as JSON. */
export function sameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A value as events may carry it: what JSON cannot, such as functions, is left out. */
export function toJson(value: unknown): Json {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null') as Json;
  } catch {
    return String(value);
  }
}

/** `open_tab` for `openTab`. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `openTab` for `open_tab`. */
export function camel(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
