import {ContextProvider} from '@lit/context';
import {html, type PropertyValues} from 'lit';
import {
  type ErrorReason,
  type Session,
  SessionError,
  type SessionEventMap,
  type SessionEventName,
  type SessionSnapshot,
  type SpaceSettings,
  type UserData,
  webfuse,
} from '../../src/client/index.ts';
import {WfCommandRefusedEvent, WfFactEvent} from '../events.ts';
import {sessionContext} from '../shared/session-context.ts';
import type {Failure, SessionHost} from '../shared/session-host.ts';
import {registry} from '../shared/session-registry.ts';
import styles from './session.styles.ts';
import {SessionCommandsElement} from './session-commands.ts';
import {SessionHold} from './session-hold.ts';

/**
 * A shared browsing session. The elements inside it, and those that name it with `for`, show and steer it. With
 * nothing inside, it shows `<wf-room>`, which has all of them.
 *
 * Every event of the session is fired here as `wf-…`, with the payload as `detail`: `participant_joined` is
 * `wf-participant-joined`, and `wf-error` is the source's `error`. They bubble and cross shadow roots.
 *
 * Plain buttons work as well: `<button commandfor="id" command="--open-tab" value="https://…">`.
 *
 * @fires {WfFactEvent} wf-session-created - The session was made.
 * @fires {WfFactEvent} wf-session-started - The session is open for this page.
 * @fires {WfFactEvent} wf-session-ended - The session is over for everyone.
 * @fires {WfFactEvent} wf-participant-joined - Someone came in; this participant as well.
 * @fires {WfFactEvent} wf-participant-left - Someone left for good.
 * @fires {WfFactEvent} wf-participant-updated - Someone has another name, or lost or found their connection.
 * @fires {WfFactEvent} wf-host-rights-requested - Someone asks to be host.
 * @fires {WfFactEvent} wf-host-changed - Someone else is host.
 * @fires {WfFactEvent} wf-relocate-start - A tab goes to another page.
 * @fires {WfFactEvent} wf-relocated - A tab shows another page.
 * @fires {WfFactEvent} wf-tab-opened - A tab was opened.
 * @fires {WfFactEvent} wf-tab-closed - A tab was closed.
 * @fires {WfFactEvent} wf-tab-activated - Everyone sees another tab.
 * @fires {WfFactEvent} wf-tab-updated - The title of a tab, or something else about it, changed.
 * @fires {WfFactEvent} wf-tab-control-requested - Someone asks for control.
 * @fires {WfFactEvent} wf-tab-control-transferred - Someone else is in control of a tab.
 * @fires {WfFactEvent} wf-control-request-declined - A request for control was declined.
 * @fires {WfFactEvent} wf-control-request-withdrawn - Someone asks for control no longer, or waited too long.
 * @fires {WfFactEvent} wf-host-request-declined - The host declined a request for host rights.
 * @fires {WfFactEvent} wf-host-request-withdrawn - Someone asks for host rights no longer, or waited too long.
 * @fires {WfFactEvent} wf-tab-paused - The owner of a tab hides from the others what happens in it.
 * @fires {WfFactEvent} wf-tab-resumed - A paused tab is shown again.
 * @fires {WfFactEvent} wf-user-activity - The one in control clicks, moves or types; at most once a second.
 * @fires {WfFactEvent} wf-chat-message - Someone wrote in the chat.
 * @fires {WfFactEvent} wf-message - A message came from a page inside the session, or from another participant's page.
 * @fires {WfFactEvent} wf-file-downloaded - A file was downloaded in a tab that this participant controls.
 * @fires {WfFactEvent} wf-huddle-mode - Huddle mode was switched on or off.
 * @fires {WfFactEvent} wf-huddle-follow - Someone follows another participant, or nobody any more.
 * @fires {WfFactEvent} wf-admission-requested - Someone waits to be let in.
 * @fires {WfFactEvent} wf-admission-refused - Someone was not let in.
 * @fires {WfFactEvent} wf-admission-withdrawn - Someone waits no longer to be let in.
 * @fires {WfFactEvent} wf-client-log-added - This participant wrote into the session's audit log.
 * @fires {WfFactEvent} wf-connection-lost - The line to the server was lost, and is looked for.
 * @fires {WfFactEvent} wf-connection-restored - The line was found again, and nothing was missed.
 * @fires {WfFactEvent} wf-error - The session could not be had, or was taken over elsewhere.
 * @fires {WfCommandRefusedEvent} wf-command-refused - A changed `user-name` was refused.
 * @slot - What the author wants around and between the controls. Left empty, it shows a room.
 * @slot wf-window - The window of a session that its provider shows by itself; filled by the kit.
 * @csspart room - The room of an empty session.
 * @cssstate idle - There is no session yet.
 * @cssstate connecting - The session is being started or joined.
 * @cssstate waiting - The host is asked to let this participant in.
 * @cssstate live - The session is open.
 * @cssstate reconnecting - The line was lost and is looked for.
 * @cssstate ended - The session is over.
 * @cssstate failed - The session could not be had.
 * @cssprop [--wf-accent] - Colour of what is to be pressed, focused or noticed, in all controls.
 * @cssprop [--wf-on-accent] - Colour of text on the accent.
 * @cssprop [--wf-surface] - Background of the controls.
 * @cssprop [--wf-raised] - Background of what stands out from it.
 * @cssprop [--wf-line] - Colour of borders.
 * @cssprop [--wf-text] - Colour of text.
 * @cssprop [--wf-muted] - Colour of text that matters less; edges of fields are a little nearer to the surface.
 * @cssprop [--wf-danger] - Colour of what went wrong or ends things.
 * @cssprop [--wf-radius=0.5rem] - Radius of buttons.
 * @cssprop [--wf-space=0.5rem] - Room between and inside things: the smaller, the denser.
 * @cssprop [--wf-control-size=2rem] - Height and least width of buttons: larger for fingers, smaller for density.
 * @cssprop [--wf-font=0.875rem / 1.4 system-ui, sans-serif] - Font of the controls.
 */
