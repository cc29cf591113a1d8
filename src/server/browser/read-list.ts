/**
 * Reads a list in JSON as a page says it; an empty one where that is something else: a page that took over its process can
 * say anything.
 */
export function readList(text: string, maxLength: number): unknown[] {
  if (text.length > maxLength) return [];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}
