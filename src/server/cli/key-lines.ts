import type {ListedKey} from '../control/key-desk.ts';

const HEADS = ['id', 'type', 'space', 'name', 'key', 'made', 'used', 'state'];

/** Keys as a table, one a line, under a line that says what is what. */
export function keyLines(keys: readonly ListedKey[]): string[] {
  const rows = [HEADS, ...keys.map(cells)];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}

function cells({id, type, space, name, shown, createdAt, lastUsedAt, revokedAt, managed}: ListedKey): string[] {
  const state = revokedAt !== null ? `revoked ${dayOf(revokedAt)}` : managed ? 'in the config' : 'valid';
  const used = lastUsedAt === null ? 'never' : dayOf(lastUsedAt);
  return [String(id), type, space ?? '-', name || '-', shown, dayOf(createdAt), used, state];
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