export class WfSession extends SessionCommandsElement implements SessionHost {
  static override styles = styles;
  static override properties = {
    provider: {},
    server: {},
    space: {},
    widgetKey: {attribute: 'widget-key'},
    url: {},
    userName: {attribute: 'user-name'},
    autostart: {type: Boolean},
    invitePage: {attribute: 'invite-page'},
    // Whoever writes the bare name wants it, too.
    consent: {converter: (value: string | null) => (value === '' ? 'required' : value)},
    userData: {attribute: false},
    settings: {attribute: false},
    session: {attribute: false},
    sessionLink: {attribute: false},
  };

  /** Where the session lives: on a `server`, in the windows of one browser (`local`), or in the vendor's cloud (`webfuse`). */
  provider: 'server' | 'local' | 'webfuse' = 'server';

  /** Address of the session server; the origin of the kit's script if left out. */
  server = '';

  /** Id or slug of the space that the session belongs to. */
  space = '';

  /** Public key of the space. Not needed to join with an invite. */
  widgetKey = '';

  /** Address opened in the first tab of a session that is started here. */
  url = '';

  /** Name by which the others know this participant. */
  userName = '';

  /** Starts, or joins with the invite in the page's address, as soon as the element is there. */
  autostart = false;

  /** Page of the author's that invite links lead to; a page of the server's if left out. */
  invitePage = '';

  /**
   * With `required`, or the bare attribute, nothing starts before someone agreed to the `<wf-consent>` of the page, or to
   * that of its room.
   */
  consent: 'required' | undefined;

  /** What else the others know of this participant. */
  userData: UserData = {};

  /** What a session that is started here allows, by the vendor's names, such as `{pause_enabled: true}`. */
  settings: Readonly<Record<string, unknown>> = {};

