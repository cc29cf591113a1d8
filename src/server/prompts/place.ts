import type {CDPSession, Protocol} from 'puppeteer-core';
import type {Box} from '../../protocol/prompts.ts';

/**
 * Where an element is in the tab. Frames of other sites are processes of their own, which know no more than where
 * something is in them; each is asked for by those that may have it inside.
 */
export async function placeOf(session: CDPSession, objectId: string, all: readonly CDPSession[]): Promise<Box | null> {
  const {quads} = await session.send('DOM.getContentQuads', {objectId});
  const box = boxOf(quads[0]);
  if (!box) return null;
  const {x, y} = await offsetOf(session, all);
  return {...box, x: box.x + x, y: box.y + y};
}

/** Where the outermost frame of a process begins. */
async function offsetOf(session: CDPSession, all: readonly CDPSession[]): Promise<{x: number; y: number}> {
  const {frameTree} = await session.send('Page.getFrameTree');
  const {id: frameId, parentId} = frameTree.frame;
  if (parentId === undefined) return {x: 0, y: 0};
  for (const outer of all) {
    if (outer === session) continue;
    // Only the process that the frame stands in knows its owner.
    const owner = await outer.send('DOM.getFrameOwner', {frameId}).catch(() => null);
    if (!owner) continue;
    const {quads} = await outer.send('DOM.getContentQuads', {backendNodeId: owner.backendNodeId});
    const {x, y} = await offsetOf(outer, all);
    return {x: x + (quads[0]?.[0] ?? 0), y: y + (quads[0]?.[1] ?? 0)};
  }
  return {x: 0, y: 0};
}

function boxOf(quad: Protocol.DOM.Quad | undefined): Box | null {
  if (!quad) return null;
  const xs = quad.filter((_, index) => index % 2 === 0);
  const ys = quad.filter((_, index) => index % 2 === 1);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return {x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y};
}
