import type { ActivityEntry } from '#app/contract.ts';
import { Definitions } from '#app/components/definitions.tsx';

/** What was amended of an activity or an indicator up to the round: by which decision, from when, and how it read before. */
export function ItemAmendments({ amendments }: { amendments: ActivityEntry['amendments'] }) {
  if (amendments.length === 0) return null;
  return (
    <>
      <h2>Amended</h2>
      {amendments.map(({ title, fromRound, cells }, at) => (
        <div key={`${at} ${title}`}>
          <p>
            From “{fromRound}”: {title}
          </p>
          <Definitions
            layout="under"
            items={cells.map(({ column, before, after }) => ({
              term: column,
              description: [`Before: ${before || 'nothing'}`, `Now: ${after || 'nothing'}`],
            }))}
          />
        </div>
      ))}
    </>
  );
}
