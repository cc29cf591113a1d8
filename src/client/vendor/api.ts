/**
 * What the vendor's script offers, as far as this kit relies on it. Its versions differ, so that whatever is not needed
 * for a start is looked up by name when it is called.
 */
export interface VendorGlobal {
  initSpace(widgetKey: string, spaceId: string, settings?: object): Promise<VendorSpace>;
  on(name: string, callback: (...args: unknown[]) => void): unknown;
}

/** A space, as the vendor's `initSpace()` gives it. */
export interface VendorSpace {
  readonly id?: unknown;
  readonly slug?: unknown;
  session(options?: object, link?: string): VendorSession;
}

/** A session, as the vendor's `space.session()` makes it. */
export interface VendorSession {
  on(name: string, callback: (...args: unknown[]) => void): unknown;
  readonly [member: string]: unknown;
}

/** A function of the vendor's, looked up by name. */
export type VendorMethod = (...args: unknown[]) => unknown;

/** The method of that name, bound to its object, or null where this version has none. */
export function methodOf(owner: VendorSession, name: string): VendorMethod | null {
  const member = owner[name];
  return typeof member === 'function' ? (member.bind(owner) as VendorMethod) : null;
}

/** A text that a member holds, or null. */
export function textOf(owner: VendorSession | null, name: string): string | null {
  const value = owner?.[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value ? value : null;
}
