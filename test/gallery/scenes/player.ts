import type {Remote} from '../remote.ts';

/** How many pictures of a film that plays the other has to see. */
const PICTURES = 5;

/** A film is played and seen to move by both, made silent, wound, captioned, shown over the whole page, and paused. */
export async function watchesAFilm(remote: Remote): Promise<void> {
  await remote.clicks('media-play-button');
  await remote.holds(`!document.querySelector('video').paused && document.querySelector('video').currentTime > 0.5`);
  let seen = await remote.guest.picture();
  for (let count = 0; count < PICTURES; count++) seen = await remote.guest.pictureAfter(seen);
  await remote.clicks('media-play-button');
  await remote.holds(`document.querySelector('video').paused`);
  await remote.shoot('played');

  await remote.clicks('media-mute-button');
  await remote.holds(`document.querySelector('video').muted`);
  await remote.clicks('media-captions-button');
  await remote.becomes(`document.querySelector('video').textTracks[0].mode`, 'showing');
  await remote.clicks('media-time-range', 0.75);
  await remote.holds(`Math.abs(document.querySelector('video').currentTime - 6) < 0.5`);

  await remote.clicks('media-fullscreen-button');
  await remote.becomes('document.fullscreenElement?.localName', 'media-controller');
  await remote.holds('document.fullscreenElement.getBoundingClientRect().width === innerWidth');
  await remote.guest.seesTheSameAs(remote.host);
  await remote.shoot('whole');
  await remote.clicks('media-fullscreen-button');
  await remote.holds('!document.fullscreenElement');
  await remote.guest.seesTheSameAs(remote.host);
}