  #failure: Failure | null = null;
  #link: string | null = null;
  /** The link that led into the session that is held. */
  #usedLink: string | null = null;
  #making: Promise<Session> | null = null;
  #starting: Promise<void> | null = null;
  #isEmpty = true;
  #callbacks = new Set<() => void>();
  #internals = this.attachInternals();
  #observer = new MutationObserver(() => this.#onMutation());
  #hold = new SessionHold(this, {
    changed: () => this.#tell(),
    happened: (name, session, payload) => this.#onEvent(name, session, payload),
  });

  constructor() {
    super();
    new ContextProvider(this, {context: sessionContext, initialValue: this});
    this.addEventListener('command', this.#onCommand);
  }

  /** The session this element holds. Set one that a script made, and the element holds that. */
  override get session(): Session | null {
    return this.#hold.session;
  }

  override set session(session: Session | null) {
    this.#failure = null;
    this.#hold.session = session;
  }

  /** What is true of the session now: a frozen object, another one after each change. */
  get state(): SessionSnapshot | null {
    return this.session?.state ?? null;
  }

  /** How far the session is; `idle` before the first start. */
  get status(): SessionSnapshot['status'] {
    return this.state?.status ?? (this.#failure ? 'failed' : 'idle');
  }

  /** Why the session could not be had, or null. */
  get failure(): Failure | null {
    return this.#failure;
  }

  /** Address that lets others in, or null before it is known. Set one, and the next start joins that session. */
  get sessionLink(): string | null {
    return this.session?.sessionLink ?? this.#link;
  }

  set sessionLink(link: string | null) {
    this.#link = link;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    registry.add(this);
    this.#observer.observe(this, {childList: true, attributeFilter: ['id']});
    this.#lookInside();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    registry.delete(this);
    this.#observer.disconnect();
  }

  override async create(): Promise<void> {
    await (await this.#ensure()).create();
  }

  override start(): Promise<void> {
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  /** Tells whenever `session`, `state`, `status` or `failure` may have changed. Returns the way to stop. */
  subscribe(callback: () => void): () => void {
    this.#callbacks.add(callback);
    return () => this.#callbacks.delete(callback);
  }

  protected override render() {
    if (!this.#isEmpty) return html`<slot></slot>`;
    return html`
      <wf-room part="room" exportparts="header, picture, actions, side, choice"><slot name="wf-window" slot="wf-window"></slot></wf-room>
    `;
  }

  protected override firstUpdated(): void {
    // Whoever listens for wf-error knows already why it did not start.
    if (this.autostart) this.start().catch(() => {});
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('userName') ?? changed.get('userData');
    if (before === undefined || !this.started) return;
    this.updateUserData(this.#ownData).catch((error: SessionError) => {
      this.dispatchEvent(new WfCommandRefusedEvent('updateUserData', error));
    });
  }

  get #ownData(): UserData {
    return this.userName ? {...this.userData, name: this.userName} : this.userData;
  }

  async #start(): Promise<void> {
    if (this.consent) await (await import('../consent/ask.ts')).consentTo(this);
    const session = await this.#ensure();
    try {
      await session.start(null, this.#ownData);
      this.#hold.leave();
    } catch (error) {
      this.#failure ??= error as SessionError;
      this.#tell();
      throw error;
    }
  }

  /** The session that is held, or another one when there is none or it is over. */
  async #ensure(): Promise<Session> {
    if (!this.session || this.status === 'ended' || this.status === 'failed') {
      this.#making ??= this.#make().finally(() => {
        this.#making = null;
      });
      this.session = await this.#making;
    }
    return this.session;
  }

  async #make(): Promise<Session> {
    try {
      return await this.#open();
    } catch (error) {
      // There is no session that could tell.
      const {code, message} = error as SessionError;
      this.session = null;
      this.#onEvent('error', null, {reason: 'create_failed', details: {code, message}});
      throw error;
    }
  }

  async #open(): Promise<Session> {
    if ((globalThis as {webfuse?: {isInsideSession?: boolean}}).webfuse?.isInsideSession) {
      throw new SessionError('inside_session', 'This page is in a session already.');
    }
    const {provider, server, space: spaceId, url, invitePage} = this;
    const space = await webfuse.initSpace(this.widgetKey, spaceId, {
      provider: provider as SpaceSettings['provider'],
      server,
      ...this.settings,
    });
    // The link into a session that is over leads nowhere, unless another was set since.
    if (this.status === 'ended' && this.#link === this.#usedLink) this.#link = null;
    // Most pages are opened by none.
    if (location.hash || location.search) this.#link = (await import('./invite.ts')).takeInvite() ?? this.#link;
    const storageKey = `wf-seat:${location.pathname}:${this.id || spaceId}:${registry.placeOf(this)}`;
    this.#usedLink = this.#link;
    return space.session({storageKey, url: url || undefined, invitePage: invitePage || undefined}, this.#link);
  }

  #lookInside(): void {
    this.#isEmpty = ![...this.childNodes].some(isContent);
    if (this.#isEmpty) void import('../room/wf-room.ts');
    this.requestUpdate();
  }

  #tell(): void {
    const {states} = this.#internals;
    states.clear();
    states.add(this.status);
    for (const callback of [...this.#callbacks]) callback();
  }

  #onEvent<Name extends SessionEventName>(name: Name, session: Session | null, payload: SessionEventMap[Name]): void {
    if (name === 'error') {
      const {reason, details} = payload as {reason: ErrorReason; details: Failure};
      this.#failure = {...details, reason};
      this.#tell();
      void import('./failed.ts').then(({failed}) => failed(this, details.message));
    }
    this.dispatchEvent(new WfFactEvent(name, session, payload));
  }

  #onMutation(): void {
    // Controls that name a session may name this one now.
    registry.changed();
    this.#lookInside();
  }

  #onCommand = async (event: Event) => {
    const {command, source} = event as Event & {readonly command: string; readonly source: Element | null};
    // Many a page has no button of its own.
    const {invoke} = await import('../shared/invoker-commands.ts');
    await invoke(this, command, source);
  };
}

/** Whether the author put it there; the window of a session stands among it. */
function isContent(node: Node): boolean {
  return node instanceof Element
    ? !node.hasAttribute('data-wf-window')
    : node instanceof Text && node.data.trim() !== '';
}
