import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Secrets} from '../../../src/server/browser/secrets.ts';
import {Whereabouts} from '../../../src/server/browser/whereabouts.ts';

function holding(...texts: string[]): Secrets {
  const secrets = new Secrets();
  for (const text of texts) secrets.keepText(text);
  return secrets;
}

describe('what was in masked fields', () => {
  it('is masked wherever it stands, and where it is short, only by itself', () => {
    const secrets = holding('hunter2', '47');
    assert.equal(secrets.inText('Ahunter2b, HUNTER2 and 47'), 'A***b, *** and ***');
    assert.equal(secrets.inText('1947, hunter, no47'), '1947, hunter, no47');
    assert.equal(
      secrets.inAddress('http://a.example/47/hunter2?x=47&y=147#47'),
      'http://a.example/***/***?x=***&y=147#***',
    );
  });

  it('is masked as one where several overlap', () => {
    const secrets = holding('hunt', 'hunter2', 'r2-d2');
    assert.equal(secrets.inText('<hunter2-d2>'), '<***>');
    assert.equal(holding('aaaa').inText('a'.repeat(9_000)).replaceAll('a', ''), '***');
  });

  it('is masked however it is encoded', () => {
    const secrets = holding('Zürich 5%/x');
    for (const text of [
      'Zürich 5%/x',
      'zürich5%/X',
      'Z%C3%BCrich%205%25%2Fx',
      'Z%c3%bcrich+5%25%2fx',
      'Z%FCrich%205%25/x',
      '%5A%C3%BC%72%69%63%68%20%35%25%2F%78',
      'Z%25C3%25BCrich%25205%2525%252Fx',
    ])
      assert.equal(
        secrets.inAddress(`http://a.example/?q=${text}&r=%C3%BC%`),
        'http://a.example/?q=***&r=%C3%BC%',
        text,
      );
  });

  it('leaves an address one to which a page can be sent', () => {
    const secrets = new Secrets();
    assert.equal(secrets.inAddress('http://shop.example:8080/'), 'http://shop.example:8080/');
    for (const text of ['http', 'shop', '8080', 'blank', 'example']) secrets.keepText(text);
    assert.equal(secrets.inAddress('about:blank#shop'), 'about:blank#***');
    assert.equal(secrets.inAddress('http://shop.example:8080/shop'), 'http://shop.example:8080/***');
    assert.equal(secrets.inAddress('http://shop.other:8080/'), 'http://***.other:8080/');
    assert.ok(URL.canParse('http://***.other:8080/'));
  });

  it('is masked with all that follows where it is longer than what is kept', () => {
    const secrets = holding('lorem ipsum '.repeat(100));
    assert.equal(secrets.inText(`Note: ${'lorem ipsum '.repeat(100)} dolor`), 'Note: ***');
    assert.equal(holding('x'.repeat(200)).inText(`${'x'.repeat(200)} dolor`), '*** dolor');
  });

  it('is forgotten once it is no more than what a text was on the way', () => {
    let now = 0;
    const secrets = new Secrets(() => now);
    const word = 'hunter2';
    for (let length = 1; length <= word.length; length++) {
      secrets.keepText(word.slice(0, length), word.slice(0, length - 1));
    }
    assert.equal(secrets.inText('hunt hunte hunter2'), '*** *** ***');
    now = 10_000;
    assert.equal(secrets.inText('hunt hunte hunter2'), 'hunt hunte ***');
    // What is typed over or taken back was all of it once.
    secrets.keepText('hunter', word);
    secrets.keepText('4711', 'hunter');
    now = 20_000;
    assert.equal(secrets.inText('hunt hunter hunter2 4711'), 'hunt *** *** ***');
  });

  it('is forgotten when there is far too much of it, the oldest first', () => {
    const secrets = new Secrets();
    for (let index = 0; index <= 1_000; index++) secrets.keepText(`secret ${index}!`);
    secrets.keepText('  ');
    assert.equal(secrets.inText('secret 0! secret 1! secret 1000!'), 'secret 0! *** ***');
  });

  it('leaves no piece of it where an address or a title is too long to be told', () => {
    const told: string[] = [];
    const listener = {
      relocating: (url: string) => told.push(url),
      relocated: (url: string) => told.push(url),
      changed: ({title}: {title?: string}) => told.push(`${title}`),
    };
    const where = new Whereabouts('about:blank', listener, holding('hunter2-tr0ub4dor'));
    const address = `http://a.example/${'x'.repeat(8_170)}/`;
    where.relocating(`${address}hunter2-tr0ub4dor`);
    where.relocated(`${address}hunter2-tr0ub4dor`);
    where.changed({title: `${'x'.repeat(995)} hunter2-tr0ub4dor`});
    assert.deepEqual(told, [`${address}***`, `${address}***`, `${'x'.repeat(995)} ***`]);
  });
});
