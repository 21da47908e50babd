import type { Route } from './+types/arrangement';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Section } from '#app/components/layout.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { PublishedArrangementAnswer } from '#app/contract.ts';
import { describeArrangement } from '#app/features/arrangement/arrangement-links.tsx';
import styles from '#app/features/arrangement/arrangement.module.css';
import { ask } from '#app/features/errors/ask.ts';
import { LabelWord } from '#app/features/language/language-context.tsx';
import { buildWords, useWords } from '#app/features/language/use-words.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { PublicationLine } from '#app/features/publication/publication-words.tsx';
import { requestContext } from '#app/request-context.ts';
import { arrangement as english } from '#server/domain/language/messages/en/arrangement.ts';
import { library as libraryWords } from '#server/domain/language/messages/en/library.ts';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.arrangement({
      publication: readPublication(request.url),
      // An address that is too long for a code is the address of nothing.
      code: params.code.slice(0, 120),
    }),
  );
}

const listNames = ({ arrangement, names }: PublishedArrangementAnswer) =>
  arrangement.parties.map((code) => names[code] ?? code);

export const meta: Route.MetaFunction = (args) => {
  if (args.error || !args.loaderData) return buildErrorMeta(english.section);
  return buildPageMeta(args, {
    title: describeArrangement(listNames(args.loaderData), buildWords('en', 'arrangement')),
    description: english.description,
    path: `/cooperation/${encodeURIComponent(args.loaderData.arrangement.item)}`,
  });
};

export default function ArrangementRoute({ loaderData }: Route.ComponentProps) {
  return <ArrangementView {...loaderData} />;
}

/** What states have agreed and done: aims and steps with each account, meetings and operations, bodies, results. */
function ArrangementView(page: PublishedArrangementAnswer) {
  const { publication, arrangement, names, title, summary } = page;
  const words = useWords('arrangement');
  const link = usePublicationLink();
  const bodies = [
    ...arrangement.contacts.map(({ party, bodies: said }) => ({ term: names[party] ?? party, description: said })),
    ...arrangement.countries
      .filter((country) => country.bodies !== '')
      .map(({ party, bodies: said }) => ({ term: party, description: said })),
  ];
  const facts = [
    { term: words('status'), description: words(arrangement.status) },
    ...(arrangement.agreedOn === null
      ? []
      : [{ term: words('agreedOn'), description: <DateText iso={arrangement.agreedOn} /> }]),
    {
      term: words('states'),
      description: arrangement.parties.map((code, at) => (
        <span key={code}>
          {at > 0 ? ', ' : ''}
          <State code={code} names={names} />
        </span>
      )),
    },
    ...(arrangement.countries.length === 0
      ? []
      : [
          {
            term: words('countries'),
            description: arrangement.countries.map(({ party }) => party).join(', '),
          },
        ]),
    {
      term: words('entry'),
      description: <Link to={link(`/library/${arrangement.item}`)}>{title}</Link>,
    },
  ];
  return (
    <>
      <Breadcrumbs items={[{ label: libraryWords.cooperation, to: link('/cooperation') }]} />
      <PageHeading
        kicker={words('kicker')}
        lead={summary}
        meta={<PublicationLine publication={publication} />}
      >
        {describeArrangement(listNames(page), words)}
      </PageHeading>
      <Definitions
        items={facts.map(({ term, description }) => ({
          term,
          description: Array.isArray(description) ? <>{description}</> : description,
        }))}
      />
      <Subjects {...page} />
      <Counts {...page} />
      {bodies.length > 0 ? (
        <Section id="contacts" title={words('contacts')}>
          <Definitions items={bodies} />
        </Section>
      ) : null}
      {arrangement.results === '' ? null : (
        <Section id="results" title={words('results')}>
          <p className={styles.results}>{arrangement.results}</p>
        </Section>
      )}
    </>
  );
}

type Names = PublishedArrangementAnswer['names'];

