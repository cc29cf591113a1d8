declare module '*.vue' {
  import type {Component} from 'vue';

  const page: Component;
  export default page;
}

declare module '*.svelte' {
  import type {Component} from 'svelte';
  import type {Given, Hear} from './page.ts';

  const page: Component<{given: Given; hear: Hear}>;
  export default page;
}

declare module 'virtual:pages' {
  import type {Mount} from './page.ts';

  const pages: Record<string, () => Promise<{mount: Mount}>>;
  export default pages;
}
