import fc from 'fast-check';
import type { FigureCell, FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { stacked } from '../../unit/figure/sample-figures.ts';

const marks = ['suppressed', 'withheld', 'not_available', 'not_applicable', 'not_yet_reported'] as const;
const missing = fc
  .constantFrom(...marks)
  .map(
    (mark): FigureCell =>
      mark === 'suppressed' ? { kind: 'none', mark, least: 1, most: 10 } : { kind: 'none', mark },
  );
const numberUpTo = (most: number) =>
  fc.integer({ min: 0, max: most }).map((value): FigureCell => ({ kind: 'number', value: String(value) }));

const text = (word: string): FigureCell => ({ kind: 'text', text: word });

/** Time series of every kind: gaps, targets met and missed, a baseline, breaks, bars of a year and of a round. */
export const timeSeries: fc.Arbitrary<FigureDefinition> = fc
  .record({
    shape: fc.constantFrom('flow' as const, 'level' as const),
    most: fc.constantFrom(7, 90, 900, 60_000, 7_000_000),
    first: fc.constantFrom(2023, 2024),
    cells: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 8 }),
    targets: fc.array(fc.constantFrom('none', 'open', 'met', 'missed'), { maxLength: 5 }),
    hasBaseline: fc.boolean(),
    hasCoverage: fc.boolean(),
    breaks: fc.array(fc.nat(7), { maxLength: 3 }),
    whole: fc.boolean(),
  })
  .chain(({ cells, most, ...rest }) =>
    fc
      .record({
        values: fc.tuple(...cells.map((kind) => (kind === 0 ? missing : numberUpTo(most)))),
        aims: fc.tuple(...rest.targets.map(() => numberUpTo(most))),
        base: numberUpTo(most),
      })
      .map((drawn) => ({ ...rest, ...drawn })),
  )
  .map(({ shape, first, values, targets, aims, base, hasBaseline, hasCoverage, breaks, whole }) => {
    const rounds = values.map((value, at) => {
      const [year, half] = [first + Math.floor((at + 1) / 2), at % 2 === 0 ? 'H2' : 'H1'];
      const [start, end] = half === 'H1' ? ['01-01', '06-30'] : ['07-01', '12-31'];
      const place = { is: 'round' as const, start: `${year}-${start}`, end: `${year}-${end}`, short: half };
      const cells = { round: text(`${half} of ${year}`), value, coverage: text(`${at} of 11`) };
      return { row: { key: `${year}-${half}`, cells }, place };
    });
    const years = targets.flatMap((outcome, at) => {
      const year = first + 1 + at;
      if (outcome === 'none') return [];
      const place = {
        is: 'target' as const,
        start: `${year}-01-01`,
        end: `${year}-12-31`,
        short: String(year),
      };
      const cells = { round: text(`Target ${year}`), target: aims[at] ?? base };
      return [{ row: { key: `target-${year}`, cells }, place, outcome }];
    });
    const baseline = {
      row: { key: 'baseline', cells: { round: text('Baseline'), value: base } },
      place: { is: 'baseline' as const, start: `${first - 1}-01-01`, end: `${first - 1}-12-31`, short: '' },
    };
    const all = [...rounds, ...years, ...(hasBaseline ? [baseline] : [])];
    const changed = breaks.flatMap((at) => rounds[at]?.row.key ?? []);
    return {
      ...stacked,
      id: 'I-X1.course',
      unit: 'cases',
      columns: [
        { key: 'round', label: 'Round', numeric: false },
        { key: 'value', label: 'Cases', numeric: true },
        { key: 'target', label: 'Target', numeric: true },
        { key: 'coverage', label: 'States reporting', numeric: false },
      ],
      rows: all.map(({ row }) => row) as FigureDefinition['rows'],
      chart: {
        kind: 'course',
        label: 'round',
        shape,
        value: 'value',
        target: 'target',
        coverage: hasCoverage ? 'coverage' : null,
        places: Object.fromEntries(all.map(({ row, place }) => [row.key, place])),
        limit: null,
        whole,
        breaks: changed.map((row, at) => ({ row, text: `Change ${at}` })),
        startsAnew: changed.slice(0, 1),
        outcomes: Object.fromEntries(
          years.flatMap(({ row, outcome }) =>
            outcome === 'met' || outcome === 'missed' ? [[row.key, outcome] as const] : [],
          ),
        ),
      },
    };
  });

const series = ['delayed', 'done', 'planned', 'not-due'];

/** Stacked bars, statuses beside an axis, and statuses of rounds with a line at what is due. */
export const bars: fc.Arbitrary<FigureDefinition> = fc
  .record({
    form: fc.constantFrom('count', 'share', 'axis', 'due'),
    rows: fc.array(fc.tuple(...series.map(() => numberUpTo(30))), { minLength: 2, maxLength: 6 }),
    skipped: fc.boolean(),
  })
  .map(({ form, rows, skipped }) => {
    const named = rows.map((cells, at) => ({
      // Several lines of names among single ones.
      name:
        form === 'due'
          ? `Round ${at}`
          : at === 1
            ? 'A name that is too long for one line of its place'
            : `Row ${at}`,
      start: `${2020 + at + (skipped && at > 0 ? 1 : 0)}-01-01`,
      cells,
    }));
    return {
      ...stacked,
      id: 'bars',
      columns: [
        { key: 'area', label: 'Area', numeric: false },
        { key: 'delayed', label: 'Delayed', numeric: true, mark: 'hatched' },
        { key: 'done', label: 'Completed', numeric: true, mark: 'solid' },
        { key: 'planned', label: 'Planned', numeric: true, mark: 'dot' },
        { key: 'not-due', label: 'Not due yet', numeric: true, mark: '' },
      ],
      rows: named.map(({ name, cells }) => ({
        key: name,
        cells: { area: text(name), ...Object.fromEntries(series.map((key, at) => [key, cells[at]!])) },
      })),
      chart:
        form === 'count' || form === 'share'
          ? { kind: 'stacked', label: 'area', series, scale: form }
          : {
              kind: 'statuses',
              label: 'area',
              series,
              behind: form === 'axis' ? ['delayed'] : [],
              onTrack: ['done'],
              due: form === 'due' ? 'not-due' : null,
              places:
                form === 'due'
                  ? Object.fromEntries(named.map(({ name, start }) => [name, { start, end: start }]))
                  : null,
            },
    };
  });
