import type {Remote} from '../remote.ts';

const MIDDLE = {x: 640, y: 360};

/** A map is looked at: what is on it, dragged, zoomed with the wheel, with two clicks and with two fingers. */
export async function looksAround(remote: Remote): Promise<void> {
  await remote.clicks('.leaflet-marker-icon');
  await remote.holds(`document.querySelector('.leaflet-popup-content')?.textContent.includes('Open until six')`);
  await remote.shoot('popup');

  await remote.drags(MIDDLE, {x: 440, y: 260}, {x: 340, y: 260});
  await remote.holds('map.getCenter().lng > 10 && map.getCenter().lat < 51');

  await remote.host.wheelRemote(-120);
  await remote.holds('map.getZoom() > 6');
  await isStill(remote);
  const wheeled = (await remote.asks('map.getZoom()')) as number;

  const place = await remote.host.onScreen({x: 200, y: 600});
  await remote.host.page.mouse.click(place.x, place.y, {count: 2});
  await remote.becomes('map.getZoom()', wheeled + 1);
  await isStill(remote);

  const [left, right] = [
    {x: 600, y: 400},
    {x: 680, y: 400},
  ];
  const apart = (by: number) => [
    {x: left.x - by, y: left.y},
    {x: right.x + by, y: right.y},
  ];
  await remote.touches(apart(0), apart(30), apart(60), apart(90), apart(120), apart(160));
  await remote.holds(`map.getZoom() > ${wheeled + 1}`);
  await isStill(remote);
  await remote.guest.seesTheSameAs(remote.host);
  await remote.shoot('zoomed');
}

/** Waits until nothing moves any more. */
function isStill(remote: Remote): Promise<void> {
  return remote.holds(`!document.querySelector('.leaflet-zoom-anim, .leaflet-pan-anim')`);
}
