import {svg} from 'lit';
import {icon} from '../shared/icons.ts';

export const togetherIcon = icon(
  svg`<path d="M1.5 2.5h13v8h-13zM5 13.5h6M8 10.5v3"/><path d="m6 4.75 1.3 3.5.7-1.5 1.5-.7z"/>`,
);
export const minimiseIcon = icon(svg`<path d="m3.5 6 4.5 4.5L12.5 6"/>`);
