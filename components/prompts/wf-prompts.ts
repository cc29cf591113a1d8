import {WfPrompts} from './prompts.ts';

if (!customElements.get('wf-prompts')) customElements.define('wf-prompts', WfPrompts);

declare global {
  interface HTMLElementTagNameMap {
    'wf-prompts': WfPrompts;
  }
}
