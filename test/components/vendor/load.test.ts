import {expect, fixture, html} from '@open-wc/testing';
import type {VendorGlobal} from '../../../src/client/vendor/api.ts';
import type {loadVendor} from '../../../src/client/vendor/load.ts';
import {STAND_IN} from '../../support/vendor/cloud.ts';

/** A page of its own, with a fresh copy of the module in it. */
interface Page extends Window {
  readonly loadVendor: typeof loadVendor;
  readonly webfuse?: object;
  readonly Webfuse?: object;
  readonly own?: object;
  readonly early?: Promise<{readonly id: string}>;
}

async function open(head: string, before = ''): Promise<Page> {
  const frame = await fixture<HTMLIFrameElement>(html`<iframe></iframe>`);
  frame.srcdoc = `
    <head>${head}</head>
    <script type="module">
      import {offerGlobal} from '/src/client/own-global.ts';
      import {loadVendor} from '/src/client/vendor/load.ts';
      ${before}
      window.loadVendor = loadVendor;
    </script>
  `;
  await new Promise((resolve) => frame.addEventListener('load', resolve));
  return frame.contentWindow as Page;
}

/** The vendor's documented loader. */
const SNIPPET = `<script>
  (function (w, d, s, n) {
    w[n] ||= {initSpace() { w[n].q = arguments; return new Promise((resolve) => { w[n].resolve = resolve; }); }};
    const script = d.createElement(s);
    script.async = 1;
    script.src = '${STAND_IN}';
    const first = d.getElementsByTagName(s)[0];
    first.parentNode.insertBefore(script, first);
  })(window, document, 'script', 'webfuse');
</script>`;

function scriptsIn(page: Page): number {
  return [...page.document.scripts].filter(({src}) => src === STAND_IN).length;
}

async function refusalOf(loading: Promise<VendorGlobal>): Promise<{code: string; message: string}> {
  return loading.then(
    () => expect.fail('it was loaded'),
    (error) => error,
  );
}

describe("the vendor's script", () => {
  it('is loaded once, however many ask', async () => {
    const page = await open('');
    const [one, other] = await Promise.all([page.loadVendor(STAND_IN), page.loadVendor(STAND_IN)]);
    expect(one).to.equal(other);
    expect(await page.loadVendor(STAND_IN)).to.equal(one);
    expect(one).to.equal(page.webfuse);
    expect(scriptsIn(page)).to.equal(1);
  });

  it('may define Webfuse instead', async () => {
    const page = await open('');
    expect(await page.loadVendor(`${STAND_IN}?global=Webfuse`)).to.equal(page.Webfuse);
    expect(page.webfuse).to.equal(undefined);
  });

  it('is not loaded where the page has it', async () => {
    const page = await open(`<script src="${STAND_IN}"></script>`);
    expect(await page.loadVendor('https://webfuse.invalid/webfuse.js')).to.equal(page.webfuse);
    expect(scriptsIn(page)).to.equal(1);
  });

  it('is waited for where the loader of the page is about to bring it', async () => {
    const page = await open(`${SNIPPET}<script>early = webfuse.initSpace('wk_tea', '838');</script>`);
    expect(await page.loadVendor('https://webfuse.invalid/webfuse.js')).to.equal(page.webfuse);
    expect(scriptsIn(page)).to.equal(1);
    expect((await page.early)?.id).to.equal('838');
  });

  it('is waited for where the loader of the page has run twice', async () => {
    const page = await open(SNIPPET + SNIPPET);
    expect(await page.loadVendor(STAND_IN)).to.equal(page.webfuse);
  });

  it("is not mistaken for the kit's own, which has its place back afterwards", async () => {
    const page = await open('', 'window.own = {initSpace() {}, on() {}}; offerGlobal(window.own);');
    const vendor = await page.loadVendor(STAND_IN);
    expect(vendor).not.to.equal(page.own);
    expect(page.webfuse).to.equal(page.own);
    expect(await page.loadVendor(STAND_IN)).to.equal(vendor);
  });

  it('fails by name when it is not there, and is tried again the next time', async () => {
    const page = await open('');
    const {code, message} = await refusalOf(page.loadVendor(`${location.origin}/nowhere/webfuse.js`));
    expect(code).to.equal('load_failed');
    expect(message).to.contain('could not be loaded');
    expect(page.document.querySelector('script[src*="nowhere"]')).to.equal(null);
    expect(page.webfuse).to.equal(undefined);
    await page.loadVendor(STAND_IN);
  });

  it('fails by name when the policy of the page blocks it, and says which', async () => {
    const page = await open('');
    const policy = page.document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "script-src 'unsafe-inline'";
    page.document.head.append(policy);
    const {code, message} = await refusalOf(page.loadVendor(STAND_IN));
    expect(code).to.equal('load_failed');
    expect(message).to.match(/Content-Security-Policy of this page .* script-src/);
  });

  it('fails by name when it takes too long', async () => {
    const page = await open('');
    expect((await refusalOf(page.loadVendor(STAND_IN, 0))).code).to.equal('timeout');
    await page.loadVendor(STAND_IN);
  });

  it('fails by name when it is something else', async () => {
    const page = await open('');
    const {code, message} = await refusalOf(page.loadVendor(`${STAND_IN}?global=Other`));
    expect(code).to.equal('load_failed');
    expect(message).to.contain('defines neither webfuse nor Webfuse');
  });
});
