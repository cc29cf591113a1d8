// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** The tabs open in the session, with the one everybody sees marked; in huddle mode, the one this participant sees. */
@Directive({selector: 'wf-tab-bar'})
export class WfTabBarDirective extends TagDirective<'wf-tab-bar'> implements Inputs<'wf-tab-bar'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-tab-bar'>['for']) {
    this.element.for = value;
  }

  /** What a screen reader calls the bar. */
  @Input() set label(value: Inputs<'wf-tab-bar'>['label']) {
    this.element.label = value;
  }

  /** Address of a new tab; the `url` of the session if left out. */
  @Input() set newTabUrl(value: Inputs<'wf-tab-bar'>['newTabUrl']) {
    this.element.newTabUrl = value;
  }

  /** Shows the tabs without letting this participant switch, open or close them. */
  @Input() set readOnly(value: Inputs<'wf-tab-bar'>['readOnly']) {
    this.element.readOnly = value === '' || value;
  }
}
