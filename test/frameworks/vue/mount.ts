import {createApp, h, nextTick, shallowRef} from 'vue';
import {type Mount, START} from '../page.ts';
import ShopPage from './shop-page.vue';

export const mount: Mount = async (holder, hear) => {
  const given = shallowRef(START);
  const app = createApp({render: () => h(ShopPage, {given: given.value, hear})});
  app.mount(holder);
  return {
    set: (change) => {
      given.value = {...given.value, ...change};
      return nextTick();
    },
    unmount: () => app.unmount(),
  };
};
