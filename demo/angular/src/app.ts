import {Component, type ElementRef, signal, viewChild} from '@angular/core';
import type {WfSession, WfTabCloseEvent} from 'webfuse-elements';
import {WEBFUSE_ELEMENTS} from 'webfuse-elements/angular';

@Component({
  selector: 'demo-app',
  imports: [WEBFUSE_ELEMENTS],
  templateUrl: './app.html',
})
export class App {
  readonly page = new URL('page.html', location.href).href;

  /** Made once: a session takes its settings when it starts. */
  readonly settings = {pause_enabled: true};

  readonly name = signal('Ada');
  readonly watching = signal(false);
  readonly notes = signal<readonly string[]>([]);
  readonly session = viewChild.required<ElementRef<WfSession>>('session');

  note(text: string): void {
    this.notes.update((before) => [...before, text]);
  }

  keepLastTab(event: WfTabCloseEvent): void {
    if (this.session().nativeElement.state?.tabs.length !== 1) return;
    event.preventDefault();
    this.note('The last tab stays open.');
  }
}
