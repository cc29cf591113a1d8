// What the templates of Vue and Svelte are checked against. It has to compile as it is; nothing here is run.
import '../../components/frameworks/svelte.ts';
import '../../components/frameworks/vue.ts';
import type {SvelteHTMLElements} from 'svelte/elements';
import type {GlobalComponents} from 'vue';

declare function same<T>(one: T, other: T): void;

type InVue<Name extends keyof GlobalComponents> = InstanceType<GlobalComponents[Name]>['$props'];

export const vue: InVue<'wf-session'> = {
  space: 'demo',
  'widget-key': 'wk_demo',
  settings: {pause_enabled: true},
  class: ['room'],
  onWfParticipantJoined: ({detail}) => same<number>(detail.clientIndex, 0),
};

export const svelte: SvelteHTMLElements['wf-session'] = {
  space: 'demo',
  'widget-key': 'wk_demo',
  settings: {pause_enabled: true},
  class: 'room',
  'onwf-participant-joined': ({detail}) => same<number>(detail.clientIndex, 0),
};

// @ts-expect-error a label is a text
export const wrong: InVue<'wf-tab-bar'> = {label: 1};
// @ts-expect-error a label is a text
export const wrongToo: SvelteHTMLElements['wf-tab-bar'] = {label: 1};
