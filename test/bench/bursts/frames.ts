/** So many events come at once, each in a task of its own as from a socket, once in so many frames. */
const BURST = 100;
const EVERY = 4;

/** Resolves when the next frame begins, with the time. */
export const frame = () => new Promise<number>(requestAnimationFrame);

/** How long each frame takes, in milliseconds, until something is done. */
export async function framesDuring(work: () => Promise<unknown>): Promise<readonly number[]> {
  const frames: number[] = [];
  let done = false;
  const count = async () => {
    let last = await frame();
    while (!done) {
      const now = await frame();
      frames.push(now - last);
      last = now;
    }
  };
  const counted = count();
  await work();
  done = true;
  await counted;
  return frames;
}

/** Has what is told come in bursts. */
export async function burst<Event>(events: readonly Event[], told: (event: Event) => void): Promise<void> {
  const {port1, port2} = new MessageChannel();
  port2.onmessage = ({data}) => told(data);
  for (let at = 0; at < events.length; at += BURST) {
    for (const event of events.slice(at, at + BURST)) port1.postMessage(event);
    for (let wait = 0; wait < EVERY; wait++) await frame();
  }
  port1.close();
}
