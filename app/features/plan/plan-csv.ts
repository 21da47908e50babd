import type { CsvColumn } from '#app/features/data/csv-response.ts';
import { dataLicence } from '#app/features/data/licence.ts';
import { buildPageUrl } from '#app/features/data/page-url.ts';
import type { StandCounts, StatusWord } from './answers.ts';
import { noStatus } from '#server/domain/finding/stands.ts';

/** What stands at the end of every line of every file, so that a line makes sense alone. */
function buildOrigin<Row>(
  origin: string,
  publication: number,
  pathOf: (row: Row) => string,
): CsvColumn<Row>[] {
  return [
    { name: 'publication', cell: () => publication },
    { name: 'page_url', cell: (row) => buildPageUrl(origin, pathOf(row), publication) },
    { name: 'licence', cell: () => dataLicence.code },
  ];
}

/** A part of a figure of bars: how many activities of a group have one status. */
export type CountLine = {
  group: { code: string; title: string };
  round: { code: string; title: string };
  status: { code: string; label: string };
  count: number;
  of: number;
};

/** One line for each status of the list, zeros included, then the two ways to have none. */
export function listCountLines(
  group: CountLine['group'],
  round: CountLine['round'],
  counts: StandCounts,
  statuses: readonly StatusWord[],
): CountLine[] {
  const line = (status: CountLine['status'], count: number): CountLine => ({
    group,
    round,
    status,
    count,
    of: counts.total,
  });
  return [
    ...statuses.map((word) => line(word, counts.byStatus[word.code] ?? 0)),
    line(noStatus.notReported, counts.notReported),
    line(noStatus.notDue, counts.notDue),
  ];
}

/** Columns of a file of counts; `group` names what is counted apart, null for the whole plan. */
export function buildCountColumns(
  origin: string,
  publication: number,
  group: 'area' | null,
  pathOf: (line: CountLine) => string,
): CsvColumn<CountLine>[] {
  return [
    ...(group
      ? [
          { name: `${group}_code`, cell: (line: CountLine) => line.group.code },
          { name: group, cell: (line: CountLine) => line.group.title },
        ]
      : []),
    { name: 'round_code', cell: (line) => line.round.code },
    { name: 'round', cell: (line) => line.round.title },
    { name: 'status_code', cell: (line) => line.status.code },
    { name: 'status', cell: (line) => line.status.label },
    { name: 'activities', cell: (line) => line.count },
    { name: 'of_activities', cell: (line) => line.of },
    ...buildOrigin<CountLine>(origin, publication, pathOf),
  ];
}
