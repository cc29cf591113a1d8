import './fetch-tags.ts';

export * from './base.ts';
// What is fetched later has its types at once.
export type {} from './classic.ts';
export type {} from './launcher/wf-launcher.ts';
export type {} from './pointers/wf-pointers.ts';
export type {} from './prompts/wf-prompts.ts';
