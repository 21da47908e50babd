import { Notice } from '#app/components/notice.tsx';
import type { PlanFormRow } from '#app/contract.ts';

/** That a row has ended, from when, and where it goes on. */
export function EndedNotice({ row: { cells, endedFrom } }: { row: PlanFormRow }) {
  if (!endedFrom) return null;
  const into = cells['merged_into'];
  return (
    <Notice title={`This has ended from ${endedFrom}${into ? ` and goes on in ${into}` : ''}`}>
      <p>
        Reports of later rounds do not ask for it. What was reported before stays. Where it ended by mistake,
        take the round out of its row in the workbook before that round opens.
      </p>
    </Notice>
  );
}
