import { Link } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { Section, Split } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { IndicatorPage } from '#app/contract.ts';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { ReleasedEvidence } from '#app/features/library/released-evidence.tsx';
import { Amendments } from '#app/features/plan/amendments.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { breakdownId } from '#server/domain/figure/build-indicator-parts.ts';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import { buildFinding } from '#server/domain/finding/indicator-finding.ts';
import { IndicatorAbout } from './indicator-about.tsx';
import { NoNumberLegend } from './indicator-list.tsx';
import styles from './indicator.module.css';

/** One indicator: the finding, its course, what single reporters released, its splits, and what it all means. */
export function IndicatorView(page: IndicatorPage) {
  const { indicator, rounds, region, figures, amendments, evidence } = page;
  const link = usePublicationLink();
  const words = useWords('indicator');
  const planWords = useWords('activity');
  const finding = buildFinding(indicator, rounds, region);
  const { code } = indicator;
  const splits = indicator.dimensions.flatMap(
    (dimension) => figures[breakdownId(code, dimension.code)] ?? [],
  );
  // What is true of every split is said once, above them.
  const notesSaid = splits.length > 1 ? findSharedNotes(splits) : [];
  const byState = figures[`${code}.by-state`];
  const asksStates = indicator.reportedBy !== 'register' && indicator.measure !== 'text';
  return (
    <>
      <Breadcrumbs
        items={[
          { label: words('indicators'), to: link('/indicators') },
          {
            label: `${indicator.area.code} ${indicator.area.title}`,
            to: link(`/areas/${indicator.area.code}`),
          },
        ]}
      />
      <PageHeading
        kicker={
          <>
            {code} <span className={styles.name}>{indicator.title}</span>
          </>
        }
        lead={finding.sentences.length > 0 ? finding.sentences.join(' ') : undefined}
      >
        {finding.headline}
      </PageHeading>
      <Split aside={<IndicatorAbout {...page} />} asideLabel={words('about')}>
        <div className={styles.main}>
          <FigureBlock figure={figures[`${code}.course`]} about={indicator.title} />
          <FigureBlock figure={figures[`${code}.answers`]} about={indicator.title} />
          {byState ? (
            <FigureBlock figure={byState} about={indicator.title} />
          ) : asksStates && region.length > 0 ? (
            <EmptyState title={words('noneReleased')}>
              <p>{words('noneReleasedBody')}</p>
            </EmptyState>
          ) : null}
        </div>
      </Split>
      {splits.length > 0 ? (
        <Section id="splits" title={words('splits')} lead={words('splitsLead')}>
          {notesSaid.map((note) => (
            <p key={note} className={styles.said}>
              {note}
            </p>
          ))}
          <div className={styles.splits}>
            {splits.map((figure) => (
              <FigureBlock
                key={figure.definition.id}
                figure={figure}
                headingLevel={3}
                about={indicator.title}
                notesSaid={notesSaid}
              />
            ))}
          </div>
        </Section>
      ) : null}
      {amendments.length > 0 ? (
        <Section id="amended" title={planWords('amendments')}>
          <Amendments amendments={amendments} />
        </Section>
      ) : null}
      {evidence.length > 0 ? (
        <Section id="evidence" title={words('evidence')}>
          <ReleasedEvidence items={evidence} />
        </Section>
      ) : null}
      <NoNumberLegend />
      <nav aria-label={words('neighbours')} className={styles.neighbours}>
        <Neighbour word={words('previous')} indicator={page.previous} />
        <Neighbour word={words('next')} indicator={page.next} />
      </nav>
    </>
  );
}

/** The notes that every one of some figures carries. */
function findSharedNotes([first, ...others]: readonly DrawnFigure[]): readonly string[] {
  return (first?.definition.notes ?? []).filter((note) =>
    others.every(({ definition }) => definition.notes.includes(note)),
  );
}

function Neighbour({ word, indicator }: { word: string; indicator: IndicatorPage['next'] }) {
  const link = usePublicationLink();
  // An empty place keeps the other link at its side.
  if (!indicator) return <span />;
  return (
    <span>
      {word} <Link to={link(`/indicators/${indicator.code}`)}>{`${indicator.code} ${indicator.title}`}</Link>
    </span>
  );
}
