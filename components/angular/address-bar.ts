// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** Back, forward, reload and the address of the tab that everyone sees. */
@Directive({selector: 'wf-address-bar'})
export class WfAddressBarDirective extends TagDirective<'wf-address-bar'> implements Inputs<'wf-address-bar'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-address-bar'>['for']) {
    this.element.for = value;
  }

  /** What a screen reader calls the address. */
  @Input() set label(value: Inputs<'wf-address-bar'>['label']) {
    this.element.label = value;
  }

  /** What the empty address shows. */
  @Input() set placeholder(value: Inputs<'wf-address-bar'>['placeholder']) {
    this.element.placeholder = value;
  }
}
