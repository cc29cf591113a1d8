// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** What the remote page asks and Chromium does not paint: dialogs, lists, dates, colours, the menu of the other button. */
@Directive({selector: 'wf-prompts'})
export class WfPromptsDirective extends TagDirective<'wf-prompts'> implements Inputs<'wf-prompts'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-prompts'>['for']) {
    this.element.for = value;
  }
}
