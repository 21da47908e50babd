import { DataTable } from '#app/components/data-table.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { NeedsAnswer } from '#app/contract.ts';
import { ask } from '#app/features/errors/ask.ts';
import { English, LabelWord, useEnglishLang } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { ChosenKinds, useKindName } from '#app/features/need/chosen-kinds.tsx';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { NothingPublished, PublicationLine } from '#app/features/publication/publication-words.tsx';
import styles from './needs-help.module.css';
import { StatusWord } from '#app/features/status/status-symbol.tsx';
import { requestContext } from '#app/request-context.ts';
import { describeActivityStatus } from '#server/domain/finding/describe-status.ts';
import { isUrgent, type NeedKind, needKinds } from '#server/domain/finding/needs-help.calculations.ts';
import { needs as english } from '#server/domain/language/messages/en/needs.ts';
import { type NeedList, needListNames } from '#server/domain/need/need-kinds.ts';
import type { Route } from './+types/needs-help';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () => publicCaller.dashboard.needs({ publication: readPublication(request.url) }));
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) =>
  buildPageMeta(args, { title: english.title, description: english.description, path: '/needs-help' });

/** Activities that need help, by what for. It is about activities and never about states. */
export default function NeedsHelpPage({ loaderData }: Route.ComponentProps) {
  const { publication, activities, counts, total, hasSupport } = loaderData;
  const words = useWords('needs');
  const supported = useWords('support');
  const link = usePublicationLink();
  if (!publication) {
    return (
      <>
        <PageHeading>{words('title')}</PageHeading>
        <NothingPublished />
      </>
    );
  }
  const behind = activities.filter(isUrgent);
  const others = activities.filter((activity) => !isUrgent(activity));
  const kinds = needKinds.filter((kind) => hasSupport || kind !== 'no_money');
  const nameNeed = (kind: NeedKind) => words(`need_${kind}`);
  return (
    <>
      <PageHeading
        kicker={words('title')}
        lead={words('lead')}
        meta={<PublicationLine publication={publication} />}
      >
        {words('finding', { behind: behind.length, total })}
      </PageHeading>
      <Section id="kinds" title={words('reasons')}>
        <DataTable
          caption={words('reasons')}
          captionHidden
          fit
          narrow="stack"
          rows={kinds}
          rowKey={(kind) => kind}
          columns={[
            { key: 'kind', header: words('reason'), rowHeader: true, cell: nameNeed },
            { key: 'count', header: words('activities'), numeric: true, cell: (kind) => counts[kind] },
          ]}
        />
        {hasSupport ? null : <p>{words('older')}</p>}
      </Section>
      {needListNames.map((list) => (
        <Stated key={list} list={list} answer={loaderData} />
      ))}
      {behind.length > 0 ? (
        <Section id="behind" title={words('behind')}>
          <ul className={styles.list}>
            {behind.map((activity) => (
              <Behind key={activity.code} activity={activity} answer={loaderData} />
            ))}
          </ul>
        </Section>
      ) : null}
      {others.length > 0 ? (
        <div id="others">
          <Details summary={words('others', { count: others.length })} flush>
            <DataTable
              caption={words('others', { count: others.length })}
              captionHidden
              narrow="stack"
              dense
              rows={others}
              rowKey={({ code }) => code}
              columns={[
                {
                  key: 'activity',
                  header: words('activity'),
                  rowHeader: true,
                  minWidth: '20rem',
                  cell: ({ code, title: name }) => (
                    <Link to={link(`/activities/${code}`)}>
                      {code} <English>{name}</English>
                    </Link>
                  ),
                },
                { key: 'lead', header: words('leadBody'), cell: ({ lead }) => lead },
                {
                  key: 'needs',
                  header: words('reason'),
                  cell: ({ needs }) => needs.map(nameNeed).join(', '),
                },
              ]}
            />
          </Details>
        </div>
      ) : null}
      <ul className={styles.ways}>
        <li>
          <Link to={link('/support')}>{supported('title')}</Link>
        </li>
        <li>
          <Link to={link('/plan')}>{words('plan')}</Link>
        </li>
      </ul>
    </>
  );
}

