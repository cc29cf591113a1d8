// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** The remote page that everyone sees; mouse and keyboard go to it when this participant is in control. */
@Directive({selector: 'wf-view'})
export class WfViewDirective extends TagDirective<'wf-view'> implements Inputs<'wf-view'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-view'>['for']) {
    this.element.for = value;
  }
}
