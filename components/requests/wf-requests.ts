import {WfRequests} from './requests.ts';

if (!customElements.get('wf-requests')) customElements.define('wf-requests', WfRequests);

declare global {
  interface HTMLElementTagNameMap {
    'wf-requests': WfRequests;
  }
}
