import './fetch-tags.ts';

export * from './base.ts';
