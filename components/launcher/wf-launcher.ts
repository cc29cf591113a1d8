import {WfLauncher} from './launcher.ts';

export {newLauncher} from './new-launcher.ts';

if (!customElements.get('wf-launcher')) customElements.define('wf-launcher', WfLauncher);

declare global {
  interface HTMLElementTagNameMap {
    'wf-launcher': WfLauncher;
  }
}
