import { findRange } from '#server/domain/value/count-range.ts';
import type { ChangedFigure, ListedPublication } from '#app/contract.ts';
import type { PublicRound } from '#server/domain/finding/public-figure.types.ts';
import { formatFigureOrState } from '#server/domain/finding/figure-words.ts';
import { describeRound } from '#server/domain/finding/figure-words.ts';
import type { Things } from '#server/domain/language/counted-nouns.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { findShownPublication } from '#server/domain/publication/withdrawal.rules.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { useLanguage } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import { usePublicationLink } from './link.ts';
import { EmptyState } from '#app/components/notice.tsx';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';

type Share = { reported: number; due: number };

const share = ({ reported, due }: Share, things: Things) =>
  reported === due && due > 1
    ? `all ${formatCount(due, things)}`
    : `${formatNumber(reported)} of ${formatCount(due, things)}`;

/** Who is in a publication, as a heading: "9 of 11 states and all 12 bodies reported for the second half of 2025". */
export function describeWhoReported(details: Pick<ListedPublication, 'states' | 'bodies' | 'round'>): string {
  const parts = [
    ...(details.states.due > 0 ? [share(details.states, 'states')] : []),
    ...(details.bodies.due > 0 ? [share(details.bodies, 'bodies')] : []),
  ];
  if (parts.length === 0) return `Nobody was due to report for ${describeRound(details.round)}`;
  return `${formatUpperFirst(parts.join(' and '))} reported for ${describeRound(details.round)}`;
}

/** Whether a changed figure is of a round that the publication before did not cover. */
export const isNewRound = (change: ChangedFigure, newRounds: readonly PublicRound[]): boolean =>
  newRounds.some(({ code }) => code === change.round);

/**
 * What follows the name of an indicator: "is 70.7% for the second half of 2025", "is now 12 …; it was 11 …". A number
 * that is now held back is not said again.
 */
export function describeFigureChange(change: ChangedFigure, round: { title: string } | undefined): string {
  const when = round ? describeRound(round) : change.round;
  const after = formatFigureOrState(change, change.after);
  if (change.after.state === 'withheld') {
    return change.before === null
      ? `has ${after} for ${when}`
      : `has ${after} for ${when} now; it was shown before`;
  }
  const said = findRange(change.after) ? `${after} (suppressed)` : after;
  if (change.before === null) return `is ${said} for ${when}`;
  if (change.after.state === 'suppressed' && change.before.state === 'reported') {
    return `is now ${said} for ${when}; it was shown before`;
  }
  if (change.after.state === 'suppressed') {
    return `is now ${said} for ${when}; it was ${formatFigureOrState(change, change.before)}`;
  }
  return `is now ${after} for ${when}; it was ${formatFigureOrState(change, change.before)}`;
}

type PublicationsOfPlan = {
  code: string;
  /** As its newest publication has it. */
  title: string;
  /** Its newest publication that is not withdrawn. */
  newest: number;
  /** Newest first. */
  publications: ListedPublication[];
};

/** Publications, newest first, by their plans: the plan in view comes first, then that with the newest publication. */
export function groupByPlan(
  publications: readonly ListedPublication[],
  inView: string | undefined,
): PublicationsOfPlan[] {
  const groups = [...Map.groupBy(publications, ({ plan }) => plan.code)].map(([code, ofPlan]) => {
    const shown = findShownPublication(
      ofPlan.map(({ number }) => number),
      ofPlan.filter(({ withdrawn }) => withdrawn !== null),
    );
    return { code, title: ofPlan[0]?.plan.title ?? code, newest: shown ?? 0, publications: ofPlan };
  });
  return groups.sort((a, b) => Number(b.code === inView) - Number(a.code === inView));
}

/** "Publication 4, 20 May 2026", linked to its page. */
export function PublicationLine({ publication }: { publication: { number: number; publishedAt: string } }) {
  const link = usePublicationLink();
  const words = useWords('figure');
  const { locale } = useLanguage();
  return (
    <Link
      to={link(`/publications/${publication.number}`)}
      lang={words.lang === 'en' ? undefined : words.lang}
    >
      {words('publicationLine', {
        number: String(publication.number),
        date: formatDate(publication.publishedAt, 'UTC', locale),
      })}
    </Link>
  );
}

/** StatusRows in place of what a public page shows, before the first publication. The page keeps its heading. */
export function NothingPublished() {
  const words = useWords('errors');
  return (
    <div lang={words.lang}>
      <EmptyState title={words('nothingYet')}>
        <p>{words('nothingYetText')}</p>
      </EmptyState>
    </div>
  );
}
