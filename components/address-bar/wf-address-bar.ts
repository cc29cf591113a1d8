import {WfAddressBar} from './address-bar.ts';

if (!customElements.get('wf-address-bar')) customElements.define('wf-address-bar', WfAddressBar);

declare global {
  interface HTMLElementTagNameMap {
    'wf-address-bar': WfAddressBar;
  }
}
