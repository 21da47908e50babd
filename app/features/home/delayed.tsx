import type { LateActivity, OverviewAnswer } from '#app/contract.ts';
import { Details, Section } from '#app/components/layout.tsx';
import { LabelWord, useEnglishLang } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { shorten } from '#server/domain/finding/sentence-parts.ts';
import styles from './home.module.css';

/** Activities that are shown before the rest is unfolded. */
const delayedAtOnce = 2;
/** The plan page has the others; a page of all would take long to read, and to send. */
const mostDelayed = 40;
/** Letters of a reason. */
const shortLength = 140;

/** What is delayed, and why as far as the reporters have released it. */
export function Delayed({
  overview: { late, freshness, publication },
}: {
  overview: Pick<OverviewAnswer, 'late' | 'freshness' | 'publication'>;
}) {
  const words = useWords('home');
  const link = usePublicationLink();
  // Those that say why come first.
  const sorted: LateActivity[] = late.toSorted(
    (a, b) => Number(a.reason === null) - Number(b.reason === null),
  );
  const rest = sorted.slice(delayedAtOnce);
  // Plans give years, so an activity ends with one: the year in which the figures were published.
  const endYear = [freshness.until, publication.publishedAt].sort().at(-1)?.slice(0, 4) ?? '';
  return (
    <Section id="late" title={words('lateTitle', { count: late.length })}>
      {late.length > 0 ? <DelayedList delayed={sorted.slice(0, delayedAtOnce)} /> : null}
      {rest.length > 0 ? (
        <Details summary={words('lateMore', { count: rest.length })} flush>
          <DelayedList delayed={rest.slice(0, mostDelayed)} />
        </Details>
      ) : null}
      <ul className={styles.ways}>
        {late.length > 0 ? (
          <li>
            <Link to={link('/plan?late=yes')}>{words('lateAll')}</Link>
          </li>
        ) : null}
        <li>
          <Link to={link(`/plan?ends=${endYear}`)}>{words('endingSoon', { year: endYear })}</Link>
        </li>
        <li>
          <Link to={link('/plan?partner=none')}>{words('noPartner')}</Link>
        </li>
        <li>
          <Link to={link('/support')}>{words('noMoney')}</Link>
        </li>
        <li>
          <Link to={link('/needs-help')}>{words('needsHelp')}</Link>
        </li>
      </ul>
    </Section>
  );
}

/** Delayed activities, each with the words of one reporter on why. */
function DelayedList({ delayed }: { delayed: readonly LateActivity[] }) {
  const words = useWords('plan');
  const english = useEnglishLang();
  const link = usePublicationLink();
  return (
    <ul className={styles.list}>
      {delayed.map(({ code, title, reason }) => (
        <li key={code} className={styles.item}>
          <Link to={link(`/activities/${code}`)} lang={english}>
            {code} {title}
          </Link>
          {reason ? (
            <blockquote className={styles.why} lang={english}>
              {shorten(reason.words, shortLength)}{' '}
              <cite className={styles.who}>
                {reason.reporter.kind === 'state' ? (
                  <LabelWord list="state" code={reason.reporter.code}>
                    {reason.reporter.name}
                  </LabelWord>
                ) : (
                  reason.reporter.code
                )}
              </cite>
            </blockquote>
          ) : (
            <p className={styles.why}>{words('noReason')}</p>
          )}
        </li>
      ))}
    </ul>
  );
}
