import {answerStub, isStub} from '../drop-in/stub.ts';
import type {InsideWebfuse} from './inside-webfuse.ts';
import {InsideSurfly} from './surfly.ts';

/** Takes the places that pages look at, whoever is there, and does what they asked of the stubs. */
export function takePlaces(globals: object, webfuse: InsideWebfuse): void {
  const surfly = new InsideSurfly(webfuse);
  for (const [name, own] of Object.entries({webfuse, Webfuse: webfuse, Surfly: surfly})) {
    const found = (globals as Record<string, unknown>)[name];
    Object.assign(globals, {[name]: own});
    if (isStub(found)) answerStub(found, own);
  }
}
