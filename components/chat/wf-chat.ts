import {WfChat} from './chat.ts';

if (!customElements.get('wf-chat')) customElements.define('wf-chat', WfChat);

declare global {
  interface HTMLElementTagNameMap {
    'wf-chat': WfChat;
  }
}
