import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import {Reports} from '../../../src/server/browser/reports.ts';

describe('what is told of a page', () => {
  let now = 0;
  let told: string[];
  let reports: Reports;

  beforeEach(() => {
    mock.timers.enable({apis: ['setTimeout']});
    now = 0;
    told = [];
    const listener = {
      relocating: (url: string) => told.push(`relocating ${url}`),
      relocated: (url: string) => told.push(`relocated ${url}`),
      changed: (changes: object) => told.push(JSON.stringify(changes)),
    };
    reports = new Reports(listener, () => now);
  });
  afterEach(() => mock.timers.reset());

  function pass(milliseconds: number): void {
    for (let passed = 0; passed < milliseconds; passed += 10) {
      now += 10;
      mock.timers.tick(10);
    }
  }

  it('is told at once when it goes from one page to another', () => {
    reports.relocating('/a');
    reports.relocated('/a');
    reports.changed({title: 'A', loading: false});
    reports.changed({icon: 'data:,a'});
    assert.deepEqual(told, ['relocating /a', 'relocated /a', '{"title":"A","loading":false}', '{"icon":"data:,a"}']);
  });

  it('is the newest address a few times a second when it goes on without end, and the last one in the end', () => {
    for (let count = 1; count <= 1_000; count++) {
      reports.relocated(`/${count}`);
      pass(10);
    }
    assert.ok(told.length <= 20 + 40, `It was told ${told.length} times.`);
    assert.deepEqual(
      told.slice(0, 20),
      Array.from({length: 20}, (_, index) => `relocated /${index + 1}`),
    );
    pass(250);
    assert.equal(told.at(-1), 'relocated /1000');
    pass(60_000);
    reports.relocating('/b');
    assert.equal(told.at(-1), 'relocating /b');
  });

  it('comes to the same as if all were told', () => {
    for (let count = 1; count <= 20; count++) reports.relocated(`/${count}`);
    told.length = 0;
    reports.relocating('/a');
    reports.changed({loading: false, error: 'No.', errorCode: 'failed'});
    reports.relocated('/b');
    reports.changed({title: 'B', canGoBack: true});
    reports.relocating('/c');
    reports.changed({loading: false, title: 'C'});
    assert.deepEqual(told, []);
    pass(250);
    assert.deepEqual(told, ['relocating /c', '{"error":null,"title":"C","canGoBack":true,"loading":false}']);
  });

  it('is a new icon ten times, then every ten seconds', () => {
    for (let count = 1; count <= 60; count++) {
      reports.changed({icon: `data:,${count}`});
      pass(1_000);
    }
    assert.ok(told.length <= 10 + 6, `It was told ${told.length} times.`);
    pass(10_000);
    assert.equal(told.at(-1), '{"icon":"data:,60"}');
  });

  it('is nothing more when the page is gone', () => {
    for (let count = 1; count <= 30; count++) {
      reports.relocated(`/${count}`);
      reports.changed({icon: `data:,${count}`});
    }
    const before = told.length;
    reports.drop();
    pass(60_000);
    assert.equal(told.length, before);
    reports.changed({title: 'A'});
    assert.equal(told.at(-1), '{"title":"A"}');
  });
});
