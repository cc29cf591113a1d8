// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** What happens in the session, for a few seconds each and aloud: one polite live region. */
@Directive({selector: 'wf-notices'})
export class WfNoticesDirective extends TagDirective<'wf-notices'> implements Inputs<'wf-notices'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-notices'>['for']) {
    this.element.for = value;
  }

  /** For how many seconds something stands there. */
  @Input() set seconds(value: Inputs<'wf-notices'>['seconds']) {
    this.element.seconds = Number(value);
  }
}
