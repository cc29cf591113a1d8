// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** Where the others point in the page that this participant sees, with their names, and what people draw over it with the highlighter. */
@Directive({selector: 'wf-pointers'})
export class WfPointersDirective extends TagDirective<'wf-pointers'> implements Inputs<'wf-pointers'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-pointers'>['for']) {
    this.element.for = value;
  }

  /** What a screen reader calls the button of the highlighter. */
  @Input() set label(value: Inputs<'wf-pointers'>['label']) {
    this.element.label = value;
  }

  /** Size of the page in the picture that it lies over, in its CSS pixels; while it is null, the session is asked. */
  @Input() set size(value: Inputs<'wf-pointers'>['size']) {
    this.element.size = value;
  }
}
