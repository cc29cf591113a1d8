import {flushSync, mount as mountComponent, unmount} from 'svelte';
import {type Mount, START} from '../page.ts';
import ShopPage from './shop-page.svelte';

export const mount: Mount = async (holder, hear) => {
  let given = $state.raw(START);
  const props = {
    get given() {
      return given;
    },
    hear,
  };
  const page = mountComponent(ShopPage, {target: holder, props});
  flushSync();
  return {
    set: async (change) => {
      given = {...given, ...change};
      flushSync();
    },
    unmount: () => void unmount(page),
  };
};