function State({ code, names }: { code: string; names: Names }) {
  const link = usePublicationLink();
  return (
    <Link to={link(`/states/${code.toLowerCase()}`)}>
      <LabelWord list="state" code={code}>
        {names[code] ?? code}
      </LabelWord>
    </Link>
  );
}

/** Each aim with its agreed steps, and the accounts of all states side by side. */
function Subjects({ arrangement, subjects, names }: PublishedArrangementAnswer) {
  const words = useWords('arrangement');
  const aims = useWords('situation');
  return (
    <Section
      id="aims"
      title={words('aims')}
      lead={<p>{words(arrangement.hasAccounts ? 'aimsLead' : 'noAccounts')}</p>}
    >
      {arrangement.aims.map((aim) => (
        <Section
          key={aim}
          id={`aim-${aim}`}
          level={3}
          title={<span lang={aims.lang}>{aims(`aim_${aim}`)}</span>}
        >
          <ul className={styles.subjects}>
            {subjects
              .filter((subject) => subject.aim === aim)
              .map((subject) => (
                <li key={subject.about} id={subject.about} className={styles.subject}>
                  {subject.step ? (
                    <>
                      <p className={styles.step}>{subject.step.text}</p>
                      <p className={styles.facts}>
                        {subject.step.plannedOn === null
                          ? words('notDated')
                          : words.rich('planned', { date: <DateText iso={subject.step.plannedOn} /> })}
                      </p>
                    </>
                  ) : (
                    <p className={styles.step}>{words('wholeAim')}</p>
                  )}
                  <Accounts subject={subject} names={names} />
                </li>
              ))}
          </ul>
        </Section>
      ))}
    </Section>
  );
}

type Subject = PublishedArrangementAnswer['subjects'][number];

function Accounts({ subject: { said, agreement }, names }: { subject: Subject; names: Names }) {
  const words = useWords('arrangement');
  if (agreement === null) return null;
  return (
    <>
      <ul className={styles.accounts}>
        {said.map(({ by, item }) => (
          <li key={by} className={styles.account}>
            <p>
              <State code={by} names={names} />{' '}
              {item === null ? null : (
                <Tag emphasis={item.status === 'reached' ? 'done' : 'normal'}>{words(item.status)}</Tag>
              )}
            </p>
            {item === null ? <p className={styles.facts}>{words('nothingSaid')}</p> : null}
            {item?.on ? (
              <p className={styles.facts}>
                {words.rich(item.status === 'reached' ? 'reachedOn' : 'asOf', {
                  date: <DateText iso={item.on} />,
                })}
              </p>
            ) : null}
            {item?.text ? <p>{item.text}</p> : null}
          </li>
        ))}
      </ul>
      <p className={agreement === 'differ' ? styles.differ : styles.facts}>{words(agreement)}</p>
    </>
  );
}

type Counted = NonNullable<PublishedArrangementAnswer['arrangement']['counts']>[number];

/** How many meetings and joint operations there were in each year, where all states say the same. */
function Counts({ arrangement: { counts } }: PublishedArrangementAnswer) {
  const words = useWords('arrangement');
  const write = ({ state, value }: Counted['meetings']) =>
    state === 'same' ? String(value) : words(state === 'differ' ? 'countDiffer' : 'countSilent');
  return (
    <Section
      id="counts"
      title={words('counts')}
      lead={<p>{words(counts === null ? 'noCounts' : 'countsLead')}</p>}
    >
      {counts === null ? null : (
        <DataTable
          caption={words('counts')}
          captionHidden
          rows={counts}
          rowKey={({ year }) => year}
          fit
          empty={words('nothingCounted')}
          columns={[
            { key: 'year', header: words('year'), rowHeader: true, cell: ({ year }) => year },
            {
              key: 'meetings',
              header: words('meetings'),
              numeric: true,
              cell: ({ meetings }) => write(meetings),
            },
            {
              key: 'operations',
              header: words('operations'),
              numeric: true,
              cell: ({ operations }) => write(operations),
            },
          ]}
        />
      )}
    </Section>
  );
}
