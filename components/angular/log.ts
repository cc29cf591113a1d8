// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** What happens in the session, as this participant is told it, with the payload of each event: for developers. */
@Directive({selector: 'wf-log'})
export class WfLogDirective extends TagDirective<'wf-log'> implements Inputs<'wf-log'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-log'>['for']) {
    this.element.for = value;
  }

  /** What a screen reader calls the list. */
  @Input() set label(value: Inputs<'wf-log'>['label']) {
    this.element.label = value;
  }

  /** Words that an event has to have in its name or payload to be shown. */
  @Input() set filter(value: Inputs<'wf-log'>['filter']) {
    this.element.filter = value;
  }
}
