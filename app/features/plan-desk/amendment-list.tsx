import { DateText } from '#app/components/date-text.tsx';
import { Details } from '#app/components/details.tsx';
import type { PlanAmendment } from '#app/contract.ts';
import { ChangeTables } from './change-table.tsx';
import { countPlanChanges } from './count-changes.ts';
import styles from './plan-desk.module.css';

/** The amendments of a plan: from when each counts, why, who made it, and what it changed. */
export function AmendmentList({ amendments }: { amendments: readonly PlanAmendment[] }) {
  return (
    <ol className={styles.amendments}>
      {amendments.map(
        ({ number, title, reason, effectiveRound, effectiveTitle, madeBy, madeAt, changes }) => (
          <li key={number} value={number}>
            <p>
              <strong>{title}</strong>, counts from {effectiveTitle} ({effectiveRound}). {reason}
            </p>
            <p className={styles.note}>
              {madeBy}, <DateText iso={madeAt} withTime zoneName="UTC" />
            </p>
            <Details summary={`What it changed. ${countPlanChanges(changes)}`} flush>
              <ChangeTables changes={changes} prefix={`amendment-${number}-`} />
            </Details>
          </li>
        ),
      )}
    </ol>
  );
}
