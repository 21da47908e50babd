import { ask } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import { describePlanStatus } from '#server/domain/finding/plan-findings.ts';
import type { Route } from './+types/objective';
import { Link } from '#app/features/publication/public-link.tsx';
import { Breadcrumbs, LinkTabs } from '#app/components/navigation.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { ObjectiveAnswer } from '#app/contract.ts';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { English, useEnglishLang } from '#app/features/language/language-context.tsx';
import { useRoundName, useWords } from '#app/features/language/use-words.ts';
import { PublicationLine } from '#app/features/publication/publication-words.tsx';
import { ActivityList, LateList, LinkedIndicators } from '#app/features/plan/activity-list.tsx';
import { describeDelayed, readStanding } from '#app/features/plan/plan-words.ts';
import styles from '#app/features/plan/activity-list.module.css';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.objective({
      code: params.code,
      publication: readPublication(request.url),
      language,
    }),
  );
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  const { loaderData } = args;
  if (!loaderData) return buildErrorMeta('Objective not found');
  const { objective, counts, statuses } = loaderData;
  return buildPageMeta(args, {
    title: `${objective.code} ${objective.title}`,
    description: `${describePlanStatus(counts, statuses)}.`,
    path: `/objectives/${encodeURIComponent(objective.code)}`,
    image: `/og/pages/objective/${encodeURIComponent(objective.code)}`,
  });
};

export default function Objective({ loaderData }: Route.ComponentProps) {
  return <ObjectivePage answer={loaderData} />;
}

/** One objective: what is to be reached, the activities under it in time, and what its indicators say. */
function ObjectivePage({ answer }: { answer: ObjectiveAnswer }) {
  const { publication, statuses, objective, area, objectives, counts, activities, late, indicators } = answer;
  const words = useWords('plan');
  const nameRound = useRoundName();
  const english = useEnglishLang();
  const link = usePublicationLink();
  return (
    <>
      <Breadcrumbs
        items={[
          { label: words('title'), to: link('/plan') },
          { label: `${area.code} ${area.title}`, to: link(`/areas/${area.code}`), lang: english },
        ]}
      />
      <LinkTabs
        even
        label={words('objectives')}
        tabs={objectives.map(({ code, title }) => ({
          to: link(`/objectives/${code}`),
          label: `${code} ${title}`,
          lang: english,
          current: code === objective.code,
        }))}
      />
      <PageHeading
        kicker={words('objectiveKicker', { code: objective.code })}
        lead={words('objectiveLead', {
          standing: words('standing', readStanding(counts, statuses)),
          round: nameRound(publication.round),
        })}
        meta={<PublicationLine publication={publication} />}
      >
        <English>{objective.title}</English>
      </PageHeading>
      <Section id="activities" title={words('activityCount', { count: activities.length })}>
        <ActivityList
          activities={activities}
          statuses={statuses}
          plan={publication.plan}
          labelledBy="activities"
        />
      </Section>
      {late.length > 0 ? (
        <Section id="late" title={describeDelayed(late, words)}>
          <LateList late={late} statuses={statuses} />
        </Section>
      ) : null}
      <div className={styles.figure}>
        <FigureBlock figure={answer.figures[`timeline.${objective.code}`]} />
      </div>
      {indicators.length > 0 ? (
        <Section id="indicators" title={words('indicatorsOfObjective', { count: indicators.length })}>
          <LinkedIndicators indicators={indicators} round={publication.round} />
        </Section>
      ) : null}
      <p className={styles.download}>
        <Link to={link(`/data/v1/activities.csv?objective=${encodeURIComponent(objective.code)}`)}>
          {words('download')}
        </Link>
      </p>
    </>
  );
}
