// Made from the manifest by `npm run manifest`: change that, not this file.
import {Directive, Input} from '@angular/core';
import {type Inputs, TagDirective} from './tag-directive.ts';

/** A room of all the controls, from a phone to a wide screen: what an empty `<wf-session>` shows. */
@Directive({selector: 'wf-room'})
export class WfRoomDirective extends TagDirective<'wf-room'> implements Inputs<'wf-room'> {
  /** Id of the `<wf-session>` it belongs to, when that is not around it. */
  @Input() set for(value: Inputs<'wf-room'>['for']) {
    this.element.for = value;
  }

  /** Has what happens in the session beside people and chat, with the payloads of its events: for developers. */
  @Input() set log(value: Inputs<'wf-room'>['log']) {
    this.element.log = value === '' || value;
  }
}
