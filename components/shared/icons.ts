import {svg, type TemplateResult} from 'lit';

/** A drawing of 16 by 16, in the colour of the text around it. Decoration: the control beside it has the words. */
export function icon(content: TemplateResult): TemplateResult {
  return svg`<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${content}</svg>`;
}

export const backIcon = icon(svg`<path class="directed" d="M13 8H3m4-4.5L2.5 8 7 12.5"/>`);
export const forwardIcon = icon(svg`<path class="directed" d="M3 8h10M9 3.5 13.5 8 9 12.5"/>`);
export const reloadIcon = icon(svg`<path d="M13 8a5 5 0 1 1-1.5-3.6L13.5 6m0-3.5V6H10"/>`);
export const plusIcon = icon(svg`<path d="M8 3v10M3 8h10"/>`);
export const closeIcon = icon(svg`<path d="m4.5 4.5 7 7m0-7-7 7"/>`);
export const pointerIcon = icon(svg`<path d="m3 3 3.7 10 1.8-4.5L13 6.7z"/>`);
export const pencilIcon = icon(
  svg`<path d="m3 13 .8-3.2L11 2.6a1.1 1.1 0 0 1 1.6 0l.8.8a1.1 1.1 0 0 1 0 1.6l-7.2 7.2zm6.5-8.9 2.4 2.4"/>`,
);
export const linkIcon = icon(
  svg`<path d="M6.7 9.3 9.3 6.7M7.5 4.5l1.2-1.2a2.8 2.8 0 0 1 4 4l-1.2 1.2m-3 3-1.2 1.2a2.8 2.8 0 0 1-4-4l1.2-1.2"/>`,
);
export const pageIcon = icon(svg`<path d="M2.5 3.5h11v9h-11zm0 3h11"/>`);
export const pauseIcon = icon(svg`<path d="M5.5 3.5v9m5-9v9"/>`);
export const playIcon = icon(svg`<path d="M5 3.5v9L12.5 8z"/>`);
export const checkIcon = icon(svg`<path d="m3 8.5 3.2 3.2L13 5"/>`);
export const alertIcon = icon(svg`<path d="M8 2.5 14.3 13H1.7zm0 4v3M8 11.3v.01"/>`);
