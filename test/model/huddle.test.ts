import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {findParticipant, shownSsid} from '../../src/model/state.ts';
import {A, ADA, B, GRACE, LINUS, meeting, names, type Play} from '../support/play.ts';

/** A meeting in huddle mode, where everyone still sees tab 1. */
function huddle(): Play {
  const play = meeting();
  play.ask(ADA, 'set_huddle_mode', {enabled: true});
  return play;
}

const sees = ({state}: Play) => [ADA, GRACE, LINUS].map((index) => shownSsid(state, index));

describe('huddle mode', () => {
  it('is switched on by the host, and then nobody is host', () => {
    const play = meeting();
    assert.equal(play.refusal(GRACE, 'set_huddle_mode', {enabled: true}), 'not_allowed');
    assert.equal(play.refusal(ADA, 'set_huddle_mode', {enabled: false}), 'nothing_to_do');
    assert.deepEqual(names(play.ask(ADA, 'set_huddle_mode', {enabled: true})), ['huddle_mode']);
    assert.deepEqual([play.state.host, play.state.activeSsid, play.state.huddle], [null, null, true]);
    assert.equal(play.refusal(ADA, 'set_huddle_mode', {enabled: true}), 'nothing_to_do');
    assert.equal(play.refusal(GRACE, 'request_to_host', {}), 'not_allowed');
  });

  it('leaves everyone with the tab they saw', () => {
    assert.deepEqual(sees(huddle()), [1, 1, 1]);
  });

  it('settles all requests for host rights', () => {
    const play = meeting();
    play.ask(GRACE, 'request_to_host', {});
    play.ask(ADA, 'set_huddle_mode', {enabled: true});
    assert.deepEqual(play.state.hostRequests, []);
  });

  it('is switched off by anyone who may be host, who then is, and shows their tab to all', () => {
    const play = huddle();
    play.ask(GRACE, 'activate_tab', {ssid: 2});
    const events = play.ask(GRACE, 'set_huddle_mode', {enabled: false});
    assert.deepEqual(names(events), ['huddle_mode', 'host_changed', 'tab_activated']);
    assert.equal(play.state.host, GRACE);
    assert.deepEqual(sees(play), [2, 2, 2]);
    assert.ok(play.state.participants.every(({activeSsid, following}) => activeSsid === null && following === null));
  });

  it('is not switched off by someone who may not be host', () => {
    const play = meeting({host_rights: 'admins-only'});
    play.ask(ADA, 'set_huddle_mode', {enabled: true});
    assert.equal(play.refusal(GRACE, 'set_huddle_mode', {enabled: false}), 'not_allowed');
    assert.equal(play.refusal(GRACE, 'end', {}), 'not_allowed');
    assert.equal(play.refusal(GRACE, 'remove_participant', {client_index: LINUS}), 'not_allowed');
    play.ask(ADA, 'set_huddle_mode', {enabled: false});
  });

  it('shows a tab that someone picks to them, and to those who follow them', () => {
    const play = huddle();
    play.ask(LINUS, 'follow', {client_index: GRACE});
    const [event] = play.ask(GRACE, 'activate_tab', {ssid: 2});
    assert.deepEqual(event, {name: 'tab_activated', payload: {ssid: 2, tabIndex: 1, clientIndex: GRACE}});
    assert.deepEqual(sees(play), [1, 2, 2]);
    assert.deepEqual(play.ask(GRACE, 'activate_tab', {ssid: 2}), []);
  });

  it('tells others only where someone looks', () => {
    const play = huddle();
    assert.deepEqual(play.told(ADA, GRACE, 'activate_tab', {ssid: 2}), [
      {name: 'participant_updated', payload: {clientIndex: GRACE, activeSsid: 2}},
    ]);
  });

  it('shows a new tab to whoever opens it, and the first one to everyone', () => {
    const play = huddle();
    play.ask(GRACE, 'open_tab', {url: A});
    assert.deepEqual(sees(play), [1, 3, 1]);
    for (const ssid of [1, 2, 3]) play.ask(ADA, 'close_tab', {ssid});
    assert.deepEqual(sees(play), [null, null, null]);
    play.ask(LINUS, 'open_tab', {url: A});
    assert.deepEqual(sees(play), [4, 4, 4]);
  });

  it('gives everyone who saw a closed tab its heir', () => {
    const play = huddle();
    play.ask(GRACE, 'activate_tab', {ssid: 2});
    play.ask(ADA, 'close_tab', {ssid: 1});
    assert.deepEqual(sees(play), [2, 2, 2]);
  });

  it('shows a tab to someone who comes in', () => {
    const play = huddle();
    play.ask('room', 'join', {leader: false, user_data: {}});
    assert.equal(shownSsid(play.state, 3), 1);
    assert.equal(play.state.host, null);
  });

  it('shows a page that a click opened to whoever clicked', () => {
    const play = huddle();
    play.ask(GRACE, 'activate_tab', {ssid: 2});
    play.ask('room', 'tab_popped_up', {opener: 2, url: B});
    assert.deepEqual(sees(play), [1, 3, 1]);
  });
});

