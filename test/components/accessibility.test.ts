import {expect, fixture, html} from '@open-wc/testing';
import {ACCESSIBLE} from '../docs/accessibility-table.ts';
import {find, leastContrast, leastTarget, said, saidItself} from '../support/accessible/look.ts';
import {SCENES} from '../support/accessible/scenes.ts';
import {waitUntil} from '../support/wait-until.ts';

const root = document.documentElement;

describe('the table of the docs on accessibility', () => {
  before(async () => {
    // Which has axe loaded.
    await expect(await fixture<HTMLElement>(html`<p></p>`)).to.be.accessible();
    // Of which axe knows nothing else.
    document.body.style.background = 'Canvas';
  });

  afterEach(() => {
    root.style.colorScheme = '';
    Reflect.deleteProperty(navigator, 'clipboard');
  });

  after(() => {
    document.body.style.background = '';
  });

  it('has a line for every element', () => {
    expect(Object.keys(ACCESSIBLE)).to.deep.equal(Object.keys(SCENES));
  });

  for (const [tag, {roles, says, contrast = Infinity, target = Infinity}] of Object.entries(ACCESSIBLE)) {
    describe(`<${tag}>`, () => {
      it('has these roles and names', async () => {
        const {element} = await SCENES[tag]!();
        for (const [role, name] of roles) {
          const begins = name.endsWith('…') || name === '' ? new RegExp(`^${name.replace('…', '')}`) : name;
          await waitUntil(() => find(element, role, begins), `${role} ${name}`);
        }
      });

      it('has as much contrast, and targets as large', async () => {
        const {element} = await SCENES[tag]!();
        for (const scheme of ['light', 'dark']) {
          root.style.colorScheme = scheme;
          expect(leastContrast(element), scheme).to.be.at.least(contrast);
        }
        expect(leastTarget(element)).to.be.at.least(target);
      });

      it('is used by keyboard as it says', async () => {
        const {keys} = await SCENES[tag]!();
        await keys?.();
      });

      it('says aloud what it says it does', async () => {
        const {element, news, keys} = await SCENES[tag]!();
        if (!says) {
          await news?.();
          await keys?.();
          expect(saidItself(element)).to.equal('');
          return;
        }
        const [, example] = says;
        expect(said(element)).not.to.contain(example);
        await news?.();
        await waitUntil(() => said(element).includes(example), `"${example}" aloud`);
      });
    });
  }
});
