import {WfRoom} from './room.ts';

if (!customElements.get('wf-room')) customElements.define('wf-room', WfRoom);

declare global {
  interface HTMLElementTagNameMap {
    'wf-room': WfRoom;
  }
}
