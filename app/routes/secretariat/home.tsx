import { redirect } from 'react-router';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import {
  Deadlines,
  News,
  Overdue,
  WaitingAnswers,
  WaitingReports,
  type PlanNames,
} from '#app/features/desk/desk-lists.tsx';
import styles from '#app/features/desk/desk.module.css';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask } from '#app/features/errors/ask.ts';
import { AccessReminder } from '#app/features/people/access-review.tsx';
import { requestContext } from '#app/request-context.ts';
import type { DeskHome as Desk } from '#app/contract.ts';
import { can } from '#server/domain/access/can.rules.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import type { Route } from './+types/home';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, today, viewer } = context.get(requestContext);
  const person = await viewer();
  if (person && !can(person, 'review.read') && can(person, 'people.read'))
    throw redirect('/secretariat/people');
  const { plans, asked } = await readDeskPlans({ context, request });
  const [desk, access] = await ask(requestId, () =>
    Promise.all([caller.desk.home(), plans.length > 0 ? caller.access.reminder(asked) : null]),
  );
  return {
    desk,
    access,
    plans: plans.map(({ code, title }) => ({ code, title })),
    mine: plans.reduce((sum, { mine }) => sum + mine, 0),
    me: person?.personId ?? '',
    today,
  };
}

/** Entries of what happened that are shown; one more is read, to know whether there are others. */
const shownNews = 8;

export default function Home({ loaderData }: Route.ComponentProps) {
  const { desk, access, mine, me, today } = loaderData;
  const plans: PlanNames = new Map(loaderData.plans.map(({ code, title }) => [code, title]));
  const list = { desk, plans, today };
  return (
    <>
      <PageTitle parts={['Today', 'Secretariat']} />
      <PageHeading kicker="Today" lead={describeMine(mine)}>
        {describeDay(desk)}
      </PageHeading>
      <div className={styles.day}>
        <div>
          <WaitingReports {...list} me={me} />
          <WaitingAnswers {...list} />
          {access ? <AccessReminder reminder={access} /> : null}
          <News desk={desk} shown={shownNews} />
        </div>
        <div>
          <Deadlines {...list} />
          <Overdue {...list} />
        </div>
      </div>
    </>
  );
}

/** The day in a sentence: what waits, and what is overdue. */
function describeDay({ waiting, overdue }: Desk): string {
  const waits = waiting[0]?.total ?? 0;
  const late = overdue[0]?.total ?? 0;
  const first =
    waits === 0
      ? 'No reports are waiting for review'
      : waits === 1
        ? 'One report is waiting for review'
        : `${waits} reports are waiting for review`;
  return late === 0 ? first : `${first}, ${late} ${late === 1 ? 'is' : 'are'} overdue`;
}

const describeMine = (mine: number): string | undefined =>
  mine === 0 ? undefined : `${formatCount(mine, 'reports', 'are')} assigned to you.`;
