import { DateText } from '#app/components/date-text.tsx';
import { Details } from '#app/components/details.tsx';
import type { RoundEvent } from '#app/contract.ts';
import styles from './round.module.css';

const words: Record<RoundEvent['event'], string> = {
  opened: 'Opened',
  closed: 'Closed',
  reopened: 'Opened again',
};

/** When the round was opened, closed and opened again, by whom and why; newest first. */
export function RoundEvents({ events }: { events: readonly RoundEvent[] }) {
  if (events.length === 0) return null;
  return (
    <Details
      summary="When this round was opened and closed"
      open={events.some(({ event }) => event === 'reopened')}
    >
      <ul className={styles.events}>
        {events.map(({ event, by, at, reason, closesOn }) => (
          <li key={at}>
            {words[event]} by {by}, <DateText iso={at} />
            {event === 'reopened' && closesOn ? (
              <>
                , until <DateText iso={closesOn} />
              </>
            ) : null}
            {reason ? `: ${reason}` : ''}
          </li>
        ))}
      </ul>
    </Details>
  );
}
