import {WfPointers} from './pointers.ts';

if (!customElements.get('wf-pointers')) customElements.define('wf-pointers', WfPointers);

declare global {
  interface HTMLElementTagNameMap {
    'wf-pointers': WfPointers;
  }
}
