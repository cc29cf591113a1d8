/** Where `shop-server.ts` has the shop. */
export const SHOP_HOSTS = ['shop', ...Array.from({length: 9}, (_, index) => `site-${index}`)].map(
  (name) => `${name}.localhost`,
);
