import {type Refusal, refuse} from './refusals.ts';
import type {SessionSettings} from './settings.ts';

/** Largest file that any session takes, in megabytes. */
export const MAX_FILE_MEGABYTES = 50;

/** Why a session takes no such file, downloaded or shared, or null when it does. `bytes` is what is known of its size. */
export function refusedFile(
  {max_file_size: most, file_types: types}: SessionSettings,
  filename: string,
  bytes: number,
): Refusal | null {
  if (bytes > most * 1024 * 1024) return refuse('too_large', `Expected a file of at most ${most} MB.`);
  const lower = filename.toLowerCase();
  if (types.length === 0 || types.some((type) => lower.endsWith(type.toLowerCase()))) return null;
  return refuse('wrong_type', `Expected a file that ends with ${types.join(', ')}; got "${filename.slice(0, 100)}".`);
}
