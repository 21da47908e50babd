import type { LensTeaser, OverviewAnswer } from '#app/contract.ts';
import { Section } from '#app/components/layout.tsx';
import { English, useLabel } from '#app/features/language/language-context.tsx';
import { useRoundName, useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { NoNumber } from '#app/features/status/status-symbol.tsx';
import { countDone, countLate } from '#server/domain/finding/describe-status.ts';
import { formatLowerFirst } from '#server/domain/finding/sentence-parts.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { findRange } from '#server/domain/value/count-range.ts';
import styles from './home.module.css';

/** A lens in short: how its activities stand, and the steps of its funnel. */
export function LensInShort({
  lens,
  statuses,
  round,
}: {
  lens: LensTeaser;
  statuses: OverviewAnswer['statuses'];
  round: { code: string; title: string };
}) {
  const link = usePublicationLink();
  const words = useWords('home');
  const label = useLabel();
  const nameRound = useRoundName();
  return (
    <Section
      id={`lens-${lens.code}`}
      title={words('lensTitle', {
        lens: label('lens', lens.code, lens.title),
        done: countDone(lens.counts, statuses),
        total: lens.counts.total,
        late: formatNumber(countLate(lens.counts, statuses)),
      })}
    >
      {lens.funnel.length > 0 ? (
        <>
          <ol className={styles.funnel}>
            {lens.funnel.map((step) => (
              <li key={step.indicator} className={styles.step}>
                <span className={styles.number}>
                  {step.state === 'reported' && step.value !== null ? (
                    formatNumber(step.value)
                  ) : (
                    <NoNumber
                      state={step.state === 'reported' ? 'not_available' : step.state}
                      range={findRange(step)}
                    />
                  )}
                </span>
                <Link to={link(`/indicators/${step.indicator}`)} className={styles.label} lang="en">
                  {step.label}
                </Link>
                {step.contributing !== null && step.expected !== null ? (
                  <span className={styles.coverage}>
                    {step.base
                      ? words.rich('lensBase', {
                          count: formatNumber(step.base.value),
                          label: <English>{formatLowerFirst(step.base.label)}</English>,
                          contributing: String(step.contributing),
                          expected: String(step.expected),
                        })
                      : words('lensReporting', {
                          contributing: String(step.contributing),
                          expected: String(step.expected),
                        })}
                  </span>
                ) : null}
              </li>
            ))}
          </ol>
          <p className={styles.caution}>{words('lensCaution', { round: nameRound(round) })}</p>
        </>
      ) : null}
      <p className={styles.way}>
        <Link to={link(`/lens/${lens.code}`)}>{words('lensMore')}</Link>
      </p>
    </Section>
  );
}
