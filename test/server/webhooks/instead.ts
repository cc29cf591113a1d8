import type {Store} from '../../../src/server/storage/store.ts';

/** A store of which one method does something else. */
export function instead<Name extends keyof Store>(store: Store, name: Name, method: Store[Name]): Store {
  return new Proxy(store, {
    get: (target, key) => {
      if (key === name) return method;
      const value = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
