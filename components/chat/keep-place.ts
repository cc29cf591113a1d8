/**
 * Keeps what someone reads where it is when lines break anew: a list that is laid out from its end stays as far from that,
 * and everything below becomes higher in a narrow one. At the end it stays at the end by itself.
 */
export function keepPlace(scroller: HTMLElement): void {
  const topOf = (item: Element) => item.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  /** What is read, how far below the upper edge it begins, and how wide it was then. */
  let first: Element | undefined;
  let top = 0;
  let width = 0;
  const look = () => {
    first = [...scroller.querySelectorAll('li')].find((item) => topOf(item) >= 0);
    top = first ? topOf(first) : 0;
    width = scroller.clientWidth;
  };
  scroller.addEventListener('scroll', look);
  new ResizeObserver(() => {
    // One out of sight has no width, and is where it was when it is back.
    if (scroller.scrollTop < 0 && scroller.clientWidth && scroller.clientWidth !== width && first?.isConnected) {
      scroller.scrollTop += topOf(first) - top;
    }
  }).observe(scroller);
}
