import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {describe, it} from 'node:test';
import type {CDPSession} from 'puppeteer-core';
import {Navigation} from '../../../src/server/browser/navigation.ts';

const FRAME = 'F1';
const URL = 'http://site.example/';
const HISTORY = {currentIndex: 0, entries: []};

type Answer = {errorText?: string; isDownload?: boolean};

/** A page that answers as it is told to each time it is sent somewhere, and what is told of it. */
function page(...answers: Answer[]) {
  const told: string[] = [];
  const sent: string[] = [];
  const events = new EventEmitter();
  const send = async (method: string, params?: {url?: string}) => {
    if (method !== 'Page.navigate') return method === 'Page.getNavigationHistory' ? HISTORY : {};
    sent.push(params?.url ?? '');
    events.emit('Page.frameStartedNavigating', {frameId: FRAME, url: params?.url, navigationType: 'differentDocument'});
    return answers.shift() ?? {};
  };
  const session = Object.assign(events, {send}) as unknown as CDPSession;
  const navigation = new Navigation(session, FRAME, () => null, {
    relocating: (url) => told.push(`relocating ${url}`),
    relocated: (url) => told.push(`relocated ${url}`),
    changed: () => {},
  });
  return {told, sent, events, navigation};
}

describe('the first page of a tab', () => {
  it('is asked for again when the empty page got in its way', async () => {
    const {sent, navigation} = page({errorText: 'net::ERR_ABORTED'});
    await navigation.go(URL);
    assert.deepEqual(sent, [URL, URL]);
  });

  it('is asked for twice at most, and then the tab is as empty as it was', async () => {
    const {sent, told, navigation} = page({errorText: 'net::ERR_ABORTED'}, {errorText: 'net::ERR_ABORTED'});
    await navigation.go(URL);
    assert.equal(sent.length, 2);
    assert.equal(told.at(-1), 'relocated about:blank');
  });

  it('is asked for once when it is a download', async () => {
    const {sent, told, navigation} = page({errorText: 'net::ERR_ABORTED', isDownload: true});
    await navigation.go(URL);
    assert.equal(sent.length, 1);
    assert.equal(told.at(-1), 'relocated about:blank');
  });

  it('is not given up for another one twice', async () => {
    const {sent, navigation} = page({errorText: 'net::ERR_ABORTED'});
    await Promise.all([navigation.go(URL), navigation.go(`${URL}other`)]);
    assert.deepEqual(sent, [URL, `${URL}other`]);
  });

  it('is still on its way when the empty page has come to its end', async () => {
    const {told, events, navigation} = page();
    const going = navigation.go(URL);
    events.emit('Page.frameStoppedLoading', {frameId: FRAME});
    await going;
    events.emit('Page.frameNavigated', {frame: {id: FRAME, loaderId: 'L1', url: URL}});
    assert.deepEqual(told, [`relocating ${URL}`, `relocated ${URL}`]);
  });

  it('that came when another was asked for already is not where the tab is when that one cannot be loaded', async () => {
    const {told, events, navigation} = page();
    const nowhere = 'https://nowhere.example/';
    await navigation.go(URL);
    await navigation.go(nowhere);
    events.emit('Page.frameNavigated', {frame: {id: FRAME, loaderId: 'L1', url: URL}});
    const frame = {id: FRAME, loaderId: 'L2', url: 'chrome-error://chromewebdata/', unreachableUrl: nowhere};
    events.emit('Page.frameNavigated', {frame});
    assert.deepEqual(told.slice(-2), [`relocated ${URL}`, `relocating ${nowhere}`]);
  });
});
