import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {kit, page, serveAuthorSite} from '../support/author-site.ts';
import type {Site} from '../support/site.ts';
import {SHOP, Stage} from '../support/stage.ts';
import type {Visitor} from '../support/visitor.ts';

/** What the view is called while it shows the shop's first page. */
const IN_SHOP = `Shop, ${SHOP}`;

/** What the bar of what one may do is called. */
const BAR = 'What you can do';

/** Goes there with Tab and presses Enter. */
async function use(visitor: Visitor, name: string): Promise<void> {
  await visitor.tabTo(name);
  await visitor.page.keyboard.press('Enter');
}

/** Goes to the bar of what one may do with Tab, to the action with arrows, and presses Enter. */
async function act(visitor: Visitor, name: string): Promise<void> {
  await visitor.tabInto('wf-controls');
  await visitor.arrowTo(name);
  await visitor.page.keyboard.press('Enter');
}

/** Presses a key with Shift held. */
async function shift(visitor: Visitor, key: 'Tab'): Promise<void> {
  await visitor.page.keyboard.down('Shift');
  await visitor.page.keyboard.press(key);
  await visitor.page.keyboard.up('Shift');
}

describe('a session by keyboard alone', {timeout: 180_000}, () => {
  const stage = Stage.inGroup();
  let site: Site;

  before(async () => {
    const body = `<wf-session space="demo" widget-key="wk_demo" url="${SHOP}" user-name="Ada"></wf-session>`;
    site = await serveAuthorSite(() => page(body, kit(stage.server.origin)));
  });

  after(() => site?.close());

  it('goes from its start over a change of control to its end', async () => {
    const ada = await stage.visit(site.origin);
    const {keyboard} = ada.page;

    // What starts it goes, and the focus waits for the page in its place.
    await use(ada, 'Start the session');
    await ada.isAt(SHOP);
    await ada.pictureAfter(null);
    await ada.hasFocusOn(IN_SHOP);

    // Two tabs: a second one with an address, then back to the first with an arrow.
    await use(ada, 'Open a tab');
    await ada.hasTabs(2);
    await ada.hasFocusOn('Open a tab');
    await ada.tabTo('Address');
    await keyboard.type(`${SHOP}about.html\n`);
    await ada.sees('About · Shop, opened by you', 'tab');
    await ada.tabTo('About', {backwards: true});
    await keyboard.press('ArrowLeft');
    await ada.hasFocusOn('Shop, opened by you');
    await keyboard.press('Enter');
    await ada.isAt(SHOP);

    // Back and forward; a button that has nothing more to do keeps the focus.
    await ada.tabTo('Address');
    await keyboard.type(`${SHOP}order.html\n`);
    await ada.isAt(`${SHOP}order.html`);
    await ada.mayPress('Back');
    await ada.tabTo('Back', {backwards: true});
    await ada.sees('Order · Shop, opened by you', 'tab');
    await keyboard.press('Enter');
    await ada.isAt(SHOP);
    await ada.sees('Shop, opened by you', 'tab');
    await ada.hasFocusOn('Back');

    // Focus on the page captures nothing: Tab goes on. Enter captures, and Tab is the page's.
    await ada.tabTo(IN_SHOP);
    await keyboard.press('Tab');
    assert.doesNotMatch(await ada.focused(), new RegExp(`^${IN_SHOP}`));
    await shift(ada, 'Tab');
    await ada.hasFocusOn(IN_SHOP);
    const untouched = await ada.picture();
    await keyboard.press('Enter');
    await ada.reads('Press Esc, then Tab to leave the page');
    await keyboard.press('Tab');
    await ada.pictureAfter(untouched);
    await ada.hasFocusOn(IN_SHOP);
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await ada.isAt(`${SHOP}order.html`);
    await keyboard.press('Escape');
    await keyboard.press('Tab');
    assert.doesNotMatch(await ada.focused(), new RegExp(SHOP), 'Escape and Tab lead out of the page');

    // Bob asks in the bar, where the focus stays.
    const bob = await stage.joins(ada);
    // Not the same picture: what is in the field for a password is drawn for the owner of the tab alone.
    await bob.pictureAfter(null);
    await act(bob, 'Ask for control');
    await use(ada, 'Accept: Guest 2');
    await ada.hasFocusOn('Requests');
    await bob.reads('Click or press Enter to use the page');
    await bob.hasFocusOn(BAR);

    // He goes to the products, searches, leaves the page and gives control back.
    await bob.tabTo('Address', {backwards: true});
    const order = await bob.picture();
    await bob.page.keyboard.type(`${SHOP}\n`);
    await bob.isAt(SHOP);
    await ada.isAt(SHOP);
    await bob.pictureAfter(order);
    await bob.tabTo(IN_SHOP);
    await bob.page.keyboard.press('Enter');
    const empty = await ada.picture();
    for (let links = 0; links < 7; links++) await bob.page.keyboard.press('Tab');
    await bob.page.keyboard.type('lamp');
    await ada.pictureAfter(empty);
    await bob.page.keyboard.press('Enter');
    await ada.isAt(`${SHOP}?q=lamp`);
    await bob.page.keyboard.press('Escape');
    await shift(bob, 'Tab');
    assert.doesNotMatch(await bob.focused(), new RegExp(SHOP), 'Escape and Shift+Tab lead out of the page');
    await act(bob, 'Give control back');
    await bob.reads('Ada is in control');
    await bob.hasFocusOn(BAR);

    await act(ada, 'End for everyone');
    await Promise.all([ada.inState('ended'), bob.inState('ended')]);
    await ada.hasFocusOn('People and chat');
    await bob.hasFocusOn('People and chat');
    await use(ada, 'Start');
    await ada.inState('live');
  });
});
