import { Link } from 'react-router';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { Section } from '#app/components/layout.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { NoNumber } from '#app/features/status/no-number.tsx';
import type { LensTeaser as Lens, StatusWord } from './answers.ts';
import styles from './lens-teaser.module.css';
import { sayLens } from '#server/domain/finding/plan-findings.ts';
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
  return (
    <Section id={`lens-${lens.code}`} title={sayLens(lens.title, lens.counts, statuses)}>
      {lens.funnel.length > 0 ? (
        <>
          <p>Figures of the region for {nameRound(round)}, step by step:</p>
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
                    {step.contributing} of {step.expected} reporting
                  </span>
                ) : null}
              </li>
            ))}
          </ol>
          <p className={styles.caution}>
            Sums of reports, not unique persons. Each step has its own reporters, so one is not a share of the
            step before.
          </p>
        </>
      ) : null}
      <p>
        <Link to={link(`/lens/${lens.code}`)}>More on {lowerFirst(lens.title)}</Link>
      </p>
    </Section>
  );
}
