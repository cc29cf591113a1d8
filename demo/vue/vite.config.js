import vue from '@vitejs/plugin-vue';
import {defineConfig} from 'vite';

export default defineConfig({
  // The tags are no components.
  plugins: [vue({template: {compilerOptions: {isCustomElement: (tag) => tag.startsWith('wf-')}}})],
});
