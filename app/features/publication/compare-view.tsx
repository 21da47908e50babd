import { Link } from '#app/features/publication/public-link.tsx';
import { findRange } from '#server/domain/value/count-range.ts';
import { DataTable } from '#app/components/data-table.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import type { Comparison } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { NoNumber } from '#app/features/status/status-symbol.tsx';
import type { FigureDifference } from '#server/domain/receipt/figure-differences.calculations.ts';
import { buildReceiptPath } from '#server/domain/figure/receipt-path.ts';
import { formatFigure } from '#server/domain/finding/figure-words.ts';
import { changeReasons } from '#server/domain/receipt/change-reasons.rules.ts';
import { changeReasonWords, describeReasons } from '#server/domain/receipt/change-reasons.rules.ts';
import { withPublication } from './link.ts';
import { type AskedComparison, buildComparisonPath } from './read-comparison.ts';
import { Definitions } from '#app/components/definitions.tsx';
import { LabelWord } from '#app/features/language/language-context.tsx';
import { StatusSymbolOf } from '#app/features/plan/activity-list.tsx';
import { formatList } from '#server/domain/language/list-format.ts';
import { getNoStatus } from '#server/domain/finding/describe-status.ts';
import styles from './compare.module.css';

/** Longer groups are folded, so that a new round does not bury what was put right. */
const openUpTo = 20;

