import type {ReactiveController} from 'lit';
import type {Aside, Frame, Session, Ssid} from '../../src/client/index.ts';
import {missing} from '../shared/missing.ts';
import type {SessionController} from '../shared/session-controller.ts';
import type {Size} from './geometry.ts';
import {Sight} from './sight.ts';
import type {WfView} from './view.ts';

/** Paints the tab that everyone sees onto the canvas of a view, for as long as the view is in the page and can be seen. */
export class Picture implements ReactiveController {
  #view: WfView;
  #controller: SessionController;
  #session: Session | null = null;
  #ssid: Ssid | null = null;
  #size: Size | null = null;
  #sight: Sight;
  #hear: (aside: Aside) => void;
  #stop = () => {};
  /** Stops the pictures, while they come. */
  #stopPictures: (() => void) | null = null;

  constructor(view: WfView, controller: SessionController, hear: (aside: Aside) => void) {
    this.#view = view;
    this.#controller = controller;
    this.#hear = hear;
    this.#sight = new Sight(view);
    view.addController(this);
  }

  /** Size of the page in the picture, in its CSS pixels, or null while there is no picture of this tab. */
  get size(): Size | null {
    return this.#size;
  }

  hostUpdate(): void {
    const {session, open} = this.#controller;
    this.#show(session, open?.activeSsid ?? null);
    if (!this.#sight.isSeen) this.#rest();
    else if (session && this.#ssid !== null) this.#stopPictures ??= this.#watch(session, this.#ssid);
  }

  hostDisconnected(): void {
    this.#show(null, null);
  }

  /** What was in the canvas was lost with the graphics process: it is asked for again. */
  readonly restored = () => {
    this.#rest();
    this.#view.requestUpdate();
  };

  #show(session: Session | null, ssid: Ssid | null): void {
    if (session === this.#session && ssid === this.#ssid) return;
    this.#rest();
    this.#stop();
    this.#session = session;
    this.#ssid = ssid;
    this.#size = null;
    this.#stop = session && ssid !== null ? session.watch(ssid, null, this.#hear) : () => {};
  }

  /** The last picture stays. */
  #rest(): void {
    this.#stopPictures?.();
    this.#stopPictures = null;
  }

  #watch(session: Session, ssid: Ssid): () => void {
    let stopped = false;
    const paint = async (frame: Frame) => {
      const bitmap = await decode(frame);
      // Loaded only by the owner of a tab in which something is masked.
      const drawMasked = frame.masked?.length
        ? (await import('./masks.ts').catch(missing(this.#view, 'masks')))?.drawMasked
        : null;
      if (bitmap && !stopped) this.#paint(bitmap, frame, (context) => drawMasked?.(context, frame));
      bitmap?.close();
    };
    const stop = session.watch(ssid, paint);
    return () => {
      stopped = true;
      stop();
    };
  }

  #paint(bitmap: ImageBitmap, {width, height}: Size, finish: (context: CanvasRenderingContext2D) => void): void {
    const canvas = this.#view.renderRoot.querySelector('canvas');
    if (!canvas) return;
    // A picture may have more pixels than the page, or fewer.
    if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
    if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
    const context = canvas.getContext('2d', {alpha: false})!;
    context.drawImage(bitmap, 0, 0);
    finish(context);
    if (this.#size?.width === width && this.#size.height === height) return;
    this.#size = {width, height};
    this.#view.requestUpdate();
  }
}

/** The picture, or null when its bytes are broken: the next one is as good. */
async function decode({data}: Frame): Promise<ImageBitmap | null> {
  return createImageBitmap(new Blob([data], {type: 'image/jpeg'})).catch(() => null);
}
