import { type ReactNode, useEffect, useRef, useState } from 'react';
import styles from './scroll-region.module.css';

export interface ScrollRegionProps {
  /** Names the region: id of the element that says what lies in it. */
  labelledBy: string;
  /** Scrolls at any width, not only on narrow screens. */
  always?: boolean | undefined;
  children: ReactNode;
}

/**
 * Lets wide content scroll sideways by touch, wheel and keyboard. It is in the tab order only while
 * something is cut off; until scripts have measured that, it is.
 */
export function ScrollRegion({ labelledBy, always, children }: ScrollRegionProps) {
  const box = useRef<HTMLElement>(null);
  const [overflows, setOverflows] = useState(true);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setOverflows(element.scrollWidth > element.clientWidth + 1);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);

  return (
    <section
      ref={box}
      className={styles.region}
      data-always={always ? '' : undefined}
      {...(overflows ? { tabIndex: 0, 'aria-labelledby': labelledBy } : {})}
    >
      {children}
    </section>
  );
}
