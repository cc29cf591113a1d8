import {FilesFolder} from '../../src/server/files/files-folder.ts';
import {SessionFiles} from '../../src/server/files/session-files.ts';
import type {FileRecord, FileStore} from '../../src/server/storage/store.ts';

/** Keeps the records of files, whatever session they are of. */
export class FakeFileStore implements FileStore {
  readonly records = new Map<string, FileRecord>();

  async addFile(file: FileRecord): Promise<void> {
    this.records.set(file.id, file);
  }

  async removeFile(id: string): Promise<void> {
    this.records.delete(id);
  }

  async listFiles(sessionId: string): Promise<readonly FileRecord[]> {
    return [...this.records.values()].filter((file) => file.sessionId === sessionId);
  }
}

/** The files of a session that has none yet. */
export function newSessionFiles(home = new FilesFolder()): SessionFiles {
  return new SessionFiles('session', home, new FakeFileStore());
}
