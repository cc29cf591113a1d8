import {WfControls} from './controls.ts';

if (!customElements.get('wf-controls')) customElements.define('wf-controls', WfControls);

declare global {
  interface HTMLElementTagNameMap {
    'wf-controls': WfControls;
  }
}
