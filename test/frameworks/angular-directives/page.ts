import {Component} from '@angular/core';
import {WEBFUSE_ELEMENTS} from '../../../components/angular/index.ts';
import {mountOf, ShopPage, TEMPLATE} from '../angular/shop-page.ts';

const WRITTEN = `<wf-participants quiet></wf-participants><wf-notices class="written" seconds="4"></wf-notices>`;

@Component({selector: 'test-page', imports: [WEBFUSE_ELEMENTS], template: TEMPLATE + WRITTEN})
class Page extends ShopPage {}

export const mount = mountOf(Page);
