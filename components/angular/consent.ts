// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** Asks before something is done, in the site's own words: before joining, before control is given, before a file is saved or the highlighter is taken up. */
@Directive({selector: 'wf-consent'})
export class WfConsentDirective extends TagDirective<'wf-consent'> implements Inputs<'wf-consent'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-consent'>['for']) {
    this.element.for = value;
  }

  /** What is asked about, in any order: `join`, `control`, `download`, `highlighter`. */
  @Input() set to(value: Inputs<'wf-consent'>['to']) {
    this.element.to = value;
  }
}
