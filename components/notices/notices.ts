import {html, LitElement} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {EVENT_NAMES, type Session, type SessionEventMap, type SessionEventName} from '../../src/client/index.ts';
import {WfNoticeEvent} from '../events.ts';
import {missing} from '../shared/missing.ts';
import {pace} from '../shared/pace.ts';
import {SessionController} from '../shared/session-controller.ts';
import {SessionEars} from '../shared/session-ears.ts';
import {setState} from '../shared/set-state.ts';
import shared from '../shared/styles.ts';
import styles from './notices.styles.ts';
import type {News} from './words.ts';

/** So many stand there at once. */
const MOST = 4;

/** So many seconds something stands there, where the author does not say. */
const SECONDS = 6;

/** So many milliseconds sounds are apart: a crowd that comes in is one sound. */
const APART = 1000;

/**
 * What happens in the session, for a few seconds each and aloud: one polite live region. Screen readers are also told which
 * page is shown, since the page itself is a picture to them. The pointer goes through it, to what is below.
 *
 * It says nothing when the setting `notifications_enabled` is false, and makes no sound when `sounds_enabled` is, or before
 * anything was pressed on the page. What was written is left to a `<wf-chat>` that shows it.
 *
 * @csspart notice - Each notice.
 * @fires {WfNoticeEvent} wf-notice - Something is about to be told. Cancelable.
 * @slot - Notices of the page's own, after those of the session, and aloud as they are.
 * @cssstate empty - There is no notice of the session.
 * @cssprop [--wf-notices-width=24rem] - How wide a notice gets.
 */
export class WfNotices extends LitElement {
  static override styles = [shared, styles];
  static override properties = {for: {}, seconds: {type: Number}};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  /** For how many seconds something stands there. */
  seconds = 6;

  #session = new SessionController(pace(this));
  #telling: typeof import('./telling.ts').telling | null = null;
  #loading: Promise<void> | null = null;
  #news: (News & {readonly number: number; readonly until: number})[] = [];
  #next = 0;
  #lastSound = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new SessionEars(this, this.#session, (session, signal) => {
      for (const name of EVENT_NAMES) session.on(name, (_, payload) => this.#onEvent(name, payload, session), {signal});
    });
  }

  override disconnectedCallback(): void {
    this.#news = [];
    this.#forget();
    super.disconnectedCallback();
  }

  protected override firstUpdated(): void {
    this.#loading = import('./telling.ts').then(
      ({telling}) => {
        this.#telling = telling;
        this.requestUpdate();
      },
      missing(this, 'telling'),
    );
  }

  protected override render() {
    setState(this, 'empty', this.#news.length === 0);
    return html`
      <div class="all" role="status" aria-atomic="false">
        ${repeat(
          this.#news,
          ({number}) => number,
          ({text, unseen}) =>
            unseen ? html`<p class="visually-hidden">${text}</p>` : html`<p part="notice" dir="auto">${text}</p>`,
        )}
        <slot></slot>
      </div>
    `;
  }

  protected override updated(): void {
    const wrong = `Expected seconds to be a number of 0 or more; got "${this.getAttribute('seconds')}". It is taken for ${SECONDS}.`;
    this.#telling?.complain(this, 'seconds', this.seconds >= 0 ? null : wrong);
  }

  #onEvent<Name extends SessionEventName>(name: Name, payload: SessionEventMap[Name], session: Session): void {
    const telling = this.#telling;
    if (!telling) {
      void this.#loading?.then(() => this.#telling && this.#onEvent(name, payload, session));
      return;
    }
    const {settings, status} = session.state;
    const isTold = settings.notifications_enabled && status !== 'ended';
    const news = isTold ? telling.newsOf(name, payload, session, this.#session.say) : null;
    // Control of many tabs passes in many events.
    if (!news || news.text === this.#news.at(-1)?.text || !this.dispatchEvent(new WfNoticeEvent(news.text))) return;
    this.#tell(news);
    if (news.sound && settings.sounds_enabled && performance.now() - this.#lastSound > APART) {
      this.#lastSound = performance.now();
      telling.play(news.sound);
    }
  }

  #tell(news: News): void {
    // The longest that a timer takes is 24 days.
    const until = performance.now() + Math.min(this.seconds >= 0 ? this.seconds : SECONDS, 2e6) * 1000;
    this.#news = [...this.#news, {...news, number: this.#next++, until}].slice(-MOST);
    this.requestUpdate();
    // One timer for all: a crowd makes hundreds at once.
    this.#timer ??= setTimeout(this.#forget, until - performance.now());
  }

  /** What stood there for long enough goes. */
  #forget = () => {
    const now = performance.now();
    this.#news = this.#news.filter(({until}) => until > now);
    const next = Math.min(...this.#news.map(({until}) => until));
    clearTimeout(this.#timer);
    this.#timer = this.#news.length > 0 ? setTimeout(this.#forget, next - now) : undefined;
    this.requestUpdate();
  };
}
