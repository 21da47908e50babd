import { Link } from 'react-router';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { ParticipantLists } from '#app/features/participant/participant-list.tsx';
import styles from '#app/features/participant/participant.module.css';
import { readPublication } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/nothing-published.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { requestContext } from '#app/request-context.ts';
import { describeTakingPart } from '#server/domain/finding/participant-finding.ts';
import { participant as english } from '#server/domain/language/messages/en/participant.ts';
import type { Route } from './+types/states';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.participants({ publication: readPublication(request.url), language }),
  );
}

export const meta: Route.MetaFunction = (args) =>
  buildPageMeta(args, {
    title: english.states,
    description: english.statesDescription,
    image: '/og/pages/states',
  });

export default function StatesPage({ loaderData }: Route.ComponentProps) {
  const { publication, participants, figures } = loaderData;
  const link = usePublicationLink();
  const words = useWords('participant');
  if (!publication) {
    return (
      <>
        <PageHeading>{words('states')}</PageHeading>
        <NothingPublished />
      </>
    );
  }
  return (
    <>
      <PageHeading kicker={words('states')} lead={words('statesLead')}>
        {describeTakingPart(participants)}
      </PageHeading>
      <FigureBlock figure={figures['participation']} />
      <ParticipantLists participants={participants} round={publication.roundCode} />
      <ul className={styles.more}>
        <li>
          <Link to={link('/partners')}>{words('partnersLink')}</Link>
        </li>
        <li>
          <Link to={link('/cooperation')}>{words('cooperationLink')}</Link>
        </li>
      </ul>
    </>
  );
}
