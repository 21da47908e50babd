import { Link } from 'react-router';
import styles from './desk.module.css';

interface PlanSwitcherProps {
  plans: readonly { code: string; title: string }[];
  /** The plan that the page shows. */
  current: string;
  /** The page that opens with another plan. */
  to: string;
}

/** Which plan a page shows, by name, and the others to choose from. Nothing where there is one plan. */
export function PlanSwitcher({ plans, current, to }: PlanSwitcherProps) {
  if (plans.length < 2) return null;
  return (
    <nav aria-label="Plan" className={styles.plans} data-plan={current}>
      <span className={styles.plansLabel} aria-hidden="true">
        Plan
      </span>
      <ul className={styles.planList}>
        {plans.map(({ code, title }) => (
          <li key={code}>
            <Link
              to={`${to}?plan=${encodeURIComponent(code)}`}
              className={styles.plan}
              aria-current={code === current ? 'true' : undefined}
            >
              {title} <span className={styles.planCode}>{code}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
