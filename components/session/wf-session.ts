import {WfSession} from './session.ts';

if (!customElements.get('wf-session')) customElements.define('wf-session', WfSession);

declare global {
  interface HTMLElementTagNameMap {
    'wf-session': WfSession;
  }
}
