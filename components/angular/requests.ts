// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** What people ask of this participant: control, to be host, to be let in. */
@Directive({selector: 'wf-requests'})
export class WfRequestsDirective extends TagDirective<'wf-requests'> implements Inputs<'wf-requests'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-requests'>['for']) {
    this.element.for = value;
  }

  /** What a screen reader calls the list. */
  @Input() set label(value: Inputs<'wf-requests'>['label']) {
    this.element.label = value;
  }

  /** Says nothing by itself, since something else on the page does, such as `<wf-notices>`. */
  @Input() set quiet(value: Inputs<'wf-requests'>['quiet']) {
    this.element.quiet = value === '' || value;
  }
}
