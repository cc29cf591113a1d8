import {WfConsent} from './consent.ts';

if (!customElements.get('wf-consent')) customElements.define('wf-consent', WfConsent);

declare global {
  interface HTMLElementTagNameMap {
    'wf-consent': WfConsent;
  }
}
