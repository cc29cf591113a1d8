import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {pinsFrom} from '../../../src/server/storage/matching.ts';
import {type Claim, StaleAppendError, StoreError, TakenError} from '../../../src/server/storage/store.ts';
import {begun, claimOf, FACTS, NOW, next, said, seatOf, sessionOf, spaceOf, webhookOf} from './records.ts';
import {ofEveryStore} from './stores.ts';

const ALL = {offset: 0, limit: 100};

ofEveryStore('sessions', (promised) => {
  promised('numbers events from 1 and gives them back as they were, page by page', async (store) => {
    await store.append(begun('s1'));
    await store.append(next('s1', 1, {events: [said('two'), said('three')]}));
    await store.append(begun('s2'));
    const [one, two] = await store.readEvents('s1', 0, 2);
    assert.deepEqual(one, {number: 1, at: NOW, event: said('hello').event});
    assert.deepEqual(two, {number: 2, at: NOW + 1, event: said('two').event});
    assert.deepEqual(await store.readEvents('s1', 2, 10), [{number: 3, at: NOW + 1, event: said('three').event}]);
    assert.deepEqual(await store.readEvents('nobody', 0, 10), []);
  });

  promised('refuses an append that is not the next one, whole', async (store) => {
    await store.append(begun('s1'));
    const facts = {...FACTS, participantCount: 7};
    for (const stale of [
      next('s1', 0),
      next('s1', 2),
      next('s1', 1, {epoch: 2}),
      next('s2', 0),
      begun('s1'),
      {...begun('s3'), epoch: 2},
    ]) {
      await assert.rejects(store.append({...stale, facts, seats: [seatOf(0)]}), StaleAppendError);
    }
    assert.equal((await store.readEvents('s1', 0, 10)).length, 1);
    assert.deepEqual(await store.listSessions(ALL), {
      count: 1,
      results: [{id: 's1', spaceId: 'demo', createdAt: NOW, pin: null, tags: [], ...FACTS}],
    });
    const [claimed] = await store.claimSessions(claimOf());
    assert.deepEqual(claimed?.seats, []);
  });

  promised('keeps what comes at once in order, whatever is refused between', async (store) => {
    const asked = [begun('s1'), next('s1', 1), next('s1', 1), next('s1', 2), begun('s1'), next('s1', 3)];
    const settled = await Promise.allSettled(asked.map((append) => store.append(append)));
    assert.deepEqual(
      settled.map(({status}) => status),
      ['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'],
    );
    const events = await store.readEvents('s1', 0, 10);
    assert.deepEqual(
      events.map(({number, at}) => [number, at]),
      [
        [1, NOW],
        [2, NOW + 1],
        [3, NOW + 2],
        [4, NOW + 3],
      ],
    );
  });

  promised('keeps facts and seats that come without an event', async (store) => {
    await store.append(begun('s1'));
    const facts = {startedAt: NOW, endedAt: null, participantCount: 2, firstMember: {name: 'Ada', email: ''}};
    const waiting = seatOf(1, {waiting: true, browserHash: 'browser', urls: ['https://shop.example/']});
    await store.append(next('s1', 1, {events: [], facts, seats: [waiting, seatOf(0)]}));
    await store.append(next('s1', 1, {seats: [seatOf(2), seatOf(0, {tokenHash: 'other'})]}));
    await store.append(next('s1', 2, {seatsGone: [2]}));
    const [claimed] = await store.claimSessions(claimOf());
    assert.deepEqual(claimed, {
      record: sessionOf('s1'),
      facts,
      epoch: 2,
      number: 3,
      seats: [seatOf(0, {tokenHash: 'other'}), waiting],
    });
  });

  promised('gives live sessions to whoever claimed them last, and appends of anyone else are stale', async (store) => {
    await store.append(begun('s1', {pin: '1234'}));
    await store.append(begun('over', {}, {...FACTS, endedAt: NOW}));
    assert.deepEqual(
      (await store.claimSessions(claimOf())).map(({record, epoch}) => [record.id, record.pin, epoch]),
      [['s1', '1234', 2]],
    );
    await assert.rejects(store.append(next('s1', 1)), StaleAppendError);
    await store.append(next('s1', 1, {epoch: 2}));
    const [claimed] = await store.claimSessions(claimOf());
    assert.deepEqual([claimed?.epoch, claimed?.number], [3, 2]);
  });

  promised('gives no server the live sessions of another one that keeps them', async (store) => {
    const ids = async (claim: Partial<Claim>) =>
      (await store.claimSessions(claimOf(claim))).map(({record}) => record.id);
    assert.deepEqual(await ids({owner: 'a'}), []);
    await store.append(begun('s1', {}, FACTS, 'a'));
    assert.deepEqual(await ids({owner: 'b'}), []);
    await store.append(begun('s2', {}, FACTS, 'b'));
    const goingOn = {now: NOW + 59_999, until: NOW + 90_000, fresh: false};
    assert.deepEqual(await ids({owner: 'a', ...goingOn}), []);
    assert.deepEqual(await ids({owner: 'b', ...goingOn, now: NOW + 89_999}), []);
    await store.append(next('s1', 1));
    await store.append(next('s2', 1));
  });

  promised(
    'gives the sessions of a server that is gone to the first that asks, and its own to one that begins',
    async (store) => {
      await store.claimSessions(claimOf({owner: 'a'}));
      await store.append(begun('s1', {}, FACTS, 'a'));
      await store.append(begun('s2', {}, FACTS, 'nobody'));
      const claimed = async (claim: Partial<Claim>) =>
        (await store.claimSessions(claimOf(claim))).map(({record, epoch}) => [record.id, epoch]);
      assert.deepEqual(await claimed({owner: 'b'}), [['s2', 2]]);
      assert.deepEqual(await claimed({owner: 'a'}), [['s1', 2]]);
      const late = {now: NOW + 60_000, until: NOW + 120_000, fresh: false};
      assert.deepEqual(await claimed({owner: 'b', ...late}), [['s1', 3]]);
      assert.deepEqual(await claimed({owner: 'c', ...late}), []);
      await assert.rejects(store.append(next('s1', 1, {epoch: 2})), StaleAppendError);
      await store.append(next('s1', 1, {epoch: 3}));
      assert.deepEqual(await claimed({owner: 'a', ...late}), []);
    },
  );

  promised('promises each PIN once, as long as it is not over and no session with it lives', async (store) => {
    const [now, until] = [NOW, NOW + 60_000];
    const take = (from: number, at = now) => store.promisePin({from, now: at, until});
    assert.deepEqual(await Promise.all([take(9_999), take(9_999), take(9_999), take(2)]), [
      '9999',
      '0000',
      '0001',
      '0002',
    ]);
    await store.append(begun('s1', {pin: '9999'}));
    assert.equal(await take(9_999, until), '0000');
    await store.append(begun('s2', {pin: '0000'}));
    await store.append(next('s1', 1, {facts: {...FACTS, endedAt: NOW}}));
    assert.equal(await take(9_999), '9999');
  });

  promised('finds a live session by its PIN, whoever has it', async (store) => {
    const tags = ['tea'];
    await store.append(begun('s1', {pin: '0815', tags}, FACTS, 'other'));
    assert.deepEqual(await store.findPin('0815'), sessionOf('s1', {pin: '0815', tags}));
    assert.equal(await store.findPin('0816'), undefined);
    await store.append(next('s1', 1, {facts: {...FACTS, endedAt: NOW}}));
    assert.equal(await store.findPin('0815'), undefined);
  });

  promised('lists sessions, newest first, by what is known of them', async (store) => {
    const started = {...FACTS, startedAt: NOW + 500};
    await store.append(begun('Abc1', {createdAt: NOW, tags: ['tea', 'a "b"']}));
    await store.append(begun('abC2', {createdAt: NOW + 2, spaceId: 'other'}, started));
    await store.append(begun('xyz3', {createdAt: NOW + 1}, {...started, endedAt: NOW + 500 + 12_900}));
    const ids = async (filter: object) => (await store.listSessions({...ALL, ...filter})).results.map(({id}) => id);
    assert.deepEqual(await ids({}), ['abC2', 'xyz3', 'Abc1']);
    assert.deepEqual(await ids({active: true}), ['abC2']);
    assert.deepEqual(await ids({active: false}), ['xyz3', 'Abc1']);
    assert.deepEqual(await ids({spaceId: 'demo'}), ['xyz3', 'Abc1']);
    assert.deepEqual(await ids({sessionId: 'Abc1', spaceId: undefined}), ['Abc1']);
    assert.deepEqual(await ids({sessionIdContains: 'aBC'}), ['abC2', 'Abc1']);
    assert.deepEqual(await ids({sessionIdContains: '_'}), []);
    assert.deepEqual(await ids({tag: 'tea'}), ['Abc1']);
    assert.deepEqual(await ids({tag: 'a "b"'}), ['Abc1']);
    assert.deepEqual(await ids({tag: 'te'}), []);
    assert.deepEqual(await ids({startedAfter: NOW + 500, startedBefore: NOW + 500}), ['abC2', 'xyz3']);
    assert.deepEqual(await ids({startedAfter: NOW + 501}), []);
    assert.deepEqual(await ids({durationAtLeast: 12, durationAtMost: 12}), ['xyz3']);
    assert.deepEqual(await ids({durationAtLeast: 13}), []);
    assert.deepEqual(await ids({durationAtMost: 11}), []);
    const {count, results} = await store.listSessions({offset: 1, limit: 1});
    assert.deepEqual([count, results.map(({id}) => id)], [3, ['xyz3']]);
    assert.equal((await store.findSession('xyz3'))?.endedAt, NOW + 13_400);
    assert.deepEqual((await store.findSession('Abc1'))?.tags, ['tea', 'a "b"']);
    assert.equal(await store.findSession('Xyz3'), undefined);
  });

  promised('forgets sessions that ended long ago, with all that hangs on them', async (store) => {
    await store.addSpace(spaceOf('demo'));
    const {id: webhookId} = await store.addWebhook(webhookOf());
    const over = {...FACTS, endedAt: NOW};
    await Promise.all(['old', ...Array(50).keys()].map((id) => store.append(begun(`${id}`, {}, over))));
    await store.append(begun('new', {}, {...FACTS, endedAt: NOW + 1}));
    await store.append(begun('live'));
    const file = {sessionId: 'old', filename: 'a.txt', declaredType: '', bytes: 1, sha256: '', createdAt: NOW};
    await store.addFile({...file, id: 'gone'});
    await store.addFile({...file, id: 'there', sessionId: 'new'});
    assert.equal(await store.forgetSessions(NOW + 1), 51);
    assert.equal(await store.forgetSessions(NOW + 1), 0);
    assert.equal(await store.findSession('old'), undefined);
    assert.deepEqual(await store.readEvents('old', 0, 10), []);
    assert.deepEqual(await store.listFiles('old'), []);
    assert.equal((await store.listFiles('new')).length, 1);
    const {results} = await store.listDeliveries({...ALL, webhookId});
    assert.deepEqual(
      results.map(({sessionId}) => sessionId),
      ['new', 'live'],
    );
  });

  promised('takes each ticket once', async (store) => {
    const tomorrow = Date.now() + 86_400_000;
    assert.deepEqual(await Promise.all(['a', 'a', 'b', 'a'].map((id) => store.useTicket(id, tomorrow))), [
      true,
      false,
      true,
      false,
    ]);
  });

  promised('keeps files of sessions, oldest first', async (store) => {
    await store.append(begun('s1'));
    const file = {
      id: 'z',
      sessionId: 's1',
      filename: 'ä.pdf',
      declaredType: 'application/pdf',
      bytes: 5,
      sha256: 'ab',
      createdAt: 9,
    };
    await store.addFile(file);
    await store.addFile({...file, id: 'a'});
    await assert.rejects(store.addFile(file), TakenError);
    await assert.rejects(store.addFile({...file, id: 'b', sessionId: 'nobody'}), StoreError);
    assert.deepEqual(await store.listFiles('s1'), [file, {...file, id: 'a'}]);
    await store.removeFile('z');
    await store.removeFile('nobody');
    assert.deepEqual(await store.listFiles('s1'), [{...file, id: 'a'}]);
  });

  promised('refuses everything once it is closed, after what was asked before is done', async (store) => {
    const appended = store.append(begun('s1'));
    await Promise.all([store.close(), store.close()]);
    await appended;
    await assert.rejects(store.findSession('s1'), StoreError);
  });
});

describe('the PINs that there are', () => {
  it('are all numbers of four digits, each once, wherever one begins', () => {
    const pins = [...pinsFrom(9_999)];
    assert.deepEqual([pins[0], pins[1], pins.at(-1)], ['9999', '0000', '9998']);
    assert.equal(new Set(pins).size, 10_000);
    assert.ok(pins.every((pin) => /^\d{4}$/.test(pin)));
  });
});
