import {chmod, copyFile, link, mkdir, mkdtemp} from 'node:fs/promises';
import {basename, join, parse} from 'node:path';
import {removeTempFolder} from '../storage/temp-folder.ts';

/** A file that the session keeps, with the name it has for people. */
export interface SourceFile {
  readonly id: string;
  readonly path: string;
  readonly filename: string;
}

/**
 * Files of a session where the browser can read them, under their own names. There is one copy of each, however often it is
 * dropped or chosen: else few words would fill a disk.
 */
export class HandedFiles {
  readonly #makeFolder: () => Promise<string>;
  #folder: Promise<string> | null = null;
  /** Where they are, by id. */
  readonly #copies = new Map<string, Promise<string>>();

  constructor(makeFolder: () => Promise<string>) {
    this.#makeFolder = makeFolder;
  }

  /** Answers with where they are. */
  async hand(files: readonly SourceFile[]): Promise<string[]> {
    return Promise.all(files.map((file) => this.#copies.get(file.id) ?? this.#copy(file)));
  }

  /** Has them all in one folder, each under a name of its own there; answers with where that is. */
  async handTogether(files: readonly SourceFile[]): Promise<string> {
    const copies = await this.hand(files);
    const folder = join(await this.#makePlace(), 'files');
    await mkdir(folder);
    await chmod(folder, 0o755);
    const names = new Set<string>();
    for (const copy of copies) {
      const name = freeName(basename(copy), names);
      names.add(name);
      await link(copy, join(folder, name));
    }
    return folder;
  }

  async dispose(): Promise<void> {
    const folder = await this.#folder?.catch(() => null);
    if (folder) await removeTempFolder(folder);
  }

  #copy(file: SourceFile): Promise<string> {
    const copying = this.#put(file);
    this.#copies.set(file.id, copying);
    copying.catch(() => this.#copies.delete(file.id));
    return copying;
  }

  async #put({path, filename}: SourceFile): Promise<string> {
    const copy = join(await this.#makePlace(), filename);
    await copyFile(path, copy);
    await chmod(copy, 0o644);
    return copy;
  }

  /** Makes a folder in which nothing is yet. */
  async #makePlace(): Promise<string> {
    this.#folder ??= this.#makeFolder().catch((error) => {
      this.#folder = null;
      throw error;
    });
    const place = await mkdtemp(join(await this.#folder, 'file-'));
    await chmod(place, 0o755);
    return place;
  }
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const {name, ext} = parse(wanted);
  let free = wanted;
  for (let count = 2; taken.has(free); count++) free = `${name} (${count})${ext}`;
  return free;
}
