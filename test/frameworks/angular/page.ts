import {Component, CUSTOM_ELEMENTS_SCHEMA} from '@angular/core';
import {mountOf, ShopPage, TEMPLATE} from './shop-page.ts';

@Component({selector: 'test-page', schemas: [CUSTOM_ELEMENTS_SCHEMA], template: TEMPLATE})
class Page extends ShopPage {}

export const mount = mountOf(Page);
