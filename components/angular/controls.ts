// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** A bar of what this participant may do now: draw, share a file, pause their tab, begin a huddle, ask for control or give it back, ask to be host, end the session. */
@Directive({selector: 'wf-controls'})
export class WfControlsDirective extends TagDirective<'wf-controls'> implements Inputs<'wf-controls'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-controls'>['for']) {
    this.element.for = value;
  }

  /** What a screen reader calls the bar. */
  @Input() set label(value: Inputs<'wf-controls'>['label']) {
    this.element.label = value;
  }
}
