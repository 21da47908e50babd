import { describeConstantReporters } from '#server/domain/finding/plan-findings.ts';
import type { CoverageRow, CoverageState } from '#server/domain/plan/coverage.calculations.ts';
import type { FigureFrame } from './build-timeline-figures.ts';
import type { FigureDefinition } from './figure.types.ts';
import { buildTextCell } from './status-cells.ts';

/** The meaning of each symbol in the grid. */
export const coverageWords: Record<CoverageState, { word: string; mark: string }> = {
  reported: { word: 'Reported', mark: 'solid' },
  not_reported: { word: 'Not reported', mark: 'unknown' },
  not_due: { word: 'Not due', mark: '' },
};

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
    path: '/',
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
        ...Object.fromEntries(
          rounds.map((round, at) => {
            const { word, mark } = coverageWords[states[at] ?? 'not_due'];
            return [round.code, { ...buildTextCell(word), mark }];
          }),
        ),
      },
    })),
    chart: { kind: 'grid', label: 'reporter', group: 'kind', series: rounds.map(({ code }) => code) },
  };
}
