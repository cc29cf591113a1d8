import {WfJoin} from './join.ts';

if (!customElements.get('wf-join')) customElements.define('wf-join', WfJoin);

declare global {
  interface HTMLElementTagNameMap {
    'wf-join': WfJoin;
  }
}
