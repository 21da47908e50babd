import { useId } from 'react';
import { type BarSegment, drawBar } from '#server/domain/figure/draw/draw-bar.ts';
import { drawSparkline } from '#server/domain/figure/draw/draw-sparkline.ts';
import { type Things, formatCount } from '#server/domain/language/counted-nouns.ts';
import styles from './drawn.module.css';

/** Values over time as a small line in a table: oldest first, null where there is no number. */
export function Sparkline({ values, label }: { values: readonly (number | null)[]; label: string }) {
  return (
    <span className={styles.sparkline} dangerouslySetInnerHTML={{ __html: drawSparkline(values, label) }} />
  );
}

/** Things by their status as one bar: "Viet Nam: 10 activities: 3 completed, 2 delayed." */
export function StatusBar({
  label,
  unit,
  segments,
}: {
  label: string;
  unit: Things;
  segments: readonly BarSegment[];
}) {
  const id = useId().replaceAll(/[^\w-]/g, '');
  const total = segments.reduce((sum, { value }) => sum + value, 0);
  const svg = drawBar(id, `${label}: ${formatCount(total, unit)}`, segments);
  return <div className={styles.bar} dangerouslySetInnerHTML={{ __html: svg }} />;
}
