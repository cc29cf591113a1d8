import {SessionError} from '../errors.ts';
import type {VendorGlobal} from './api.ts';
import {hasStub, presentVendor, reserveGlobal} from './global.ts';

/** How long the vendor's script may take to load, in milliseconds. */
const LOAD_TIMEOUT = 20_000;

/** How long a script that has loaded may take to define its global, in milliseconds. */
const DEFINE_TIMEOUT = 2_000;

/** How often to look whether it has, in milliseconds. */
const LOOK_INTERVAL = 50;

const loads = new Map<string, Promise<VendorGlobal>>();
let loaded: VendorGlobal | null = null;

/**
 * The vendor's global: the one that the page has already or is loading, else the one that its script defines, which is
 * loaded once however many sessions ask.
 * @throws {SessionError} `load_failed` or `timeout`, and the next call tries again; `unsupported` outside of pages
 */
export async function loadVendor(src: string, timeout = LOAD_TIMEOUT): Promise<VendorGlobal> {
  if (!globalThis.document) throw new SessionError('unsupported', "Webfuse's client works in pages alone.");
  loaded ??= presentVendor();
  if (loaded) return loaded;
  const loading = loads.get(src) ?? load(src, timeout).finally(() => loads.delete(src));
  loads.set(src, loading);
  loaded = await loading;
  return loaded;
}

async function load(src: string, timeout: number): Promise<VendorGlobal> {
  const script = findScript(src) ?? makeScript(src);
  const release = reserveGlobal();
  try {
    const defined = untilDefined(script, src, timeout);
    if (!script.isConnected) document.head.append(script);
    return await defined;
  } catch (error) {
    // One that failed never tells again: another attempt takes another.
    script.remove();
    throw error;
  } finally {
    release();
  }
}

function makeScript(src: string): HTMLScriptElement {
  const script = document.createElement('script');
  script.async = true;
  try {
    script.src = src;
  } catch (cause) {
    throw new SessionError('load_failed', `The Trusted Types of this page do not let ${src} be loaded.`, {cause});
  }
  return script;
}

/** A script that another copy of the kit, or the loader snippet of the page, has put there. */
function findScript(src: string): HTMLScriptElement | undefined {
  const scripts = [...document.scripts];
  const same = scripts.find((script) => script.src === src);
  if (same || !hasStub()) return same;
  return scripts.find((script) => /\/(webfuse|surfly)\.js($|\?)/.test(script.src));
}

/** Resolves with the global once it is there. Rejects when the script fails or takes too long. */
function untilDefined(script: HTMLScriptElement, src: string, timeout: number): Promise<VendorGlobal> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const {signal} = controller;
    let directive = '';
    const fail = (code: 'load_failed' | 'timeout', message: string) => {
      controller.abort();
      reject(new SessionError(code, message));
    };
    const look = () => {
      const global = presentVendor();
      if (!global) return;
      controller.abort();
      resolve(global);
    };
    const onViolation = (event: SecurityPolicyViolationEvent) => {
      if (event.blockedURI && src.startsWith(event.blockedURI)) directive = event.effectiveDirective;
    };
    const onLoad = () => {
      look();
      const message = `The script at ${src} defines neither webfuse nor Webfuse.`;
      after(DEFINE_TIMEOUT, signal, () => fail('load_failed', message));
    };
    // In the next task it is known whether the page's own policy is the reason.
    const onError = () => after(0, signal, () => fail('load_failed', reasonOf(src, directive)));

    document.addEventListener('securitypolicyviolation', onViolation, {signal});
    script.addEventListener('load', onLoad, {signal});
    script.addEventListener('error', onError, {signal});
    const interval = setInterval(look, LOOK_INTERVAL);
    signal.addEventListener('abort', () => clearInterval(interval));
    after(timeout, signal, () => fail('timeout', `Expected ${src} to load within ${timeout / 1000} s.`));
  });
}

function after(delay: number, signal: AbortSignal, task: () => void): void {
  const timer = setTimeout(task, delay);
  signal.addEventListener('abort', () => clearTimeout(timer));
}

function reasonOf(src: string, directive: string): string {
  return directive
    ? `The Content-Security-Policy of this page does not allow ${src}: add its host to ${directive}.`
    : `The script at ${src} could not be loaded: the address may be wrong, the network down, or something blocks it.`;
}
