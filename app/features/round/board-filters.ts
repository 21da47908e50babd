import type { BoardRow } from '#app/contract.ts';
import { type SubmissionStatus, submissionStatuses } from '#server/domain/submission/submission.workflow.ts';

/** What of the board is shown; everything of it is in the address. */
export type BoardFilter = {
  status: SubmissionStatus | 'late' | null;
  kind: 'state' | 'body' | null;
};

/** Reads the filter from an address; what it does not know is as if it were not there. */
export function readBoardFilter(search: URLSearchParams): BoardFilter {
  const status = search.get('status');
  const kind = search.get('kind');
  return {
    status: status === 'late' ? 'late' : (submissionStatuses.find((known) => known === status) ?? null),
    kind: kind === 'state' || kind === 'body' ? kind : null,
  };
}

/** The same as the end of an address. */
export function writeBoardFilter({ status, kind }: BoardFilter): string {
  const search = new URLSearchParams();
  if (status) search.set('status', status);
  if (kind) search.set('kind', kind);
  const text = search.toString();
  return text ? `?${text}` : '?';
}

const isLate = ({ timing }: BoardRow) => timing.state === 'late' || timing.state === 'overdue';

/** The rows that a filter leaves, in their order. */
export function filterBoard(rows: readonly BoardRow[], { status, kind }: BoardFilter): BoardRow[] {
  return rows.filter(
    (row) =>
      (kind === null || row.reporter.kind === kind) &&
      (status === null || (status === 'late' ? isLate(row) : row.status === status)),
  );
}
