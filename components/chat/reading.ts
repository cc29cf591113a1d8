import {html} from 'lit';
import {keepPlace} from './keep-place.ts';
import {piecesOf} from './links.ts';

/** What a chat needs once there is something to read in it. */
export class Reading {
  constructor(scroller: HTMLElement) {
    keepPlace(scroller);
  }

  /** What was written, with links in it. */
  withLinks(text: string) {
    return piecesOf(text).map(({text: piece, href}) =>
      href
        ? html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow ugc"><bdi>${piece}</bdi></a>`
        : piece,
    );
  }
}
