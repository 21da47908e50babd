import { data, Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { SelectField } from '#app/components/field.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { PersonalDataTable } from '#app/features/personal-data/personal-data-table.tsx';
import styles from '#app/features/personal-data/round-choice.module.css';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/personal-data';

/** Without a round in the address: the newest that has been opened. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const rounds = (await ask(requestId, () => caller.round.list())).filter(({ state }) => state !== 'planned');
  const asked = new URL(request.url).searchParams.get('round');
  const newest = rounds.toSorted((one, other) => other.periodEnd.localeCompare(one.periodEnd))[0];
  const round = asked ?? newest?.code ?? '';
  const list = await ask(requestId, () => caller.personalData.list({ round }));
  if (!list && asked !== null) throw data(null, { status: 404 });
  return { list, rounds: rounds.map(({ code, title }) => ({ value: code, label: title })) };
}

export default function PersonalData({ loaderData }: Route.ComponentProps) {
  const { list, rounds } = loaderData;
  const count = list?.entries.length ?? 0;
  return (
    <>
      <PageTitle parts={['Personal data', 'Secretariat']} />
      <PageHeading
        kicker="Personal data"
        meta={
          <>
            Reports are about work, not about persons. What stands here looks like a name, a number or a date
            that could tell who somebody is. Each is for you to judge: ask the reporter to take it out, or
            leave it.
          </>
        }
      >
        {count === 0
          ? 'No text looks like personal data'
          : `${count === 1 ? 'One text looks' : `${count} texts look`} like personal data`}
      </PageHeading>
      {list ? (
        <>
          <Form method="get" className={styles.choice}>
            <SelectField
              id="round"
              name="round"
              label="Round"
              options={rounds}
              defaultValue={list.round.code}
              key={list.round.code}
            />
            <Button variant="secondary">Show</Button>
          </Form>
          <PersonalDataTable list={list} />
        </>
      ) : (
        <p>No round has been opened yet.</p>
      )}
    </>
  );
}