describe('following', () => {
  it('is for huddle mode, and for someone else who is there', () => {
    assert.equal(meeting().refusal(GRACE, 'follow', {client_index: ADA}), 'not_allowed');
    const play = huddle();
    assert.equal(play.refusal(GRACE, 'follow', {client_index: 9}), 'unknown_participant');
    assert.equal(play.refusal(GRACE, 'follow', {client_index: GRACE}), 'not_allowed');
    play.ask(GRACE, 'follow', {client_index: ADA});
    assert.equal(play.refusal(GRACE, 'follow', {client_index: ADA}), 'nothing_to_do');
  });

  it('never goes round in a circle', () => {
    const play = huddle();
    play.ask(GRACE, 'follow', {client_index: ADA});
    play.ask(LINUS, 'follow', {client_index: GRACE});
    assert.equal(play.refusal(ADA, 'follow', {client_index: LINUS}), 'not_allowed');
  });

  it('is told with both indexes, in both spellings', () => {
    const [event] = huddle().ask(GRACE, 'follow', {client_index: ADA});
    const payload = {client_index: GRACE, following_index: ADA, clientIndex: GRACE, followingIndex: ADA};
    assert.deepEqual(event, {name: 'huddle_follow', payload});
  });

  it('shows what the other one sees, at once and from then on', () => {
    const play = huddle();
    play.ask(GRACE, 'activate_tab', {ssid: 2});
    const told = play.told(LINUS, LINUS, 'follow', {client_index: GRACE});
    assert.deepEqual(
      told.map(({name}) => name),
      ['huddle_follow', 'tab_activated'],
    );
    play.ask(GRACE, 'activate_tab', {ssid: 1});
    assert.deepEqual(sees(play), [1, 1, 1]);
    assert.equal(findParticipant(play.state, LINUS)?.activeSsid, null);
  });

  it("stops with one's own index as following_index, and leaves the tab that was seen", () => {
    const play = huddle();
    assert.equal(play.refusal(LINUS, 'unfollow', {}), 'nothing_to_do');
    play.ask(GRACE, 'activate_tab', {ssid: 2});
    play.ask(LINUS, 'follow', {client_index: GRACE});
    const [event] = play.ask(LINUS, 'unfollow', {});
    assert.ok(event?.name === 'huddle_follow');
    assert.equal(event.payload.following_index, LINUS);
    assert.deepEqual(sees(play), [1, 2, 2]);
    play.ask(GRACE, 'activate_tab', {ssid: 1});
    assert.deepEqual(sees(play), [1, 1, 2]);
  });

  it('stops when a tab is picked, or opened', () => {
    for (const ask of [
      (play: Play) => play.ask(LINUS, 'activate_tab', {ssid: 2}),
      (play: Play) => play.ask(LINUS, 'open_tab', {url: A}),
    ]) {
      const play = huddle();
      play.ask(LINUS, 'follow', {client_index: GRACE});
      const follow = ask(play).find(({name}) => name === 'huddle_follow');
      assert.ok(follow?.name === 'huddle_follow' && follow.payload.following_index === LINUS);
      assert.equal(findParticipant(play.state, LINUS)?.following, null);
      assert.notEqual(shownSsid(play.state, LINUS), 1);
    }
  });

  it('stops when the other one leaves, with the tab that was seen', () => {
    const play = huddle();
    play.ask(GRACE, 'activate_tab', {ssid: 2});
    play.ask(LINUS, 'follow', {client_index: GRACE});
    play.ask('room', 'leave', {client_index: GRACE});
    assert.equal(findParticipant(play.state, LINUS)?.following, null);
    assert.equal(shownSsid(play.state, LINUS), 2);
  });

  it('goes on through whoever is followed: they may follow someone as well', () => {
    const play = huddle();
    play.ask(LINUS, 'follow', {client_index: GRACE});
    play.ask(GRACE, 'follow', {client_index: ADA});
    play.ask(ADA, 'activate_tab', {ssid: 2});
    assert.deepEqual(sees(play), [2, 2, 2]);
  });
});
