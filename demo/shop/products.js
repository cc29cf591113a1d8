/** Everything the shop sells. The drawings are the symbols of the same name in art.svg. */
export const PRODUCTS = [
  {
    id: 'lamp',
    name: 'Reading lamp',
    price: 68,
    tint: '#f6ecd6',
    text: 'Throws a warm circle on the page and leaves the rest of the room alone.',
    facts: ['Bends in three places', 'Two metres of cloth cable', 'Spare parts for ten years'],
  },
  {
    id: 'mug',
    name: 'Stoneware mug',
    price: 18,
    tint: '#e6eef0',
    text: 'Heavy enough to stay where it is, thin enough at the rim to drink from.',
    facts: ['Holds 300 ml', 'Goes into the dishwasher', 'Glazed by hand, so no two are the same'],
  },
  {
    id: 'notebook',
    name: 'Dotted notebook',
    price: 14,
    tint: '#efe7ee',
    text: 'Lies flat from the first page to the last one.',
    facts: ['192 pages of 100 g paper', 'Sewn, not glued', 'Two ribbons'],
  },
  {
    id: 'clock',
    name: 'Silent clock',
    price: 42,
    tint: '#e8efe4',
    text: 'Tells the time and keeps the seconds to itself.',
    facts: ['No ticking', 'One battery a year', '24 cm across'],
  },
  {
    id: 'plant',
    name: 'Rubber plant',
    price: 29,
    tint: '#e2efe2',
    text: 'Forgives a forgotten week and grows a new leaf every month.',
    facts: ['About 60 cm tall', 'Likes a window, not the sun', 'Comes in a clay pot'],
  },
  {
    id: 'radio',
    name: 'Kitchen radio',
    price: 95,
    tint: '#f5e4dc',
    text: 'One knob for the station, one for the volume, and that is all.',
    facts: ['Runs for 20 hours without a socket', 'Remembers where it was', 'Made to be opened and repaired'],
  },
  {
    id: 'chair',
    name: 'Folding chair',
    price: 74,
    tint: '#ece8dc',
    text: 'For the guest who comes unannounced and stays for dinner.',
    facts: ['Beech wood', 'Carries 130 kg', 'Hangs on a nail when it is not needed'],
  },
  {
    id: 'kettle',
    name: 'Whistling kettle',
    price: 36,
    tint: '#e4e9f2',
    text: 'Sings in two voices when the water is ready.',
    facts: ['Holds 1.8 litres', 'For gas, induction and ceramic', 'The handle stays cool'],
  },
];

/** What a price looks like. */
export const euros = (price) => `€ ${price.toFixed(2)}`;

/** The drawing of a product. */
export function drawing({id, tint}) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'art');
  svg.setAttribute('viewBox', '0 0 160 120');
  svg.setAttribute('aria-hidden', 'true');
  svg.style.setProperty('--tint', tint);
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `art.svg#${id}`);
  svg.append(use);
  return svg;
}
