/** What the loader snippets of the vendor put where the script is to be: it takes one call. */
interface VendorStub {
  /** Arguments of the last call, once there was one. */
  readonly q?: ArrayLike<unknown>;
  /** Settles the promise that the last call of `initSpace` returned; calls of the older `init` return none. */
  readonly resolve?: (result: unknown) => void;
}

/** A call that our own snippet took down. */
type QueuedCall = readonly [method: string, args: ArrayLike<unknown>, resolve?: (result: unknown) => void];

/** What our own snippet puts there: it takes every call. */
export interface QueueStub {
  readonly queue: readonly QueuedCall[];
}

type Stub = VendorStub | QueueStub;
type Target = Record<string, (...args: unknown[]) => unknown>;

/** Whether something only holds the place until the script is there. */
export function isStub(found: unknown): found is Stub {
  return typeof found === 'object' && found !== null && ('queue' in found || !('on' in found));
}

/** Does what was asked of a stub, and settles the promises that it gave. */
export function answerStub(stub: Stub, target: object): void {
  for (const [method, args, resolve] of callsOf(stub)) {
    try {
      const result = (target as Target)[method]?.(...Array.from(args));
      // A promise that is resolved with another one is rejected when that is, so that no failure goes unheard.
      resolve?.(result);
    } catch (error) {
      reportError(error);
    }
  }
}

function callsOf(stub: Stub): readonly QueuedCall[] {
  if ('queue' in stub) return stub.queue;
  if (!stub.q) return [];
  const method = 'initSpace' in stub ? 'initSpace' : 'init';
  return [stub.resolve ? [method, stub.q, stub.resolve] : [method, stub.q]];
}
