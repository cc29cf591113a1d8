import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {SHOP, Stage} from '../support/stage.ts';
import {isAlike, placeInShop} from '../support/visitor.ts';

describe('two people in one session', {timeout: 180_000}, () => {
  const stage = Stage.inGroup();

  it('browse a real page together, pass control, and end', async () => {
    const orderLink = await placeInShop(stage.driver, 'index.html', 'a[href="order.html"]');
    const search = await placeInShop(stage.driver, 'index.html', 'input[type=search]');

    // Ada opens the page; a session starts by itself, and the shop can be used in it.
    const ada = await stage.visit();
    await ada.inState('live');
    await ada.isAt(SHOP);
    await ada.sees('Shop, opened by you', 'tab');
    const shop = await ada.pictureAfter(null);
    await ada.clickRemote(orderLink);
    await ada.isAt(`${SHOP}order.html`);
    const order = await ada.pictureAfter(shop);
    await ada.wheelRemote(400);
    await ada.pictureAfter(order);
    await ada.mayPress('Back');
    await ada.press('Back');
    await ada.isAt(SHOP);

    // She opens a second tab, and goes back to the first.
    await ada.press('Open a tab');
    await ada.hasTabs(2);
    await ada.goTo(`${SHOP}about.html`);
    await ada.isAt(`${SHOP}about.html`);
    await ada.choose('Shop, opened by you', 'tab');
    await ada.isAt(SHOP);

    // Bob comes by the invite link, and sees the very same.
    const bob = await stage.visit(await ada.inviteLink());
    await bob.inState('live');
    assert.equal(new URL(bob.page.url()).hash, '', 'the invite is erased from the address');
    await bob.isAt(SHOP);
    await bob.seesTheSameAs(ada);

    // What he types goes nowhere until he has control.
    const before = (await ada.picture())!;
    await bob.clickRemote(search);
    await bob.page.keyboard.type('lamp');
    await bob.reads('Anna is in control');
    assert.ok(isAlike((await ada.picture())!, before));

    // He asks, she accepts, and both see what he types.
    await bob.press('Ask for control');
    await ada.press('Accept: Guest 2 asks for control');
    await bob.reads('Click or press Enter to use the page');
    await bob.clickRemote(search);
    await bob.page.keyboard.type('lamp');
    await ada.pictureAfter(before);
    await ada.seesTheSameAs(bob);
    await bob.page.keyboard.press('Enter');
    await ada.isAt(`${SHOP}?q=lamp`);
    await bob.isAt(`${SHOP}?q=lamp`);

    // He gives control back, and she ends the session for both.
    await bob.press('Give control back');
    await bob.reads('Anna is in control');
    await ada.press('End for everyone');
    await Promise.all([ada.inState('ended'), bob.inState('ended')]);
    await Promise.all([ada.reads('The session has ended'), bob.reads('The session has ended')]);
  });
});
