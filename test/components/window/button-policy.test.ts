import {expect} from '@open-wc/testing';
import {Emitter} from '../../../src/client/emitter.ts';
import type {Space} from '../../../src/client/space.ts';
import {dress} from '../../../src/client/window/button.ts';

describe('the button that starts a session, in a page with a strict Content-Security-Policy', () => {
  it('looks as it does elsewhere', () => {
    const policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "style-src 'none'";
    document.head.append(policy);
    const button = document.createElement('button');
    dress(button, {} as Space, new Emitter(), {});
    expect(getComputedStyle(button).position).to.equal('fixed');
    button.remove();
  });
});