/** Figures that differ, a group for each reason: what is of new rounds comes last, since it is no surprise. */
export function CompareFigures({ comparison, asked }: { comparison: Comparison; asked: AskedComparison }) {
  const words = useWords('comparison');
  const { from, to, figures, details } = comparison;
  if (figures.length === 0 && details.length === 0) return null;
  const groups = [...changeReasons.filter((reason) => reason !== 'new_round'), 'new_round' as const]
    .map((reason) => ({ reason, rows: figures.filter(({ reasons }) => reasons[0] === reason) }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <Section
      id="figures"
      title={words('figuresTitle')}
      lead={words(asked.indicator ? 'figuresLeadOne' : 'figuresLead')}
    >
      {groups.map(({ reason, rows }) => {
        const table = (
          <FigureTable
            caption={changeReasonWords[reason].title}
            rows={rows}
            from={from.number}
            to={to.number}
          />
        );
        return (
          <Section
            key={reason}
            level={3}
            id={reason.replace('_', '-')}
            title={changeReasonWords[reason].title}
            lead={changeReasonWords[reason].meaning}
          >
            {rows.length > openUpTo ? (
              <Details summary={words('showRows', { count: rows.length })} flush>
                {table}
              </Details>
            ) : (
              table
            )}
          </Section>
        );
      })}
      {details.length > 0 ? (
        <Section level={3} id="details" title={words('detailsTitle')}>
          <ul>
            {details.map(({ code, title, count }) => (
              <li key={code}>
                <Link
                  to={buildComparisonPath(
                    { from: from.number, to: to.number },
                    { area: asked.area, indicator: code },
                  )}
                >
                  {code} {title}
                </Link>
                : {words('detailsLine', { count })}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </Section>
  );
}

interface FigureTableProps {
  caption: string;
  rows: readonly FigureDifference[];
  from: number;
  to: number;
}

function FigureTable({ caption, rows, from, to }: FigureTableProps) {
  const words = useWords('comparison');
  const nameScope = ({ reporter, dimensionName, categoryName }: FigureDifference) =>
    [reporter?.name, dimensionName ? `${dimensionName.toLowerCase()}: ${categoryName}` : null]
      .filter(Boolean)
      .join(', ');
  return (
    <DataTable
      caption={caption}
      captionHidden
      narrow="stack"
      rows={rows}
      rowKey={(row) => [row.indicator, row.round, row.reporter?.code, row.dimension, row.category].join('/')}
      columns={[
        {
          key: 'figure',
          header: words('figureColumn'),
          rowHeader: true,
          cell: (row) => (
            <>
              {row.indicator} {row.title}
              {nameScope(row) ? ` (${nameScope(row)})` : null}
            </>
          ),
        },
        { key: 'round', header: words('roundColumn'), nowrap: true, cell: ({ round }) => round },
        {
          key: 'was',
          nowrap: true,
          header: words('wasColumn', { number: String(from) }),
          cell: (row) => <Said row={row} side="was" number={from} />,
        },
        {
          key: 'now',
          nowrap: true,
          header: words('wasColumn', { number: String(to) }),
          cell: (row) => <Said row={row} side="now" number={to} />,
        },
        { key: 'why', header: words('whyColumn'), cell: ({ reasons }) => describeReasons(reasons) },
      ]}
    />
  );
}

/** What a publication says in the place, with a link to its receipt. */
function Said({ row, side, number }: { row: FigureDifference; side: 'was' | 'now'; number: number }) {
  const words = useWords('comparison');
  const figure = row[side];
  if (!figure) return <>{words('nothing')}</>;
  const path = buildReceiptPath({ ...row, scope: row.reporter?.code ?? 'region' });
  return (
    <Link to={withPublication(path, number)}>
      {figure.state === 'reported' ? (
        formatFigure(row, figure)
      ) : (
        <NoNumber state={figure.state} range={findRange(figure)} withWord />
      )}
    </Link>
  );
}

type PlanStatus = Comparison['statuses'][number]['now'];

/** Activities that stand otherwise, were added, removed, or are worded or planned otherwise. */
export function CompareActivities({ comparison }: { comparison: Comparison }) {
  const words = useWords('comparison');
  const { from, to, statuses, reworded, addedActivities, removedActivities } = comparison;
  const isSame = [statuses, reworded, addedActivities, removedActivities].every(({ length }) => length === 0);
  return (
    <Section id="activities" title={words('activitiesTitle')}>
      {isSame ? <p>{words('activitiesNone')}</p> : null}
      {statuses.length > 0 ? (
        <Section
          level={3}
          id="statuses"
          title={words('statusesTitle', { count: statuses.length })}
          lead={words('statusesLead', { from: from.roundCode, to: to.roundCode })}
        >
          <DataTable
            caption={words('statusesTitle', { count: statuses.length })}
            captionHidden
            narrow="stack"
            rows={statuses}
            rowKey={({ code }) => code}
            columns={[
              {
                key: 'activity',
                header: words('activityColumn'),
                rowHeader: true,
                cell: ({ code, title }) => (
                  <Link to={withPublication(`/activities/${code}`, to.number)}>
                    {code} {title}
                  </Link>
                ),
              },
              {
                key: 'before',
                header: words('beforeColumn', { number: String(from.number) }),
                nowrap: true,
                cell: ({ before }) => <StatusWord standing={before} />,
              },
              {
                key: 'now',
                header: words('beforeColumn', { number: String(to.number) }),
                nowrap: true,
                cell: ({ now }) => <StatusWord standing={now} />,
              },
            ]}
          />
        </Section>
      ) : null}
      <NamedList
        id="added"
        title={words('addedTitle')}
        things={addedActivities}
        path="/activities"
        number={to.number}
      />
      <NamedList
        id="removed"
        title={words('removedTitle')}
        things={removedActivities}
        path="/activities"
        number={from.number}
      />
      {reworded.length > 0 ? (
        <Section level={3} id="reworded" title={words('rewordedTitle')}>
          <ul>
            {reworded.map(({ code, title, parts, before }) => (
              <li key={code}>
                <Link to={withPublication(`/activities/${code}`, to.number)}>
                  {code} {title}
                </Link>
                . {words('rewordedParts', { parts: formatList(parts) })}{' '}
                {parts.includes('title') ? words('rewordedTitleWas', { title: before.title }) : null}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </Section>
  );
}

function StatusWord({ standing: { status, due, left } }: { standing: PlanStatus }) {
  const none = getNoStatus({ due, left });
  return (
    <span className={styles.status}>
      <StatusSymbolOf mark={status?.mark ?? none.mark} />
      <LabelWord list="activity_status" code={status?.code ?? none.code}>
        {status?.label ?? none.label}
      </LabelWord>
    </span>
  );
}

interface NamedListProps {
  id: string;
  title: string;
  things: readonly { code: string; title: string }[];
  path: string;
  number: number;
}

function NamedList({ id, title, things, path, number }: NamedListProps) {
  if (things.length === 0) return null;
  return (
    <Section level={3} id={id} title={title}>
      <ul>
        {things.map((thing) => (
          <li key={thing.code}>
            <Link to={withPublication(`${path}/${thing.code}`, number)}>
              {thing.code} {thing.title}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Indicators that are defined otherwise, new or gone. Nothing where there is none. */
export function CompareDefinitions({ comparison }: { comparison: Comparison }) {
  const words = useWords('comparison');
  const { from, to, redefined, addedIndicators, removedIndicators } = comparison;
  if (redefined.length + addedIndicators.length + removedIndicators.length === 0) return null;
  return (
    <Section id="definitions" title={words('definitionsTitle')}>
      {redefined.map(({ code, title, parts, before, now }) => (
        <Section
          key={code}
          level={3}
          id={`definition-${code}`}
          title={
            <Link to={withPublication(`/indicators/${code}`, to.number)}>
              {code} {title}
            </Link>
          }
        >
          <p>{parts.length > 0 ? words('redefinedParts', { parts: formatList(parts) }) : words('renamed')}</p>
          {before.title === now.title ? null : <p>{words('rewordedTitleWas', { title: before.title })}</p>}
          {parts.includes('definition') ? (
            <Definitions
              items={[
                { term: words('wasDefined'), description: before.definition },
                { term: words('isDefined'), description: now.definition },
              ]}
            />
          ) : null}
        </Section>
      ))}
      <NamedList
        id="added-indicators"
        title={words('addedTitle')}
        things={addedIndicators}
        path="/indicators"
        number={to.number}
      />
      <NamedList
        id="removed-indicators"
        title={words('removedTitle')}
        things={removedIndicators}
        path="/indicators"
        number={from.number}
      />
    </Section>
  );
}
