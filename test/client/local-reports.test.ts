import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {mayReport} from '../../src/client/local/address-book.ts';
import type {RoomCommand} from '../../src/model/commands.ts';
import {ADA, meeting} from '../support/play.ts';

describe('a window that tells of its pages', () => {
  it('tells of nothing else', () => {
    const {state} = meeting();
    const told = (command: object) => mayReport(state, command as RoomCommand, ADA);
    assert.equal(told({name: 'tab_relocated', args: {ssid: 1, url: 'http://a.example/'}}), true);
    assert.equal(told({name: 'tab_relocated', args: {ssid: 2, url: 'http://a.example/'}}), false);
    for (const name of ['expire', 'end', 'leave', 'join', 'broadcast_message']) {
      assert.equal(told({name, args: {client_index: 1}}), false, name);
    }
  });
});
