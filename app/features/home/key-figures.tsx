import type { ReactNode } from 'react';
import type { OverviewAnswer } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { countDone, countLate, countWhere } from '#server/domain/finding/describe-status.ts';
import { countReporters } from '#server/domain/finding/plan-findings.ts';
import { formatNumber, formatShortAmount } from '#server/domain/language/number-format.ts';
import { calculatePercentage, parseDecimal } from '#server/domain/value/decimal.calculations.ts';
import styles from './key-figures.module.css';

type KeyFigure = {
  key: string;
  to: string;
  number: string;
  label: ReactNode;
  /** What puts the number into proportion, in a few words. */
  more: string;
  isBehind?: boolean;
};

type Shown = Omit<OverviewAnswer, 'activities' | 'figures'>;

/** The plan in five numbers, each the way to the page that has it in full. */
export function KeyFigures({ overview }: { overview: Shown }) {
  const words = useWords('home');
  const link = usePublicationLink();
  const figures = [
    useDone(overview),
    useLate(overview),
    useTargets(overview),
    useMoney(overview),
    useReported(overview),
  ].flatMap((figure) => figure ?? []);
  return (
    <ul className={styles.numbers} aria-label={words('numbers')}>
      {figures.map(({ key, to, number, label, more, isBehind }) => (
        <li key={key} className={styles.item}>
          <Link to={link(to)} className={styles.link}>
            <span className={styles.number} data-behind={isBehind || undefined} data-key-figure={key}>
              {number}
            </span>
            <span className={styles.label}>{label}</span>
          </Link>
          {more ? <span className={styles.more}>{more}</span> : null}
        </li>
      ))}
    </ul>
  );
}

const join = (parts: readonly (string | null)[]) => parts.filter((part) => part !== null).join('; ');

function useDone({ counts, statuses }: Shown): KeyFigure {
  const words = useWords('home');
  const onTrack = countWhere(counts, statuses, ({ isDone, isOnTrack }) => isOnTrack && !isDone);
  return {
    key: 'completed',
    to: '/plan',
    number: words('ofTotal', {
      part: formatNumber(countDone(counts, statuses)),
      whole: formatNumber(counts.total),
    }),
    label: words('done', { total: counts.total }),
    more: join([
      words('doneMore', { onTrack: formatNumber(onTrack) }),
      counts.notReported > 0 ? words('notReported', { count: formatNumber(counts.notReported) }) : null,
      counts.notDue > 0 ? words('notDue', { count: formatNumber(counts.notDue) }) : null,
    ]),
  };
}

function useLate({ counts, statuses, areas }: Shown): KeyFigure {
  const words = useWords('home');
  const late = countLate(counts, statuses);
  const onHold = countWhere(counts, statuses, ({ mark }) => mark === 'bars');
  const where = areas
    .map((area) => ({ area: area.code, count: countLate(area.counts, statuses) }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .map(({ area, count }) => words('lateIn', { count: formatNumber(count), area }));
  return {
    key: 'delayed',
    to: '/plan?late=yes',
    number: formatNumber(late),
    label: `${words('late')}${onHold > 0 ? words('onHold', { count: formatNumber(onHold) }) : ''}`,
    more: where.join(', '),
    isBehind: late > 0,
  };
}

function useTargets({ targets }: Shown): KeyFigure | null {
  const words = useWords('home');
  if (!targets) return null;
  const { year, counts } = targets;
  return {
    key: 'targets',
    to: '/targets',
    number: words('ofTotal', { part: formatNumber(counts.met), whole: formatNumber(counts.set) }),
    label: words('targets', { year: String(year) }),
    more: join([
      counts.missed > 0 ? words('targetsMissed', { count: formatNumber(counts.missed) }) : null,
      counts.reached > 0 ? words('targetsReached', { count: formatNumber(counts.reached) }) : null,
      counts.not_due > 0 ? words('targetsNotDue', { count: formatNumber(counts.not_due) }) : null,
    ]),
  };
}

function useMoney({ money }: Shown): KeyFigure | null {
  const words = useWords('home');
  if (!money) return null;
  const amount = (value: string) => `${money.unit}\u00a0${formatShortAmount(value)}`;
  const year = String(money.year);
  const share =
    money.value === null ? null : calculatePercentage(parseDecimal(money.value), parseDecimal(money.target));
  return {
    key: 'money',
    to: `/indicators/${money.code}`,
    number: money.value === null ? '–' : amount(money.value),
    label: words('money', { year }),
    more:
      share === null
        ? words('moneyNone', { year, target: amount(money.target) })
        : words('moneyShare', { percent: String(Math.round(Number(share))), target: amount(money.target) }),
  };
}

function useReported({ coverage, rounds }: Shown): KeyFigure {
  const words = useWords('home');
  const states = countReporters(coverage, 'state', rounds.length - 1);
  const bodies = countReporters(coverage, 'body', rounds.length - 1);
  const share = ({ reported, due }: typeof states) => ({
    part: formatNumber(reported),
    whole: formatNumber(due),
  });
  return {
    key: 'reported',
    to: '/states',
    number: words('ofTotal', share(states)),
    label: words('states', { whole: states.due }),
    more: bodies.due > 0 ? words('bodies', share(bodies)) : '',
  };
}
