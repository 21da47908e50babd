import { describeConstantReporters, describeReporting } from '#server/domain/finding/plan-findings.ts';
import type { CoverageRow, CoverageState } from '#server/domain/plan/coverage.calculations.ts';
import type { FigureFrame } from './build-timeline-figures.ts';
import type { FigureCell, FigureDefinition } from './figure.types.ts';
import { buildTextCell } from './status-cells.ts';

/** The meaning of each symbol in the grid. */
export const coverageWords: Record<CoverageState, { word: string; mark: string }> = {
  reported: { word: 'Reported', mark: 'solid' },
  not_reported: { word: 'Not reported', mark: 'unknown' },
  not_due: { word: 'Not due', mark: '' },
};

/** Returns the cell of a reporter and a round: whether it has reported, in a word with its symbol. */
export function buildCoverageCell(state: CoverageState = 'not_due'): FigureCell & { kind: 'text' } {
  const { word, mark } = coverageWords[state];
  return { ...buildTextCell(word), mark };
}

/** Returns the newest three rounds, oldest first: as many as a map shows. */
export const listNewestRounds = <Each>(rounds: readonly Each[]): Each[] => rounds.slice(-3);

/**
 * Builds the map of the states that carries whether each has reported for the newest rounds: equal squares in roughly
 * their geographic position. Nothing is ranked.
 */
export function buildReportingMap(
  frame: FigureFrame,
  coverage: readonly CoverageRow[],
  rounds: readonly { code: string; title: string }[],
  tiles: ReadonlyMap<string, { row: number; column: number }>,
): FigureDefinition {
  const shown = listNewestRounds(rounds);
  const states = coverage
    .filter(({ kind }) => kind === 'state')
    .map((row) => ({ ...row, states: listNewestRounds(row.states) }));
  return {
    ...frame,
    id: 'reporting',
    title: describeReporting(states, shown),
    summary: 'Map of the member states: which have reported for the newest rounds',
    path: '/',
    unit: 'reports',
    source: 'reports received and accepted by the secretariat',
    notes: [
      'Squares are equal and roughly in the states’ positions. Where a round was not due, the state was not asked.',
    ],
    columns: [
      { key: 'state', label: 'State', numeric: false },
      ...shown.map(({ code }) => ({ key: code, label: code, numeric: false })),
    ],
    rows: states.map(({ code, name, states: reported }) => ({
      key: code,
      cells: {
        state: { ...buildTextCell(name, `/states/${code.toLowerCase()}`), list: { name: 'state', code } },
        ...Object.fromEntries(shown.map((round, at) => [round.code, buildCoverageCell(reported[at])])),
      },
    })),
    chart: {
      kind: 'tiles',
      label: 'state',
      value: null,
      series: shown.map(({ code }) => code),
      places: Object.fromEntries(
        states.flatMap(({ code }) => {
          const tile = tiles.get(code);
          return tile ? [[code, tile] as const] : [];
        }),
      ),
    },
  };
}

/**
 * Builds the figure of who has reported for which round. Rows keep the given order, which ranks nobody:
 * states by name, then bodies.
 */
export function buildCoverage(
  frame: FigureFrame,
  coverage: readonly CoverageRow[],
  rounds: readonly { code: string; title: string }[],
): FigureDefinition {
  return {
    ...frame,
    id: 'coverage',
    title: describeConstantReporters(coverage, rounds),
    summary: 'Which member states and sectoral bodies have reported for which round, by name',
    path: '/states',
    unit: 'reports',
    source: 'reports received and accepted by the secretariat',
    notes: ['Where a round was not due, the reporter was not asked. The order is that of the names.'],
    columns: [
      { key: 'reporter', label: 'Reporter', numeric: false },
      { key: 'kind', label: 'Kind', numeric: false },
      ...rounds.map(({ code }) => ({ key: code, label: code, numeric: false })),
    ],
    rows: coverage.map(({ code, name, kind, states }) => ({
      key: code,
      cells: {
        reporter:
          kind === 'state'
            ? {
                ...buildTextCell(name, `/states/${code.toLowerCase()}`),
                list: { name: 'state', code },
              }
            : buildTextCell(code, `/bodies/${encodeURIComponent(code)}`),
        kind: buildTextCell(kind === 'state' ? 'Member states' : 'Sectoral bodies'),
        ...Object.fromEntries(rounds.map((round, at) => [round.code, buildCoverageCell(states[at])])),
      },
    })),
    chart: { kind: 'grid', label: 'reporter', group: 'kind', series: rounds.map(({ code }) => code) },
  };
}
