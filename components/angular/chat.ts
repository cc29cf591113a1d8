// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** What the people in the session write to each other, and where to write. */
@Directive({selector: 'wf-chat'})
export class WfChatDirective extends TagDirective<'wf-chat'> implements Inputs<'wf-chat'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-chat'>['for']) {
    this.element.for = value;
  }

  /** What a screen reader calls the messages. */
  @Input() set label(value: Inputs<'wf-chat'>['label']) {
    this.element.label = value;
  }

  /** What stands in the field while nothing is written there. */
  @Input() set placeholder(value: Inputs<'wf-chat'>['placeholder']) {
    this.element.placeholder = value;
  }
}
