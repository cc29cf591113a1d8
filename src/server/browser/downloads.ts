import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import type {Protocol} from 'puppeteer-core';
import {type Refusal, refuse} from '../../model/refusals.ts';
import type {Download} from '../../protocol/rpc.ts';
import {cleanFileName} from '../files/names.ts';
import type {RefusesFile} from '../files/session-files.ts';
import {removeTempFolder} from '../storage/temp-folder.ts';
import type {Chromium} from './chromium.ts';
import {DownloadProgress} from './download-progress.ts';

/** How many files can be on their way at once. One that never ends must not keep the next ones from coming. */
const MAX_RUNNING = 5;

/** A file that was downloaded: it is where the browser put it, and removed from there afterwards. */
export interface DownloadedFile {
  readonly path: string;
  /** As the site calls it. */
  readonly filename: string;
}

/** Told of what the pages of a context download. */
export interface DownloadsListener {
  /** A download begins in a frame. Answers with the tab that it belongs to, or null when it is none of ours. */
  downloading(guid: string, frameId: string): number | null;
  /** The name of a tab's file as everyone may know it. */
  named(ssid: number, filename: string): string;
  /** Why a file is not wanted, of which `bytes` are known, or null. */
  readonly refusesFile: RefusesFile;
  /** A file that a tab wanted is not had. */
  refused(ssid: number, why: Refusal): void;
  /** One came to nothing by itself: the website broke off, or there was no room for it. */
  failed(ssid: number): void;
  /** These are on their way in a tab, where that takes a while. */
  progressed(ssid: number, files: readonly Download[]): void;
  /** A file is there. Settles when it was taken. */
  downloaded(ssid: number, file: DownloadedFile): Promise<void>;
}

/** What the pages of a context download, from the first byte to the last. */
export class Downloads {
  readonly #chromium: Chromium;
  readonly #contextId: string;
  readonly #folder: string;
  readonly #listener: DownloadsListener;
  /** Those on their way, oldest first. */
  readonly #running = new Map<string, {readonly ssid: number; readonly filename: string}>();
  readonly #progress: DownloadProgress;

  private constructor(chromium: Chromium, contextId: string, folder: string, listener: DownloadsListener) {
    this.#chromium = chromium;
    this.#contextId = contextId;
    this.#folder = folder;
    this.#listener = listener;
    this.#progress = new DownloadProgress((ssid, files) => listener.progressed(ssid, files));
    chromium.root.on('Browser.downloadWillBegin', this.#onBegin);
    chromium.root.on('Browser.downloadProgress', this.#onProgress);
  }

  /** Lets the pages of a context download files, into a folder that they share with no other one. */
  static async allow(chromium: Chromium, browserContextId: string, listener: DownloadsListener): Promise<Downloads> {
    const folder = await chromium.makeFolder();
    await chromium.root.send('Browser.setDownloadBehavior', {
      // Under a name of the browser's own, since that of the site is not to be trusted.
      behavior: 'allowAndName',
      browserContextId,
      downloadPath: folder,
      eventsEnabled: true,
    });
    return new Downloads(chromium, browserContextId, folder, listener);
  }

  /** Forgets what is under way. */
  async dispose(): Promise<void> {
    this.#chromium.root.off('Browser.downloadWillBegin', this.#onBegin);
    this.#chromium.root.off('Browser.downloadProgress', this.#onProgress);
    this.#progress.dispose();
    await removeTempFolder(this.#folder);
  }

  #onBegin = ({guid, frameId, suggestedFilename}: Protocol.Browser.DownloadWillBeginEvent): void => {
    const ssid = this.#listener.downloading(guid, frameId);
    if (ssid === null) {
      // The browser tells everyone of every download.
      const owner = this.#chromium.gate.contextOf(frameId) ?? this.#contextId;
      if (owner === this.#contextId) this.#cancel(guid);
      return;
    }
    const filename = this.#listener.named(ssid, suggestedFilename);
    this.#running.set(guid, {ssid, filename});
    const why = this.#listener.refusesFile(filename, 0);
    if (why) this.#refuse(guid, why);
    const [oldest] = this.#running.keys();
    if (oldest !== undefined && this.#running.size > MAX_RUNNING) {
      this.#refuse(oldest, refuse('too_many', `At most ${MAX_RUNNING} files can be on their way at once.`));
    }
  };

  #onProgress = ({guid, state, receivedBytes, totalBytes}: Protocol.Browser.DownloadProgressEvent): void => {
    const download = this.#running.get(guid);
    if (!download) return;
    if (state === 'inProgress') {
      const why = this.#listener.refusesFile(download.filename, Math.max(receivedBytes, totalBytes));
      if (why) this.#refuse(guid, why);
      else
        this.#progress.note(guid, {
          ...download,
          filename: cleanFileName(download.filename),
          received: receivedBytes,
          total: totalBytes || null,
        });
      return;
    }
    this.#running.delete(guid);
    this.#progress.end(guid);
    // Why it was not taken is said by who takes it, and what cannot be removed goes with the folder.
    if (state === 'completed') this.#hand(join(this.#folder, guid), download).catch(() => {});
    else this.#listener.failed(download.ssid);
  };

  async #hand(path: string, {ssid, filename}: {readonly ssid: number; readonly filename: string}): Promise<void> {
    await this.#listener.downloaded(ssid, {path, filename});
    await rm(path, {force: true});
  }

  #refuse(guid: string, why: Refusal): void {
    const download = this.#running.get(guid);
    this.#cancel(guid);
    if (download) this.#listener.refused(download.ssid, why);
  }

  #cancel(guid: string): void {
    this.#running.delete(guid);
    this.#progress.end(guid);
    const {root} = this.#chromium;
    // Fails when it has come to its end meanwhile.
    root.send('Browser.cancelDownload', {guid, browserContextId: this.#contextId}).catch(() => {});
  }
}
