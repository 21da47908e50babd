import { SummaryList } from '#app/components/summary-list.tsx';
import type { StoredEdit } from '#app/contract.ts';

/** From when an edit counts and why, as it was said before the preview. */
export function AmendmentSaid({
  amendment: { effectiveRound, title, reason },
  rounds,
}: {
  amendment: NonNullable<StoredEdit['amendment']>;
  rounds: readonly { code: string; title: string }[];
}) {
  const round = rounds.find(({ code }) => code === effectiveRound);
  return (
    <SummaryList
      rows={[
        { term: 'Counts from', value: round ? `${round.title} (${round.code})` : effectiveRound },
        { term: 'Title of the amendment', value: title },
        { term: 'Reason', value: reason },
      ]}
    />
  );
}
