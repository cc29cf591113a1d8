// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** How someone comes into a session: their name, and the PIN or the link they were given, which is not asked for where the page was opened by a link. */
@Directive({selector: 'wf-join'})
export class WfJoinDirective extends TagDirective<'wf-join'> implements Inputs<'wf-join'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-join'>['for']) {
    this.element.for = value;
  }

  /** What the button says. */
  @Input() set label(value: Inputs<'wf-join'>['label']) {
    this.element.label = value;
  }

  /** Nobody joins without a name. */
  @Input() set nameRequired(value: Inputs<'wf-join'>['nameRequired']) {
    this.element.nameRequired = value === '' || value;
  }

  /** Whoever has neither PIN nor link starts a session. */
  @Input() set orStart(value: Inputs<'wf-join'>['orStart']) {
    this.element.orStart = value === '' || value;
  }
}
