import { Link } from 'react-router';
import { Definitions } from '#app/components/definitions.tsx';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import type { IndicatorPage } from '#server/trpc/routers/dashboard-figures.router.ts';
import { reportedByWords, sayCoverage } from '#server/domain/finding/figure-words.ts';
import styles from './indicator.module.css';
import { directionWords, listComparabilityNotes, sayLevel, sayRule } from './indicator-words.ts';
import { TargetTable } from './regional-figures.tsx';

/** What an indicator means, how it is counted, and from what the figure on the page was made. */
export function IndicatorAbout(page: IndicatorPage) {
  const { indicator, publication, rounds, region } = page;
  const link = usePublicationLink();
  const newest = rounds.at(-1);
  const figure = region.find(({ round }) => round === newest?.code);
  const coverage = figure ? sayCoverage(indicator.reportedBy, figure) : null;
  const notes = listComparabilityNotes(indicator);
  return (
    <div className={styles.side}>
      <section aria-labelledby="definition">
        <h2 id="definition">What is counted</h2>
        <Definitions
          layout="under"
          items={[
            { term: 'Definition', description: indicator.definition },
            { term: 'Counting rule', description: indicator.countingRule },
            ...(indicator.numeratorLabel && indicator.denominatorLabel
              ? [
                  {
                    term: 'Percentage',
                    description: `${indicator.numeratorLabel}, of ${lower(indicator.denominatorLabel)}`,
                  },
                ]
              : []),
            { term: 'Who reports', description: reportedByWords[indicator.reportedBy] },
            { term: 'Direction', description: directionWords[indicator.direction] },
            { term: 'Level', description: sayLevel(indicator.level) },
            ...(indicator.activity
              ? [
                  {
                    term: 'Activity',
                    description: (
                      <Link to={link(`/activities/${indicator.activity.code}`)}>
                        {indicator.activity.code} {indicator.activity.title}
                      </Link>
                    ),
                  },
                ]
              : []),
            ...(indicator.lenses.length > 0
              ? [
                  {
                    term: 'Lens',
                    description: indicator.lenses.map(({ code, title }) => (
                      <Link key={code} to={link(`/lens/${code}`)}>
                        {title}
                      </Link>
                    )),
                  },
                ]
              : []),
          ]}
        />
      </section>
      {notes.length > 0 ? (
        <section aria-labelledby="comparability">
          <h2 id="comparability">Before comparing</h2>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      ) : null}
      {indicator.targets.length > 0 || indicator.baseline ? (
        <section aria-labelledby="targets">
          <h2 id="targets">Targets and baseline</h2>
          <TargetTable indicator={indicator} rounds={rounds} region={region} />
        </section>
      ) : null}
      <section aria-labelledby="receipt">
        <h2 id="receipt">How the figure was made</h2>
        <Definitions
          layout="under"
          items={[
            { term: 'Rule', description: sayRule(indicator) },
            ...(newest ? [{ term: 'Newest round', description: `${newest.title} (${newest.code})` }] : []),
            ...(coverage ? [{ term: 'Coverage', description: coverage }] : []),
            { term: 'Drawn from', description: <PublicationLine publication={publication} /> },
            {
              term: 'Download',
              description: (
                <Link to={link(`/indicators/${indicator.code}/values.csv`)} reloadDocument>
                  All figures of this indicator (CSV)
                </Link>
              ),
            },
          ]}
        />
      </section>
    </div>
  );
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
