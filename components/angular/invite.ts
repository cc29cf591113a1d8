// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** What lets others into the session: its link to copy, as a code for a camera and for the share sheet of the device, and its PIN. */
@Directive({selector: 'wf-invite'})
export class WfInviteDirective extends TagDirective<'wf-invite'> implements Inputs<'wf-invite'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-invite'>['for']) {
    this.element.for = value;
  }

  /** What the share sheet of the device says above the link. */
  @Input() set shareTitle(value: Inputs<'wf-invite'>['shareTitle']) {
    this.element.shareTitle = value;
  }
}
