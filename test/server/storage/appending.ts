import {SqliteStore} from '../../../src/server/storage/sqlite-store.ts';
import {begun, next} from './records.ts';

/** A process of its own that appends to a session for ever, and prints the number of each event that it was told is safe. */
const store = await SqliteStore.open(process.argv[2]!);
void store.failed.then(({message}) => console.log(`failed: ${message}`));
try {
  await store.append(begun('s1'));
  for (let number = 1; ; number += 1) {
    console.log(number);
    await store.append(next('s1', number));
  }
} catch (error) {
  console.log(`refused: ${(error as Error).message}`);
  await store.check().catch(({message}) => console.log(`then: ${message}`));
  await store.close();
}
