import { Link } from 'react-router';
import { Definitions } from '#app/components/definitions.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { ComparabilityNotes } from '#app/features/receipt/comparability-notes.tsx';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { lowerFirst } from '#server/domain/finding/sentence-parts.ts';
import type { IndicatorPage } from '#server/trpc/routers/dashboard-figures.router.ts';
import { describeContributors } from '#server/domain/receipt/contributor-words.ts';
import { reportedByWords, formatCoverage } from '#server/domain/finding/figure-words.ts';
import styles from './indicator.module.css';
import { listComparabilityNotes, describeLevel, formatRule } from './indicator-words.ts';
import { TargetTable } from './target-table.tsx';

/** What an indicator means, how it is counted, and from what the figure on the page was made. */
export function IndicatorAbout(page: IndicatorPage) {
  const { indicator, publication, rounds, region, comparability } = page;
  const link = usePublicationLink();
  const words = useWords('indicator');
  const newest = rounds.at(-1);
  const figure = region.find(({ round }) => round === newest?.code);
  const coverage = figure ? formatCoverage(indicator.reportedBy, figure) : null;
  const whose = page.contributors && figure ? describeContributors(page.contributors, figure) : [];
  const notes = listComparabilityNotes(indicator);
  return (
    <div className={styles.side}>
      <section aria-labelledby="definition">
        <h2 id="definition">{words('definition')}</h2>
        <Definitions
          layout="under"
          items={[
            { term: words('definitionTerm'), description: indicator.definition },
            { term: words('countingRule'), description: indicator.countingRule },
            ...(indicator.numeratorLabel && indicator.denominatorLabel
              ? [
                  {
                    term: words('percentage'),
                    description: words('percentageOf', {
                      numerator: indicator.numeratorLabel,
                      denominator: lowerFirst(indicator.denominatorLabel),
                    }),
                  },
                ]
              : []),
            { term: words('whoReports'), description: reportedByWords[indicator.reportedBy] },
            { term: words('direction'), description: words(`direction_${indicator.direction}`) },
            { term: words('level'), description: describeLevel(indicator.level) },
            ...(indicator.activity
              ? [
                  {
                    term: words('activity'),
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
                    term: words('lens'),
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
      {notes.length + comparability.length > 0 ? (
        <section aria-labelledby="comparability">
          <h2 id="comparability">{words('beforeComparing')}</h2>
          <ComparabilityNotes notes={comparability} />
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      ) : null}
      {indicator.targets.length > 0 || indicator.baseline ? (
        <section aria-labelledby="targets">
          <h2 id="targets">{words('targets')}</h2>
          <TargetTable indicator={indicator} rounds={rounds} region={region} />
        </section>
      ) : null}
      <section aria-labelledby="receipt">
        <h2 id="receipt">{words('made')}</h2>
        <Definitions
          layout="under"
          items={[
            { term: words('rule'), description: formatRule(indicator) },
            ...(newest ? [{ term: words('newest'), description: `${newest.title} (${newest.code})` }] : []),
            ...(coverage ? [{ term: words('coverage'), description: coverage }] : []),
            ...(whose.length > 0 ? [{ term: words('whose'), description: whose }] : []),
            { term: words('drawnFrom'), description: <PublicationLine publication={publication} /> },
            {
              term: words('files'),
              description: (
                <Link to={link(`/indicators/${indicator.code}/values.csv`)} reloadDocument>
                  {words('allFigures')}
                </Link>
              ),
            },
          ]}
        />
      </section>
    </div>
  );
}
