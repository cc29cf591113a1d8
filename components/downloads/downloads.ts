import {html, LitElement, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {WfFileSaveEvent} from '../questions.ts';
import {FocusKeeper} from '../shared/focus-keeper.ts';
import {closeIcon, pageIcon} from '../shared/icons.ts';
import {mayBe} from '../shared/may-be.ts';
import {sendingBar, sendingStyles} from '../shared/sending.ts';
import {SessionController} from '../shared/session-controller.ts';
import {SessionEars} from '../shared/session-ears.ts';
import {setState} from '../shared/set-state.ts';
import shared from '../shared/styles.ts';
import styles from './downloads.styles.ts';
import {type Offered, OfferedFiles} from './files.ts';

/**
 * The files that were downloaded in the session since this element is there, each with a link to save it: those of this
 * participant, which also stand there while they are on their way, and those that they are offered. The links lead nowhere
 * any more when the session is over.
 *
 * @fires {WfFileSaveEvent} wf-file-save - "Save" was pressed. Cancelable. It holds no link.
 * @slot empty - What is said while there is none.
 * @csspart file - Each file.
 * @csspart own - Added to the part of a file that this participant downloaded.
 * @csspart sending - How far a file is that is on its way.
 * @csspart action - Each of save and take off the list.
 * @csspart empty - What is said while there is none.
 * @cssstate empty - There is no file.
 * @cssprop [--wf-downloads-gap=0.25rem] - Space between the files.
 */
export class WfDownloads extends LitElement {
  static override styles = [shared, sendingStyles, styles];
  static override properties = {for: {}, label: {}, quiet: {type: Boolean, reflect: true}};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  /** What a screen reader calls the list. */
  label = 'Files of this session';

  /** Says nothing of what this participant downloaded, since something else on the page does, such as `<wf-notices>`. */
  quiet = false;

  #session = new SessionController(this);
  #files = new OfferedFiles(() => this.requestUpdate());
  /** Whether a link is followed about which was asked before. */
  #saving = false;
  /** The newest that was told aloud. */
  #news: Offered | undefined;

  constructor() {
    super();
    new SessionEars(this, this.#session, (session, signal) => this.#files.listen(session, signal));
    new FocusKeeper(this, (nearest) => nearest?.closest('li') ?? this.renderRoot.querySelector('li, .empty'));
  }

  protected override render() {
    const {open, say} = this.#session;
    const files = open ? this.#files.all : [];
    const coming = open ? this.#files.coming : [];
    const isEmpty = files.length + coming.length === 0;
    setState(this, 'empty', isEmpty);
    return html`
      ${
        isEmpty
          ? html`<p class="empty" part="empty"><slot name="empty">${this.#reason}</slot></p>`
          : html`
            <ul aria-label=${say(this.label)}>
              ${coming.map(
                ({filename, received, total}) => html`
                  <li part="file own">
                    ${pageIcon}${sendingBar({name: filename, share: total && received / total})}
                  </li>
                `,
              )}
              ${repeat(
                files,
                ({id}) => id,
                (file) => this.#renderFile(file),
              )}
            </ul>
          `
      }
      <div class="visually-hidden" role="status">${this.#renderNews(files[0])}</div>
    `;
  }

  #renderFile({id, filename, url, own}: Offered) {
    const {say} = this.#session;
    return html`
      <li part=${own ? 'file own' : 'file'}>
        ${pageIcon}
        <div>
          <div class="name"><bdi>${filename}</bdi></div>
          <p class="note">${own ? say('Downloaded by you') : say('Downloaded in the session')}</p>
        </div>
        <a
          part="action"
          href=${url}
          download=${filename}
          target="_blank"
          rel="noopener noreferrer"
          aria-label="${say('Save')}: ${filename}"
          @click=${(event: Event) => this.#onSave(event, filename)}
        >
          ${say('Save')}
        </a>
        <button
          type="button"
          class="icon"
          part="action"
          title=${say('Take off this list')}
          aria-label="${say('Take off this list')}: ${filename}"
          @click=${() => this.#files.forget(id)}
        >
          ${closeIcon}
        </button>
      </li>
    `;
  }

  /** Only what came is told, and nothing when the newest is taken off the list. */
  #renderNews(newest: Offered | undefined) {
    if (newest && newest.id > (this.#news?.id ?? 0)) this.#news = newest;
    return newest && newest === this.#news && !(this.quiet && newest.own)
      ? this.#session.say('{file} can be saved.', {file: newest.filename})
      : nothing;
  }

  get #reason(): string {
    const {host, say} = this.#session;
    return host?.status === 'ended' ? say('The session is over, and its files are gone.') : say('No files yet.');
  }

  #onSave(event: Event, filename: string): void {
    if (this.#saving) return;
    const may = mayBe(this, new WfFileSaveEvent(filename));
    if (may === true) return;
    event.preventDefault();
    if (may instanceof Promise)
      void this.#session.told('save', this.#saveLater(may, event.currentTarget as HTMLElement));
  }

  async #saveLater(may: Promise<boolean>, link: HTMLElement): Promise<void> {
    if (!(await may)) return;
    this.#saving = true;
    link.click();
    this.#saving = false;
  }
}
