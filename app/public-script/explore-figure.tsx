import { createRoot } from 'react-dom/client';
import { buildExploreChart } from '#server/domain/figure/explore-series.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { ExploreChart } from './explore-chart.tsx';

/**
 * Draws a chart to explore into `place`. Comes with all that it needs when a reader asks for it. Throws where the
 * figure has none.
 */
export function exploreFigure(
  place: HTMLElement,
  figure: FigureDefinition,
  words: { shown: string; onError: () => void },
): () => void {
  const chart = buildExploreChart(figure);
  if (!chart) throw new Error(`There is no chart of ${figure.id}.`);
  const root = createRoot(place, { onUncaughtError: words.onError });
  root.render(<ExploreChart figure={figure} chart={chart} shownWord={words.shown} />);
  return () => root.unmount();
}
