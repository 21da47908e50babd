import { Component, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Button } from '#app/components/button.tsx';
import styles from './figure.module.css';

/** Keeps a chart that fails from taking the page with it; the table below holds the same numbers. */
class ChartBoundary extends Component<{ instead: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? this.props.instead : this.props.children;
  }
}

export interface FigureSlotProps {
  height: number;
  picture?: ReactNode;
  draw: 'near' | 'asked';
  children: ReactNode;
}

/**
 * The place of an interactive chart. On the server and until the chart is drawn it holds the picture,
 * or free space of the same height; where scripts are off and there is no picture it takes no room.
 */
export function FigureSlot({ height, picture, draw, children }: FigureSlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState(false);

  useEffect(() => {
    const element = place.current;
    if (!element || draw !== 'near') return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) {
          setDrawn(true);
          observer.disconnect();
        }
      },
      { rootMargin: '200px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [draw]);

  const waiting = picture ?? <div className={styles.waiting} />;
  const failed = picture ?? (
    <p className={styles.failed}>The chart could not be drawn. The table below holds the same numbers.</p>
  );
  return (
    <>
      <div
        ref={place}
        className={styles.slot}
        data-empty={picture ? undefined : ''}
        style={{ minBlockSize: picture ? undefined : height }}
      >
        {drawn ? (
          <ChartBoundary instead={failed}>
            <Suspense fallback={waiting}>{children}</Suspense>
          </ChartBoundary>
        ) : (
          waiting
        )}
      </div>
      {draw === 'asked' && !drawn ? (
        <p className={styles.ask}>
          <Button type="button" variant="quiet" compact onClick={() => setDrawn(true)}>
            Explore this chart
          </Button>
        </p>
      ) : null}
    </>
  );
}
