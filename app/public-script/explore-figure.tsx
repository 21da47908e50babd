import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { buildInteractiveChart, type ChartChoice } from '#server/domain/figure/build-interactive-chart.ts';
import type { DrawOptions, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { InteractiveBars } from './interactive-bars.tsx';
import { InteractiveTimeSeries } from './interactive-time-series.tsx';

/** A figure with the words in which it is drawn: what definition.json answers. */
export type ExplorableFigure = Pick<DrawOptions, 'words' | 'labels'> & { definition: FigureDefinition };

/** Below this width in px an axis is squeezed. */
const smallest = 280;

const findWidth = (place: HTMLElement) => Math.max(smallest, Math.floor(place.clientWidth));

/** The chart of a figure as wide as the page gives room, with a box to tick for each part that can be left out. */
function ExploreFigure({
  place,
  figure: { definition, words, labels },
  shown,
}: {
  place: HTMLElement;
  figure: ExplorableFigure;
  shown: string;
}) {
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const [width, setWidth] = useState(() => findWidth(place));
  useEffect(() => {
    const observer = new ResizeObserver(() => setWidth(findWidth(place)));
    observer.observe(place);
    return () => observer.disconnect();
  }, [place]);
  const chart = buildInteractiveChart(definition, { width, words, labels, leftOut });
  if (!chart) throw new Error(`There is no interactive chart of ${definition.id}.`);
  const toggle = (part: string) => {
    const next = new Set(leftOut);
    if (!next.delete(part)) next.add(part);
    setLeftOut(next);
  };
  // Begun anew for each choice: the library would keep marks that are no longer there for a moment.
  const key = [width, ...leftOut].join();
  return (
    <>
      <fieldset>
        {chart.choices.some(({ part }) => part !== null) ? <legend>{shown}</legend> : null}
        {chart.choices.map((choice) => (
          <Choice key={choice.label} choice={choice} leftOut={leftOut} onToggle={toggle} />
        ))}
      </fieldset>
      <div>
        {chart.kind === 'course' ? (
          <InteractiveTimeSeries key={key} chart={chart} />
        ) : (
          <InteractiveBars key={key} chart={chart} />
        )}
      </div>
    </>
  );
}

/** An entry of the key: with a box to tick if it can be left out. */
function Choice({
  choice: { part, label, swatch },
  leftOut,
  onToggle,
}: {
  choice: ChartChoice;
  leftOut: ReadonlySet<string>;
  onToggle: (part: string) => void;
}) {
  const entry = (
    <>
      {swatch ? (
        <svg width="22" height="18" aria-hidden="true" dangerouslySetInnerHTML={{ __html: swatch.svg }} />
      ) : null}
      {label}
    </>
  );
  if (part === null) return <span>{entry}</span>;
  return (
    <label>
      <input type="checkbox" checked={!leftOut.has(part)} onChange={() => onToggle(part)} />
      {entry}
    </label>
  );
}

/**
 * Draws the interactive chart of a figure into `place`. Comes with all that it needs when a reader asks for it. Returns
 * what takes it away; `onError` is told when it cannot be drawn, also later.
 */
export function exploreFigure(
  place: HTMLElement,
  figure: ExplorableFigure,
  { shown, onError }: { shown: string; onError: () => void },
): () => void {
  const root = createRoot(place, { onUncaughtError: onError });
  root.render(<ExploreFigure place={place} figure={figure} shown={shown} />);
  return () => root.unmount();
}
