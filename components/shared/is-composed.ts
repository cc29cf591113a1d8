/** Whether a key is an input method's. Of the one that confirms, Safari says so by its number alone. */
export function isComposed({isComposing, keyCode}: KeyboardEvent): boolean {
  return isComposing || keyCode === 229;
}
