import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';
import type {Aside} from '../../src/client/index.ts';
import {Asides} from '../../src/client/wire/asides.ts';

const ALERT: Aside = {
  kind: 'prompts',
  prompts: [
    {id: 1, box: null, screen: {width: 1, height: 1}, waiting: true, kind: 'alert', origin: '', message: 'Sold out'},
  ],
};
const NOTHING: Aside = {kind: 'prompts', prompts: []};
const CURSOR: Aside = {kind: 'cursor', cursor: 'pointer'};

describe('what is said of a tab in passing', () => {
  it('is heard by all who listen to that tab, and by nobody who stopped', () => {
    const asides = new Asides();
    const heard: string[] = [];
    const stop = asides.hear(1, () => heard.push('one'));
    asides.hear(1, () => heard.push('another'));
    asides.hear(2, () => heard.push('other tab'));
    asides.told({ssid: 1, aside: CURSOR});
    stop();
    asides.told({ssid: 1, aside: CURSOR});
    assert.deepEqual(heard, ['one', 'another', 'another']);
  });

  it('is heard later as well where it is what the tab asks, and only by those who still listen then', async () => {
    const asides = new Asides();
    asides.told({ssid: 1, aside: ALERT});
    asides.told({ssid: 1, aside: CURSOR});
    const heard: Aside[] = [];
    asides.hear(1, (aside) => heard.push(aside));
    asides.hear(1, () => assert.fail('it stopped at once'))();
    await turn();
    assert.deepEqual(heard, [ALERT]);
  });

  it('leads to files at the address by which the server is reached', () => {
    const asides = new Asides('https://sessions.example');
    const heard: Aside[] = [];
    asides.hear(1, (aside) => heard.push(aside));
    asides.told({ssid: 1, aside: {kind: 'file', filename: 'list.csv', url: '/files/1/list.csv'}});
    assert.deepEqual(heard, [{kind: 'file', filename: 'list.csv', url: 'https://sessions.example/files/1/list.csv'}]);
  });

  it('holds no longer when the line is another one', async () => {
    const asides = new Asides();
    const heard: Aside[] = [];
    asides.hear(1, (aside) => heard.push(aside));
    asides.told({ssid: 1, aside: ALERT});
    asides.forget();
    asides.hear(1, () => assert.fail('nothing is asked any more'));
    await turn();
    assert.deepEqual(heard, [ALERT, NOTHING]);
  });
});