/** What released reports name from one list: how many activities for each kind, and which they are. */
function Stated({ list, answer }: { list: NeedList; answer: NeedsAnswer }) {
  const words = useWords('needs');
  const support = useWords('support');
  const nameKind = useKindName(list);
  const link = usePublicationLink();
  const { activities, [list]: groups } = answer.stated;
  const named = groups.filter((group) => group.activities.length > 0);
  if (named.length === 0) {
    return (
      <Section id={list} title={words(list)}>
        <p>{words('notStated')}</p>
      </Section>
    );
  }
  const isOffered = (kind: string) => (code: string) => activities[code]?.supported.includes(kind) ?? false;
  return (
    <Section id={list} title={words(list)}>
      {list === 'obstacles' ? <p>{words('stated')}</p> : null}
      <DataTable
        caption={words(list)}
        captionHidden
        fit
        narrow="stack"
        rows={groups}
        rowKey={({ kind }) => kind}
        columns={[
          { key: 'kind', header: words('kind'), rowHeader: true, cell: ({ kind }) => nameKind(kind) },
          {
            key: 'count',
            header: words('activities'),
            numeric: true,
            cell: (group) => group.activities.length,
          },
          ...(list === 'helpWanted' && answer.hasSupport
            ? [
                {
                  key: 'supported',
                  header: words('supported'),
                  numeric: true,
                  cell: (group: (typeof groups)[number]) =>
                    group.activities.filter(isOffered(group.kind)).length,
                },
              ]
            : []),
        ]}
      />
      {list === 'helpWanted' && answer.hasSupport ? (
        <p>
          <Link to={link('/support')}>{support('allSupport')}</Link>
        </p>
      ) : null}
      <Details summary={words('byKind')}>
        {named.map((group) => (
          <div key={group.kind}>
            <h3 className={styles.kind}>{nameKind(group.kind)}</h3>
            <ul className={styles.named}>
              {group.activities.map((code) => (
                <li key={code}>
                  <Link to={link(`/activities/${code}`)}>{code}</Link>{' '}
                  <English>{activities[code]?.title}</English>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </Details>
    </Section>
  );
}

type Needing = NeedsAnswer['activities'][number];

/** One activity that is behind: why, how much of its time has passed, and what was released on it. */
function Behind({
  activity: { code, title: name, lead, stand, pace, needs, challenge },
  answer: { statuses, stated },
}: {
  activity: Needing;
  answer: NeedsAnswer;
}) {
  const words = useWords('needs');
  const link = usePublicationLink();
  const englishLang = useEnglishLang();
  const { label, mark } = describeActivityStatus(stand, statuses);
  const kinds = stated.activities[code];
  return (
    <li className={styles.item}>
      <h3 className={styles.name}>
        <Link to={link(`/activities/${code}`)}>
          {code} <English>{name}</English>
        </Link>
      </h3>
      <p className={styles.facts}>
        <StatusWord mark={mark}>
          {stand.status ? (
            <LabelWord list="activity_status" code={stand.status}>
              {label}
            </LabelWord>
          ) : (
            <English>{label}</English>
          )}
        </StatusWord>
        {stand.carriedFrom ? <span>{words('carried', { round: stand.carriedFrom })}</span> : null}
        {pace ? <span>{words('passed', { percent: pace.elapsed })}</span> : null}
        <span>{words('led', { lead })}</span>
      </p>
      <p className={styles.needs}>{needs.map((kind) => words(`need_${kind}`)).join('. ')}.</p>
      {kinds ? <ChosenKinds chosen={kinds} /> : null}
      {challenge ? (
        <blockquote className={styles.said}>
          <p lang={englishLang}>{challenge.words}</p>
          <footer>
            {challenge.reporter.kind === 'state' ? (
              <LabelWord list="state" code={challenge.reporter.code}>
                {challenge.reporter.name}
              </LabelWord>
            ) : (
              challenge.reporter.code
            )}
            {challenge.others > 0 ? (
              <>
                {', '}
                <Link to={link(`/activities/${code}#words`)}>
                  {words('more', { count: challenge.others })}
                </Link>
              </>
            ) : null}
          </footer>
        </blockquote>
      ) : (
        <p className={styles.silent}>{words('silent')}</p>
      )}
    </li>
  );
}
