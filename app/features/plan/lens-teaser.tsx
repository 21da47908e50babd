import { Link } from 'react-router';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { Section } from '#app/components/layout.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { NoNumber } from '#app/features/status/no-number.tsx';
import type { LensTeaser as Lens, StatusWord } from './answers.ts';
import styles from './lens-teaser.module.css';
import { describeLens } from '#server/domain/finding/plan-findings.ts';
import { lowerFirst, nameRound } from '#server/domain/finding/sentence-parts.ts';

/** A lens in short: how its activities stand, and the first figures of its funnel. */
export function LensTeaser({
  lens,
  statuses,
  round,
}: {
  lens: Lens;
  statuses: readonly StatusWord[];
  round: string;
}) {
  const link = usePublicationLink();
  const words = useWords('overview');
  return (
    <Section id={`lens-${lens.code}`} title={describeLens(lens.title, lens.counts, statuses)}>
      {lens.funnel.length > 0 ? (
        <>
          <p>{words('lensFigures', { round: nameRound(round) })}</p>
          <ol className={styles.funnel}>
            {lens.funnel.map((step) => (
              <li key={step.indicator} className={styles.step}>
                <span className={styles.number}>
                  {step.state === 'reported' && step.value !== null ? (
                    formatNumber(step.value)
                  ) : (
                    <NoNumber state={step.state === 'reported' ? 'not_available' : step.state} />
                  )}
                </span>
                <Link to={link(`/indicators/${step.indicator}`)} className={styles.label}>
                  {step.label}
                </Link>
                {step.contributing !== null && step.expected !== null ? (
                  <span className={styles.coverage}>
                    {words('lensReporting', {
                      contributing: String(step.contributing),
                      expected: String(step.expected),
                    })}
                  </span>
                ) : null}
              </li>
            ))}
          </ol>
          <p className={styles.caution}>{words('lensCaution')}</p>
        </>
      ) : null}
      <p>
        <Link to={link(`/lens/${lens.code}`)}>{words('lensMore', { lens: lowerFirst(lens.title) })}</Link>
      </p>
    </Section>
  );
}
