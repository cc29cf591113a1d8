// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** A shared browsing session. */
@Directive({selector: 'wf-session'})
export class WfSessionDirective extends TagDirective<'wf-session'> implements Inputs<'wf-session'> {
  /** Where the session lives: on a `server`, in the windows of one browser (`local`), or in the vendor's cloud (`webfuse`). */
  @Input() set provider(value: Inputs<'wf-session'>['provider']) {
    this.element.provider = value;
  }

  /** Address of the session server; the origin of the kit's script if left out. */
  @Input() set server(value: Inputs<'wf-session'>['server']) {
    this.element.server = value;
  }

  /** Id or slug of the space that the session belongs to. */
  @Input() set space(value: Inputs<'wf-session'>['space']) {
    this.element.space = value;
  }

  /** Public key of the space. */
  @Input() set widgetKey(value: Inputs<'wf-session'>['widgetKey']) {
    this.element.widgetKey = value;
  }

  /** Address opened in the first tab of a session that is started here. */
  @Input() set url(value: Inputs<'wf-session'>['url']) {
    this.element.url = value;
  }

  /** Name by which the others know this participant. */
  @Input() set userName(value: Inputs<'wf-session'>['userName']) {
    this.element.userName = value;
  }

  /** Starts, or joins with the invite in the page's address, as soon as the element is there. */
  @Input() set autostart(value: Inputs<'wf-session'>['autostart']) {
    this.element.autostart = value === '' || value;
  }

  /** Page of the author's that invite links lead to; a page of the server's if left out. */
  @Input() set invitePage(value: Inputs<'wf-session'>['invitePage']) {
    this.element.invitePage = value;
  }

  /** With `required`, or the bare attribute, nothing starts before someone agreed to the `<wf-consent>` of the page, or to that of its room. */
  @Input() set consent(value: Inputs<'wf-session'>['consent']) {
    this.element.consent = value;
  }

  /** What else the others know of this participant. */
  @Input() set userData(value: Inputs<'wf-session'>['userData']) {
    this.element.userData = value;
  }

  /** What a session that is started here allows, by the vendor's names, such as `{pause_enabled: true}`. */
  @Input() set settings(value: Inputs<'wf-session'>['settings']) {
    this.element.settings = value;
  }

  /** The session this element holds. */
  @Input() set session(value: Inputs<'wf-session'>['session']) {
    this.element.session = value;
  }

  /** Address that lets others in, or null before it is known. */
  @Input() set sessionLink(value: Inputs<'wf-session'>['sessionLink']) {
    this.element.sessionLink = value;
  }
}
