import type {ReactiveController} from 'lit';
import type {Frame, Session, Ssid} from '../../src/client/index.ts';
import type {SessionController} from '../shared/session-controller.ts';
import type {Size} from './geometry.ts';
import type {WfView} from './view.ts';

/** Paints the tab that everyone sees onto the canvas of a view, for as long as the view is in the page. */
export class Picture implements ReactiveController {
  #view: WfView;
  #controller: SessionController;
  #session: Session | null = null;
  #ssid: Ssid | null = null;
  #size: Size | null = null;
  #stop = () => {};

  constructor(view: WfView, controller: SessionController) {
    this.#view = view;
    this.#controller = controller;
    view.addController(this);
  }

  /** Size of the picture in pixels, or null while there is none of this tab. */
  get size(): Size | null {
    return this.#size;
  }

  hostUpdate(): void {
    const {session, open} = this.#controller;
    this.#show(session, open?.activeSsid ?? null);
  }

  hostDisconnected(): void {
    this.#show(null, null);
  }

  #show(session: Session | null, ssid: Ssid | null): void {
    if (session === this.#session && ssid === this.#ssid) return;
    this.#stop();
    this.#stop = () => {};
    this.#session = session;
    this.#ssid = ssid;
    this.#size = null;
    if (session && ssid !== null) this.#watch(session, ssid);
  }

  #watch(session: Session, ssid: Ssid): void {
    let stopped = false;
    const stop = session.watch(ssid, async (frame) => {
      const bitmap = await decode(frame);
      if (bitmap && !stopped) this.#paint(bitmap);
      bitmap?.close();
    });
    this.#stop = () => {
      stopped = true;
      stop();
    };
  }

  #paint(bitmap: ImageBitmap): void {
    const canvas = this.#view.renderRoot.querySelector('canvas');
    if (!canvas) return;
    const {width, height} = bitmap;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    canvas.getContext('2d', {alpha: false})?.drawImage(bitmap, 0, 0);
    if (this.#size?.width === width && this.#size.height === height) return;
    this.#size = {width, height};
    this.#view.requestUpdate();
  }
}

/** The picture, or null when its bytes are broken: the next one is as good. */
async function decode({data}: Frame): Promise<ImageBitmap | null> {
  return createImageBitmap(new Blob([data], {type: 'image/jpeg'})).catch(() => null);
}
