import { DateText } from '#app/components/date-text.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Section } from '#app/components/layout.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { PublishedArrangementAnswer } from '#app/contract.ts';
import { describeStatus } from '#app/features/arrangement/arrangement-lines.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { useEnglishLang } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { PublicationLine } from '#app/features/publication/publication-words.tsx';
import { requestContext } from '#app/request-context.ts';
import { aimLabels } from '#server/domain/arrangement/arrangement-words.ts';
import { formatList } from '#server/domain/language/list-format.ts';
import { arrangement as english } from '#server/domain/language/messages/en/arrangement.ts';
import styles from './arrangement.module.css';
import type { Route } from './+types/arrangement';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.arrangement({
      publication: readPublication(request.url),
      code: params.code.slice(0, 400),
    }),
  );
}

const nameStates = ({ arrangement: { parties }, names }: PublishedArrangementAnswer) =>
  formatList(parties.map((code) => names[code] ?? code));

export const meta: Route.MetaFunction = (args) =>
  buildPageMeta(args, {
    title: args.loaderData ? english.title.replace('{states}', nameStates(args.loaderData)) : english.section,
    description: english.description,
  });

/** What states have agreed and done, as all of them have released it: their accounts side by side. */
export default function ArrangementPage({ loaderData }: Route.ComponentProps) {
  const words = useWords('arrangement');
  const libraryWords = useWords('library');
  const link = usePublicationLink();
  const lang = useEnglishLang();
  const { publication, arrangement, names, title, summary, subjects } = loaderData;
  const { item, contacts, countries, results, hasAccounts } = arrangement;
  const nameOf = (code: string) => names[code] ?? code;
  return (
    <>
      <Breadcrumbs items={[{ label: libraryWords('cooperation'), to: link('/cooperation') }]} />
      <div lang={lang}>
        <PageHeading
          kicker={words('kicker')}
          lead={summary}
          meta={<PublicationLine publication={publication} />}
        >
          {words('title', { states: nameStates(loaderData) })}
        </PageHeading>
        <Definitions
          items={[
            {
              term: words('status'),
              description: describeStatus(arrangement, words),
            },
            ...[
              ...contacts.map(({ party, bodies }) => ({ name: nameOf(party), bodies })),
              ...countries.map(({ party, bodies }) => ({ name: party, bodies })),
            ].map(({ name, bodies }) => ({
              term: words('contactsOf', { name }),
              description: bodies || '–',
            })),
            { term: words('entry'), description: <Link to={link(`/library/${item}`)}>{title}</Link> },
          ]}
        />
        <Section id="aims" title={words('aims')} lead={hasAccounts ? words('aimsLead') : words('noAccounts')}>
          <DataTable
            caption={words('aims')}
            captionHidden
            narrow="stack"
            rows={subjects}
            rowKey={({ about }) => about}
            columns={[
              {
                key: 'about',
                header: words('aims'),
                rowHeader: true,
                minWidth: '16rem',
                cell: ({ about, aim, step }) =>
                  step === null ? (
                    <strong id={about}>{aimLabels[aim]}</strong>
                  ) : (
                    <span id={about} className={styles.step}>
                      {step.text}
                      <span className={styles.muted}>
                        {step.plannedOn === null
                          ? words('notDated')
                          : words.rich('planned', { date: <DateText iso={step.plannedOn} /> })}
                      </span>
                    </span>
                  ),
              },
              ...(hasAccounts ? arrangement.parties : []).map((party) => ({
                key: party,
                header: nameOf(party),
                minWidth: '12rem',
                cell: ({ about, said }: PublishedArrangementAnswer['subjects'][number]) => (
                  <div id={`${about}-${party}`}>
                    <Said item={said.find(({ by }) => by === party)?.item ?? null} />
                  </div>
                ),
              })),
              ...(hasAccounts
                ? [
                    {
                      key: 'agreement',
                      header: words('compared'),
                      minWidth: '9rem',
                      cell: ({ agreement }: PublishedArrangementAnswer['subjects'][number]) =>
                        agreement === null ? (
                          '–'
                        ) : agreement === 'differ' ? (
                          <Tag emphasis="strong">{words('differ')}</Tag>
                        ) : (
                          words(agreement)
                        ),
                    },
                  ]
                : []),
            ]}
          />
        </Section>
        <Counts arrangement={arrangement} />
        {results === '' ? null : (
          <Section id="results" title={words('results')}>
            <p className={styles.words}>{results}</p>
          </Section>
        )}
      </div>
    </>
  );
}

type Item = PublishedArrangementAnswer['subjects'][number]['said'][number]['item'];

/** What one state says of an aim or step. */
function Said({ item }: { item: Item }) {
  const words = useWords('arrangement');
  if (item === null) return <span className={styles.muted}>{words('nothingSaid')}</span>;
  const { status, on, text } = item;
  return (
    <>
      {status === 'reached' && on !== null
        ? words.rich('reachedOn', { date: <DateText iso={on} /> })
        : words(status === 'reached' ? 'reachedStatus' : status)}
      {on === null || status === 'reached' ? null : (
        <span className={styles.muted}>{words.rich('asOf', { date: <DateText iso={on} /> })}</span>
      )}
      {text === '' ? null : <span className={styles.said}>{text}</span>}
    </>
  );
}

/** Meetings and joint operations by year, where all states give the same number. */
function Counts({ arrangement: { counts } }: Pick<PublishedArrangementAnswer, 'arrangement'>) {
  const words = useWords('arrangement');
  const say = ({ state, value }: NonNullable<typeof counts>[number]['meetings']) =>
    state === 'same' ? (
      value
    ) : (
      <span className={styles.muted}>{words(state === 'differ' ? 'countDiffer' : 'countSilent')}</span>
    );
  return (
    <Section
      id="counts"
      title={words('counts')}
      lead={counts === null ? words('noCounts') : words('countsLead')}
    >
      {counts === null ? null : (
        <DataTable
          caption={words('counts')}
          captionHidden
          fit
          narrow="stack"
          rows={counts}
          rowKey={({ year }) => year}
          empty={words('nothingCounted')}
          columns={[
            {
              key: 'year',
              header: words('year'),
              rowHeader: true,
              cell: ({ year }) => <span id={`year-${year}`}>{year}</span>,
            },
            {
              key: 'meetings',
              header: words('meetings'),
              numeric: true,
              cell: ({ meetings }) => say(meetings),
            },
            {
              key: 'operations',
              header: words('operations'),
              numeric: true,
              cell: ({ operations }) => say(operations),
            },
          ]}
        />
      )}
    </Section>
  );
}
