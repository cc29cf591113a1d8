import {WfInvite} from './invite.ts';

if (!customElements.get('wf-invite')) customElements.define('wf-invite', WfInvite);

declare global {
  interface HTMLElementTagNameMap {
    'wf-invite': WfInvite;
  }
}
