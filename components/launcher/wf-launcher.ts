import {WfLauncher} from './launcher.ts';

if (!customElements.get('wf-launcher')) customElements.define('wf-launcher', WfLauncher);

declare global {
  interface HTMLElementTagNameMap {
    'wf-launcher': WfLauncher;
  }
}
