import { HandoutLinks } from '#app/features/handout/handout-links.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import { describePlanStatus } from '#server/domain/finding/plan-findings.ts';
import type { Route } from './+types/area';
import { Link } from '#app/features/publication/public-link.tsx';
import { Breadcrumbs, LinkTabs } from '#app/components/navigation.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { AreaAnswer } from '#app/contract.ts';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { English, useEnglishLang } from '#app/features/language/language-context.tsx';
import { useRoundName, useWords } from '#app/features/language/use-words.ts';
import { PublicationLine } from '#app/features/publication/publication-words.tsx';
import { LateList, LinkedIndicators } from '#app/features/plan/activity-list.tsx';
import { ObjectiveSection } from '#app/features/plan/objective-section.tsx';
import { describeDelayed, readStanding } from '#app/features/plan/plan-words.ts';
import styles from '#app/features/plan/activity-list.module.css';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.area({ code: params.code, publication: readPublication(request.url), language }),
  );
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  const { loaderData } = args;
  if (!loaderData) return buildErrorMeta('Thematic area not found');
  const { area, counts, statuses } = loaderData;
  return buildPageMeta(args, {
    title: `${area.code} ${area.title}`,
    description: `${describePlanStatus(counts, statuses)}.`,
    image: `/og/pages/area/${encodeURIComponent(area.code)}`,
    path: `/areas/${encodeURIComponent(area.code)}`,
  });
};

export default function Area({ loaderData }: Route.ComponentProps) {
  return <AreaPage answer={loaderData} />;
}

/** One thematic area: its activities in time, what makes some of them late, its course over the rounds, its indicators. */
function AreaPage({ answer }: { answer: AreaAnswer }) {
  const { publication, statuses, area, areas, counts, objectives, late, indicators, figures } = answer;
  const words = useWords('plan');
  const nameRound = useRoundName();
  const english = useEnglishLang();
  const link = usePublicationLink();
  return (
    <>
      <Breadcrumbs items={[{ label: words('title'), to: link('/plan') }]} />
      <LinkTabs
        even
        label={words('areas')}
        tabs={areas.map(({ code, title }) => ({
          to: link(`/areas/${code}`),
          label: `${code} ${title}`,
          lang: english,
          current: code === area.code,
        }))}
      />
      <PageHeading
        kicker={<English>{`${area.code} ${area.title}`}</English>}
        lead={words('areaLead', {
          round: nameRound(publication.round),
          objectives: objectives.length,
        })}
        meta={<PublicationLine publication={publication} />}
      >
        {words('standing', readStanding(counts, statuses))}
      </PageHeading>
      <FigureBlock figure={figures[`timeline.${area.code}`]} />
      {late.length > 0 ? (
        <Section id="late" title={describeDelayed(late, words)}>
          <LateList late={late} statuses={statuses} />
        </Section>
      ) : null}
      {objectives.map((objective) => (
        <ObjectiveSection
          key={objective.code}
          objective={objective}
          statuses={statuses}
          plan={publication.plan}
        />
      ))}
      <p className={styles.download}>
        <Link to={link(`/data/v1/activities.csv?area=${encodeURIComponent(area.code)}`)}>
          {words('download')}
        </Link>
      </p>
      <div className={styles.figure}>
        <FigureBlock figure={figures[`activities-by-round.${area.code}`]} />
      </div>
      {indicators.length > 0 ? (
        <Section id="indicators" title={words('indicatorsOfArea', { count: indicators.length })}>
          <LinkedIndicators indicators={indicators} round={publication.round} />
        </Section>
      ) : null}
      <HandoutLinks path={`/areas/${encodeURIComponent(area.code)}`} />
    </>
  );
}
