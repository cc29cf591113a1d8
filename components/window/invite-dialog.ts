import {html, render} from 'lit';

/** Shows the link that lets others in, until it is closed. */
export function showInvite(link: string): void {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-labelledby', 'invite-title');
  const onCopy = async ({currentTarget}: Event) => {
    const button = currentTarget as HTMLButtonElement;
    try {
      await navigator.clipboard.writeText(link);
      button.textContent = 'Copied';
    } catch {
      // Not allowed here: the text is there to be copied by hand.
      dialog.querySelector('input')?.select();
    }
  };
  render(
    html`
      <form method="dialog">
        <h2 id="invite-title">Invite someone</h2>
        <p>Whoever opens this link is in the session.</p>
        <input readonly aria-label="Invite link" .value=${link} @focus=${(event: FocusEvent) => (event.target as HTMLInputElement).select()} />
        <div>
          <button type="button" @click=${onCopy}>Copy link</button>
          <button>Close</button>
        </div>
      </form>
    `,
    dialog,
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
