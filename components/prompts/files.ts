import {html, nothing} from 'lit';
import type {FilePrompt, SessionError, Ssid} from '../../src/client/index.ts';
import {reasonOf} from '../shared/reason.ts';
import {type Sending, sendingBar} from '../shared/sending.ts';
import type {SessionController} from '../shared/session-controller.ts';
import type {Answering} from './answering.ts';
import {attach} from './attach.ts';
import {renderCancel, renderModal} from './modal.ts';

/** Files that are chosen here and handed to the remote page, by way of the session. */
export class Files {
  readonly #session: SessionController;
  readonly #answering: Answering;
  #sending: Sending | null = null;
  /** Why they were not taken. */
  #wrong: SessionError | null = null;

  constructor(session: SessionController, answering: Answering) {
    this.#session = session;
    this.#answering = answering;
  }

  render({multiple, accept}: FilePrompt, ssid: Ssid) {
    const {say} = this.#answering;
    const onChange = ({target}: Event) => void this.#send([...((target as HTMLInputElement).files ?? [])], ssid);
    return renderModal(this.#answering, {
      content: html`
        <h2 id="title">${multiple ? say('Choose files for the page') : say('Choose a file for the page')}</h2>
        <input
          type="file"
          aria-labelledby="title"
          ?multiple=${multiple}
          accept=${accept || nothing}
          aria-disabled=${this.#sending !== null}
          @click=${(event: Event) => this.#sending && event.preventDefault()}
          @change=${onChange}
          data-first
        />
        <p role="status" class=${this.#wrong ? 'wrong' : ''}>${this.#sending ? say('Sending…') : this.#wrong && reasonOf(this.#wrong, say)}</p>
        ${this.#sending ? sendingBar(this.#sending) : nothing}
        <div class="buttons">${renderCancel(this.#answering, 'Cancel')}</div>
      `,
    });
  }

  async #send(files: readonly File[], ssid: Ssid): Promise<void> {
    const {session} = this.#session;
    if (!session || files.length === 0 || this.#sending) return;
    this.#wrong = null;
    try {
      const ids = await attach(session, ssid, files, (sending) => this.#show(sending));
      if (this.#answering.isAt(this)) this.#answering.answer({files: ids});
    } catch (error) {
      this.#wrong = error as SessionError;
    }
    this.#show(null);
  }

  #show(sending: Sending | null): void {
    this.#sending = sending;
    this.#answering.moved();
  }
}
