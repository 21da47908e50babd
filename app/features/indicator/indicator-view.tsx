import { Link } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { Split } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import type { IndicatorPage } from '#server/trpc/routers/dashboard-figures.router.ts';
import { AnswerDistribution } from './answer-distribution.tsx';
import { Breakdowns } from './breakdowns.tsx';
import { IndicatorAbout } from './indicator-about.tsx';
import { buildFinding } from '#server/domain/finding/indicator-finding.ts';
import styles from './indicator.module.css';
import { RegionalFigures } from './regional-figures.tsx';
import { ReporterFigures } from './reporter-figures.tsx';

/** One indicator: the finding, its course, its splits, what single reporters released, and what it all means. */
export function IndicatorView(page: IndicatorPage) {
  const { indicator, rounds, region } = page;
  const link = usePublicationLink();
  const finding = buildFinding(indicator, rounds, region);
  return (
    <>
      <Breadcrumbs
        items={[
          { label: 'Indicators', to: link('/indicators') },
          {
            label: `${indicator.area.code} ${indicator.area.title}`,
            to: link(`/areas/${indicator.area.code}`),
          },
        ]}
      />
      <PageHeading
        kicker={
          <>
            {indicator.code} <span className={styles.name}>{indicator.title}</span>
          </>
        }
        lead={finding.sentences.length > 0 ? finding.sentences.join(' ') : undefined}
      >
        {finding.headline}
      </PageHeading>
      <Split aside={<IndicatorAbout {...page} />} asideLabel="About this indicator">
        <div className={styles.main}>
          {indicator.measure === 'text' || region.length === 0 ? null : <RegionalFigures {...page} />}
          {indicator.measure === 'choice' ? <AnswerDistribution {...page} /> : null}
          <ReporterFigures {...page} />
          <Breakdowns {...page} />
        </div>
      </Split>
      <nav aria-label="Neighbouring indicators" className={styles.neighbours}>
        {page.previous ? (
          <span>
            Before:{' '}
            <Link
              to={link(`/indicators/${page.previous.code}`)}
            >{`${page.previous.code} ${page.previous.title}`}</Link>
          </span>
        ) : (
          <span />
        )}
        {page.next ? (
          <span>
            Next:{' '}
            <Link to={link(`/indicators/${page.next.code}`)}>{`${page.next.code} ${page.next.title}`}</Link>
          </span>
        ) : null}
      </nav>
    </>
  );
}
