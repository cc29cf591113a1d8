// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** Huddle mode, in which each looks at a tab of their own: who looks where, to go there too or to follow someone; and to begin and end it, for those who may. */
@Directive({selector: 'wf-huddle'})
export class WfHuddleDirective extends TagDirective<'wf-huddle'> implements Inputs<'wf-huddle'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-huddle'>['for']) {
    this.element.for = value;
  }

  /** What a screen reader calls the list. */
  @Input() set label(value: Inputs<'wf-huddle'>['label']) {
    this.element.label = value;
  }
}
