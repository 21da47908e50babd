import { data, Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { SelectField } from '#app/components/field.tsx';
import { ListFileLink } from '#app/features/forms/list-file-link.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask } from '#app/features/errors/ask.ts';
import styles from './personal-data.module.css';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/personal-data';
import { DataTable } from '#app/components/data-table.tsx';
import { EmptyState } from '#app/components/notice.tsx';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { Tag } from '#app/components/tag.tsx';
import type { PersonalDataList } from '#app/contract.ts';
import { buildItemSearch } from '#app/features/review/review-paths.ts';
import { personalDataWords } from '#server/domain/personal-data/find-personal-data.rules.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';

/** Without a round in the address: the newest that has been opened. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const desk = await readDeskPlans({ context, request });
  const rounds = (await ask(requestId, () => caller.round.list(desk.asked))).filter(
    ({ state }) => state !== 'planned',
  );
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
        actions={list ? <ListFileLink list="personal-data" search={{ round: list.round.code }} /> : undefined}
        meta={
          <>
            Reports are about work, not about persons. These texts seem to contain a name, a number or a date
            that could identify somebody. Check each one: ask the reporter to remove it, or leave it.
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

type Entry = PersonalDataList['entries'][number];

const fieldWords: Record<string, string> = {
  achievements: 'Achievements',
  challenges: 'Challenges',
  nextSteps: 'Next steps',
  note: 'Note',
  total: 'Account',
};

/** How far a text has come on its way to the public. */
function describeWay({ released, compiled, current }: Entry) {
  // The report was reopened or corrected since; compiling again takes the old words out.
  if (!current) return <Tag emphasis={released ? 'strong' : 'normal'}>In the compilation only</Tag>;
  if (released && compiled) return <Tag emphasis="strong">Released, compiled</Tag>;
  if (released) return <Tag emphasis="strong">Released</Tag>;
  return <Tag>Not released</Tag>;
}

/** Every place that looks like personal data, with the way to it. Those that may become public come first. */
function PersonalDataTable({ list }: { list: PersonalDataList }) {
  if (list.entries.length === 0) {
    return (
      <EmptyState title={`${formatNumber(list.texts)} texts of ${list.round.code} were read`}>
        <p>Drafts are not included: they stay in the country until they are submitted.</p>
      </EmptyState>
    );
  }
  const rank = ({ released, compiled }: Entry) => (released ? 0 : 2) + (compiled ? 0 : 1);
  return (
    <DataTable
      caption="Texts that look like personal data; those that may become public come first"
      captionHidden
      narrow="stack"
      rows={list.entries.toSorted((one, other) => rank(one) - rank(other))}
      rowKey={({ reporter, code, field, excerpt }) => `${reporter.code}/${code}/${field}/${excerpt}`}
      columns={[
        {
          key: 'where',
          header: 'Where',
          rowHeader: true,
          minWidth: '12rem',
          cell: ({ reporter, code, field }) => (
            <Link
              to={`/secretariat/review/${list.round.code}/${reporter.code}${buildItemSearch(code, 'all')}`}
            >
              {reporter.name}: {code}, {(fieldWords[field] ?? field).toLowerCase()}
            </Link>
          ),
        },
        {
          key: 'excerpt',
          header: 'Text, partly hidden',
          minWidth: '16rem',
          cell: ({ excerpt }) => excerpt,
        },
        {
          key: 'kinds',
          header: 'Looks like',
          minWidth: '10rem',
          cell: ({ kinds }) => formatUpperFirst(kinds.map((kind) => personalDataWords[kind]).join(', ')),
        },
        { key: 'way', header: 'Publication', minWidth: '12rem', cell: describeWay },
      ]}
    />
  );
}
