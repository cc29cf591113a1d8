// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** Who is in the session and who waits to be let in: the host, who is in control, who is away, in huddle mode who looks where, and what this participant may do about it. */
@Directive({selector: 'wf-participants'})
export class WfParticipantsDirective extends TagDirective<'wf-participants'> implements Inputs<'wf-participants'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-participants'>['for']) {
    this.element.for = value;
  }

  /** What a screen reader calls the list. */
  @Input() set label(value: Inputs<'wf-participants'>['label']) {
    this.element.label = value;
  }

  /** Says nothing by itself, since something else on the page does, such as `<wf-notices>`. */
  @Input() set quiet(value: Inputs<'wf-participants'>['quiet']) {
    this.element.quiet = value === '' || value;
  }
}
