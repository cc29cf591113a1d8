import {WfParticipants} from './participants.ts';

if (!customElements.get('wf-participants')) customElements.define('wf-participants', WfParticipants);

declare global {
  interface HTMLElementTagNameMap {
    'wf-participants': WfParticipants;
  }
}
