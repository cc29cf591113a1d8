import {html, render} from 'lit';
import '../invite/wf-invite.ts';
import type {Speech} from '../shared/speech.ts';

/** Shows what lets others into the only session of the page, until it is closed. */
export function showInvite({element, say}: Speech): void {
  const dialog = document.createElement('dialog');
  Object.assign(dialog, {lang: element.lang, dir: element.dir});
  dialog.setAttribute('aria-labelledby', 'invite-title');
  render(
    html`
      <h2 id="invite-title">${say('Invite someone')}</h2>
      <wf-invite></wf-invite>
      <div><button type="button" @click=${() => dialog.close()}>${say('Close')}</button></div>
    `,
    dialog,
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
