import {type AfterViewInit, Directive, type ElementRef, signal, type Type, viewChild} from '@angular/core';
import {bootstrapApplication} from '@angular/platform-browser';
import {type Given, type Hear, type Mount, NAMES, START} from '../page.ts';

/** What both pages of Angular show. */
export const TEMPLATE = `
  <wf-session
    #session
    class="shop"
    widget-key="wk_shop"
    [userName]="'Ada'"
    [settings]="given().settings"
    [session]="given().session"
    (wf-participant-joined)="hear('wf-participant-joined', $event)"
    (wf-tab-close)="onTabClose($event)"
  >
    <wf-tab-bar [label]="given().label" [readOnly]="given().readOnly"></wf-tab-bar>
    <wf-notices [seconds]="given().seconds"></wf-notices>
    @if (given().noted) {
      <p class="note">{{ given().label }}</p>
    }
    <ul>
      @for (item of given().items; track item) {
        <li>{{ item }}</li>
      }
    </ul>
  </wf-session>
  <wf-log
    (picked)="hear('picked', $event)"
    (tab-picked)="hear('tab-picked', $event)"
    (tabPicked)="hear('tabPicked', $event)"
    (TabPicked)="hear('TabPicked', $event)"
    (PICKED)="hear('PICKED', $event)"
  ></wf-log>
  @for (id of given().order; track id) {
    <wf-session [id]="id">
      <p>{{ id }}</p>
    </wf-session>
  }
`;

/** What both do. */
@Directive()
export abstract class ShopPage implements AfterViewInit {
  readonly given = signal<Given>(START);
  readonly session = viewChild.required<ElementRef<HTMLElement>>('session');
  hear: Hear = () => {};

  ngAfterViewInit(): void {
    const {nativeElement} = this.session();
    for (const name of NAMES) nativeElement.addEventListener(name, (event) => this.hear(`ref:${name}`, event));
  }

  onTabClose(event: Event): void {
    if (this.given().refuses) event.preventDefault();
    this.hear('wf-tab-close', event);
  }
}

/** How a page is put into the document. */
export const mountOf =
  (component: Type<ShopPage>): Mount =>
  async (holder, hear) => {
    holder.append(document.createElement('test-page'));
    const app = await bootstrapApplication(component);
    const page: ShopPage = app.components[0]!.instance;
    page.hear = hear;
    return {
      set: async (change) => {
        page.given.update((given) => ({...given, ...change}));
        app.tick();
      },
      unmount: () => app.destroy(),
    };
  };
