import {OWN_GLOBAL} from '../own-global.ts';
import type {VendorGlobal} from './api.ts';

const NAMES = ['webfuse', 'Webfuse'] as const;

type Globals = {[name in (typeof NAMES)[number]]?: unknown} & {[OWN_GLOBAL]?: unknown};

const globals = globalThis as Globals;

/** The global that the vendor's script has defined, or null. Neither a loader's stub nor the kit's own is one. */
export function presentVendor(): VendorGlobal | null {
  for (const name of NAMES) {
    const value = globals[name] as Partial<VendorGlobal> | undefined;
    const isVendors = value !== globals[OWN_GLOBAL] && typeof value?.initSpace === 'function';
    // The stub has but one method.
    if (isVendors && typeof value.on === 'function' && !('queue' in value)) return value as VendorGlobal;
  }
  return null;
}

/** Whether a loader snippet of the page's own has put its stub there, and so is loading the script. */
export function hasStub(): boolean {
  return NAMES.some((name) => {
    const value = globals[name] as Partial<VendorGlobal> | undefined;
    return typeof value?.initSpace === 'function' && value.on === undefined;
  });
}

/**
 * Makes room at `webfuse` for the script to come, with the stub that the vendor's documentation puts there: nothing
 * says that its script runs over anything else. Returns the way to put the kit's own back.
 */
export function reserveGlobal(): () => void {
  const own = globals.webfuse;
  if (own !== undefined && own !== globals[OWN_GLOBAL]) return () => {};
  globals.webfuse = makeStub();
  return () => {
    if (own) globals.webfuse = own;
    else if (hasStub()) delete globals.webfuse;
  };
}

interface Stub {
  initSpace(...args: unknown[]): Promise<unknown>;
  q?: unknown;
  resolve?: (space: unknown) => void;
}

function makeStub(): Stub {
  const stub: Stub = {
    initSpace(...args) {
      stub.q = args;
      return new Promise((resolve) => {
        stub.resolve = resolve;
      });
    },
  };
  return stub;
}
