/** Copies a text, after a key that was pressed a moment ago. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Not in pages without https, and not in a frame that may not.
    const onCopy = (event: ClipboardEvent) => {
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    addEventListener('copy', onCopy, {capture: true, once: true});
    document.execCommand('copy');
    removeEventListener('copy', onCopy, {capture: true});
  }
}
