import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';

const publication = {
  number: 3,
  title: 'Progress in the second half of 2025',
  publishedAt: '2026-05-20T02:00:00.000Z',
  round: '2025-H2',
  roundTitle: 'Second half of 2025',
};

/** Bars of segments, with what needs escaping in every text. */
export const stacked: FigureDefinition = {
  id: 'by-area.sample',
  title: '2 activities are late: <b>"A" & B</b>',
  summary: 'Activities by area & status',
  path: '/',
  unit: 'activities',
  source: 'reports of <lead> bodies',
  coverage: '9 of 11 states',
  notes: ['One note & no more.'],
  publication,
  columns: [
    { key: 'area', label: 'Area', numeric: false },
    {
      key: 'planned',
      label: 'Planned',
      numeric: true,
      mark: 'dot',
      list: { name: 'activity_status', code: 'planned' },
    },
    {
      key: 'done',
      label: 'Completed',
      numeric: true,
      mark: 'solid',
      list: { name: 'activity_status', code: 'done' },
    },
    { key: 'held', label: 'On hold', numeric: true, mark: 'bars' },
  ],
  rows: [
    {
      key: 'A',
      cells: {
        area: { kind: 'text', text: 'A Prevention' },
        planned: { kind: 'number', value: '17' },
        done: { kind: 'number', value: '23' },
        held: { kind: 'number', value: '0' },
      },
    },
    {
      key: 'B',
      cells: {
        area: { kind: 'text', text: 'B Protection' },
        planned: { kind: 'number', value: '5' },
        done: { kind: 'none', mark: 'suppressed' },
        held: { kind: 'number', value: '0' },
      },
    },
  ],
  chart: { kind: 'stacked', label: 'area', series: ['planned', 'done', 'held'], scale: 'count' },
};

/** A figure over rounds with a target, its rows not in the order of time. */
export const course: FigureDefinition = {
  ...stacked,
  id: 'I-X1.course',
  title: '62.5% in the second half of 2025',
  unit: '%',
  columns: [
    { key: 'round', label: 'Round', numeric: false },
    { key: 'value', label: 'Share', numeric: true },
    { key: 'target', label: 'Target', numeric: true },
  ],
  rows: [
    {
      key: '2025',
      cells: { round: { kind: 'text', text: 'Target 2025' }, target: { kind: 'number', value: '70' } },
    },
    {
      key: '2024-H2',
      cells: {
        round: { kind: 'text', text: 'Second half of 2024' },
        value: { kind: 'number', value: '50', numerator: '20', denominator: '40' },
      },
    },
    {
      key: '2025-H1',
      cells: {
        round: { kind: 'text', text: 'First half of 2025' },
        value: { kind: 'none', mark: 'not_available' },
      },
    },
    {
      key: '2025-H2',
      cells: {
        round: { kind: 'text', text: 'Second half of 2025' },
        value: { kind: 'number', value: '62.5', numerator: '25', denominator: '40' },
      },
    },
  ],
  chart: {
    kind: 'course',
    label: 'round',
    shape: 'level',
    value: 'value',
    target: 'target',
    coverage: null,
    places: {
      '2024-H2': { is: 'round', start: '2024-07-01', end: '2024-12-31', short: 'H2' },
      '2025-H1': { is: 'round', start: '2025-01-01', end: '2025-06-30', short: 'H1' },
      '2025-H2': { is: 'round', start: '2025-07-01', end: '2025-12-31', short: 'H2' },
      '2025': { is: 'target', start: '2025-01-01', end: '2025-12-31', short: '2025' },
    },
    limit: 100,
    whole: false,
    breaks: [],
  },
};

const byState = (code: string, values: [string, string]) => ({
  key: code,
  cells: {
    state: { kind: 'text', text: `State ${code}` },
    first: { kind: 'number', value: values[0] },
    second: { kind: 'number', value: values[1] },
  } as const,
});

/** Small multiples on one scale; one state has no number at all. */
export const multiples: FigureDefinition = {
  ...stacked,
  id: 'I-X1.by-state',
  columns: [
    { key: 'state', label: 'State', numeric: false },
    { key: 'first', label: '2025-H1', numeric: true },
    { key: 'second', label: '2025-H2', numeric: true },
  ],
  rows: [
    byState('AA', ['1', '2']),
    byState('BB', ['30', '4']),
    {
      key: 'CC',
      cells: {
        state: { kind: 'text', text: 'State CC' },
        first: { kind: 'none', mark: 'withheld' },
        second: { kind: 'none', mark: 'not_yet_reported' },
      },
    },
    byState('DD', ['0', '6']),
    byState('EE', ['7', '8']),
  ],
  chart: {
    kind: 'multiples',
    label: 'state',
    series: ['first', 'second'],
    shape: 'level',
    scale: 'shared',
    limit: null,
    unit: null,
  },
};
