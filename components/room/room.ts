import {html, LitElement, nothing} from 'lit';
import {missing} from '../shared/missing.ts';
import '../address-bar/wf-address-bar.ts';
import '../participants/wf-participants.ts';
import {FocusKeeper} from '../shared/focus-keeper.ts';
import {SessionController} from '../shared/session-controller.ts';
import {setState} from '../shared/set-state.ts';
import shared from '../shared/styles.ts';
import '../tab-bar/wf-tab-bar.ts';
import '../view/wf-view.ts';
import type {Furniture} from './furniture.ts';
import styles from './room.styles.ts';

/**
 * A room of all the controls, from a phone to a wide screen: what an empty `<wf-session>` shows. Any part of it can be
 * replaced by an element in its slot. Before there is a session, one says who one is, and starts one or joins with a PIN or
 * a link, unless the page has a `<wf-join>` of its own or begins by `autostart`. With the setting `start_with_chat_open` it begins with the chat, else with the people;
 * in huddle mode they make way for who looks where.
 *
 * @fires {WfRoomShowEvent} wf-room-show - People, huddle, chat or log was chosen. Cancelable.
 * @fires {WfCommandRefusedEvent} wf-command-refused - Whoever was to be asked whether that may be did not say.
 * @slot header - Instead of the tabs and the address.
 * @slot view - Instead of the remote page.
 * @slot notices - Instead of what is told over the remote page.
 * @slot join - Instead of the form for name, PIN and link, over the remote page before there is a session.
 * @slot consent - A `<wf-consent>` with words of the author's, instead of the one that comes with `consent="required"`.
 * @slot controls - Instead of the bar of what one may do.
 * @slot requests - Instead of what people ask.
 * @slot downloads - Instead of the files that were downloaded; nothing is there before the first.
 * @slot choice - Instead of the buttons that choose between people, huddle, chat and log.
 * @slot people - Instead of who is here.
 * @slot huddle - Instead of who looks where, while a huddle is on.
 * @slot chat - Instead of the chat.
 * @slot log - Instead of the log, where it has one.
 * @slot invite - Instead of the button that invites people, with what it shows.
 * @slot wf-window - Passed on to the view; filled by the kit.
 * @csspart header - Tabs and address.
 * @csspart picture - The remote page.
 * @csspart actions - What one may do.
 * @csspart side - People, huddle, chat and log; below the page where there is little room.
 * @csspart choice - Each of the buttons "People", "Huddle", "Chat" and "Log".
 * @cssstate live - A session is open.
 * @cssprop [--wf-room-side-width=20rem] - Width of the side.
 * @cssprop [--wf-room-border=1px solid] - Border around the room.
 * @cssprop [--wf-room-radius=0.75rem] - Radius of its corners.
 */
export class WfRoom extends LitElement {
  static override styles = [shared, styles];
  static override properties = {for: {}, log: {type: Boolean}};

  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  for = '';

  /** Has what happens in the session beside people and chat, with the payloads of its events: for developers. */
  log = false;

  #session: SessionController = new SessionController(this);
  #furniture: Furniture | null = null;

  constructor() {
    super();
    // Whoever came in by the form goes on with the page that takes its place.
    new FocusKeeper(
      this,
      (nearest) =>
        nearest?.querySelector<HTMLElement>('wf-view') ?? this.renderRoot.querySelector<HTMLElement>('.side'),
    );
  }

  protected override firstUpdated(): void {
    void import('./furniture.ts').then(
      ({Furniture}) => {
        this.#furniture = new Furniture(this, this.#session);
        this.requestUpdate();
      },
      missing(this, 'furniture'),
    );
  }

  protected override render() {
    const session = this.for;
    const {open, say} = this.#session;
    setState(this, 'live', open !== null);
    const furniture = this.#furniture;
    // Else nobody would say what people ask.
    const quiet = open?.settings.notifications_enabled === true;
    // Of people without a button each, the keyboard scrolls the list itself.
    return html`
      <div class="room">
        <div class="header" part="header"><slot name="header">
          <wf-tab-bar for=${session}></wf-tab-bar>
          <wf-address-bar for=${session}></wf-address-bar>
        </slot></div>
        <div class="picture" part="picture">
          <slot name="view"><wf-view for=${session}><slot name="wf-window" slot="wf-window"></slot></wf-view></slot>
          ${furniture?.renderOver()}
        </div>
        <div class="actions" part="actions">${furniture?.renderActions()}</div>
        <section class="side" part="side" aria-label=${say('People and chat')}>
          ${furniture?.renderAbove(quiet)}
          <div class="panel" tabindex=${open?.me === open?.host ? nothing : 0} ?hidden=${furniture?.instead}>
            <slot name="people"><wf-participants for=${session} ?quiet=${quiet}></wf-participants></slot>
          </div>
          ${furniture?.renderBelow()}
        </section>
      </div>
    `;
  }
}
