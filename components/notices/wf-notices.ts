import {WfNotices} from './notices.ts';

if (!customElements.get('wf-notices')) customElements.define('wf-notices', WfNotices);

declare global {
  interface HTMLElementTagNameMap {
    'wf-notices': WfNotices;
  }
}
