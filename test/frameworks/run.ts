import pages from 'virtual:pages';
import {TestRoom} from '../../src/client/testing/index.ts';
import {CHECKS, late, type Scene, TYPED, WRITTEN} from './checks.ts';

const define = () =>
  Promise.all([import('../../components/define.ts'), import('../../components/notices/wf-notices.ts')]);

/** Has a framework show its page before the kit is there. */
export async function runLate(framework: string): Promise<void> {
  const {mount} = await pages[framework]!();
  await late(mount, document.body, define);
}

/** Has a framework show its page, and looks whether that holds. */
export async function run(framework: string, check: string): Promise<void> {
  await define();
  const {mount} = await pages[framework]!();
  const heard: {name: string; event: Event}[] = [];
  const holder = document.createElement('div');
  document.body.replaceChildren(holder);
  const page = await mount(holder, (name: string, event: Event) => heard.push({name, event}));
  const scene: Scene = {
    page,
    holder,
    heard,
    enter: async () => {
      const room = new TestRoom({pause_enabled: true});
      const session = room.session();
      await page.set({session});
      await session.start();
      return {
        session,
        join: (name) => room.join(name),
        open: (by, url, title) => room.open(by, url, title),
      };
    },
  };
  await {...CHECKS, ...WRITTEN, ...TYPED}[check]!(scene);
}
