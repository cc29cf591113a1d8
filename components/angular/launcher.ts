// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** The floating button that a site puts into a corner: it starts a session and opens it. */
@Directive({selector: 'wf-launcher'})
export class WfLauncherDirective extends TagDirective<'wf-launcher'> implements Inputs<'wf-launcher'> {
  /** What the button says. */
  @Input() set label(value: Inputs<'wf-launcher'>['label']) {
    this.element.label = value;
  }

  /** Where the session opens: in a `panel`, over the `page`, in its own `place` in the page, or in a `window`. */
  @Input() set opens(value: Inputs<'wf-launcher'>['opens']) {
    this.element.opens = value;
  }

  /** Where the button is; it follows the direction of the text. */
  @Input() set position(value: Inputs<'wf-launcher'>['position']) {
    this.element.position = value;
  }

  /** Where the session lives: on a `server`, in the windows of one browser (`local`), or in the vendor's cloud (`webfuse`). */
  @Input() set provider(value: Inputs<'wf-launcher'>['provider']) {
    this.element.provider = value;
  }

  /** Address of the session server; the origin of the kit's script if left out. */
  @Input() set server(value: Inputs<'wf-launcher'>['server']) {
    this.element.server = value;
  }

  /** Id or slug of the space that the session belongs to. */
  @Input() set space(value: Inputs<'wf-launcher'>['space']) {
    this.element.space = value;
  }

  /** Public key of the space. */
  @Input() set widgetKey(value: Inputs<'wf-launcher'>['widgetKey']) {
    this.element.widgetKey = value;
  }

  /** Address opened in the first tab. */
  @Input() set url(value: Inputs<'wf-launcher'>['url']) {
    this.element.url = value;
  }

  /** Name by which the others know this participant. */
  @Input() set userName(value: Inputs<'wf-launcher'>['userName']) {
    this.element.userName = value;
  }

  /** Page of the author's that invite links lead to. */
  @Input() set invitePage(value: Inputs<'wf-launcher'>['invitePage']) {
    this.element.invitePage = value;
  }

  /** With `required`, or the bare attribute, nothing starts before someone agreed to the `<wf-consent>` of the page, or to one of its own. */
  @Input() set consent(value: Inputs<'wf-launcher'>['consent']) {
    this.element.consent = value;
  }

  /** What its session allows, by the vendor's names. */
  @Input() set settings(value: Inputs<'wf-launcher'>['settings']) {
    this.element.settings = value;
  }
}
