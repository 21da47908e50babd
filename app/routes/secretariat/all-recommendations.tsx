import { Link } from 'react-router';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { RecommendationTable } from '#app/features/recommendation/recommendation-table.tsx';
import { requestContext } from '#app/request-context.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import type { Route } from './+types/all-recommendations';

const path = '/secretariat/recommendations';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const onlyOverdue = new URL(request.url).searchParams.get('show') === 'overdue';
  const answer = await ask(requestId, () => caller.recommendation.all({ overdue: onlyOverdue }));
  return { ...answer, onlyOverdue };
}

/** What every study and event recommends, those that are overdue longest first. */
export default function AllRecommendations({ loaderData }: Route.ComponentProps) {
  const { recommendations, total, overdue, onlyOverdue } = loaderData;
  return (
    <>
      <PageTitle parts={['Recommendations', 'Secretariat']} />
      <PageHeading
        kicker="Recommendations"
        meta="Of all studies and events, those that are overdue longest first. Add one on the page of its study or event."
      >
        {total === 0
          ? 'No recommendations entered'
          : `${formatCount(total, 'recommendations')}, ${overdue} overdue`}
      </PageHeading>
      {overdue > 0 && overdue < total ? (
        <p>
          {onlyOverdue ? (
            <Link to={path}>Show all {total}</Link>
          ) : (
            <Link to={`${path}?show=overdue`}>Show only the {overdue} overdue</Link>
          )}
        </p>
      ) : null}
      {total > 0 ? <RecommendationTable rows={recommendations} empty="None is overdue." /> : null}
    </>
  );
}
