// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** The files that were downloaded in the session since this element is there, each with a link to save it: those of this participant, which also stand there while they are on their way, and those that they are offered. */
@Directive({selector: 'wf-downloads'})
export class WfDownloadsDirective extends TagDirective<'wf-downloads'> implements Inputs<'wf-downloads'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-downloads'>['for']) {
    this.element.for = value;
  }

  /** What a screen reader calls the list. */
  @Input() set label(value: Inputs<'wf-downloads'>['label']) {
    this.element.label = value;
  }

  /** Says nothing of what this participant downloaded, since something else on the page does, such as `<wf-notices>`. */
  @Input() set quiet(value: Inputs<'wf-downloads'>['quiet']) {
    this.element.quiet = value === '' || value;
  }
}
