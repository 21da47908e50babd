import { findRange } from '#server/domain/value/count-range.ts';
import { getAnswerKind } from '#server/domain/value/measures.ts';
import type {
  ActivityStatus,
  StatusWord,
  LateActivity,
  LinkedIndicator,
  ListedActivity,
} from '#app/contract.ts';
import { English, LabelWord, useEnglishLang, useLabel } from '#app/features/language/language-context.tsx';
import { Term } from '#app/features/language/term.tsx';
import { useRoundName, useWords } from '#app/features/language/use-words.ts';
import { StatusSymbol, StatusWord as MarkWithWord, NoNumber } from '#app/features/status/status-symbol.tsx';
import styles from './activity-list.module.css';
import { describeActivityStatus, getNoStatus } from '#server/domain/finding/describe-status.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { yearRuns } from '#app/components/date-text.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { DataTable } from '#app/components/data-table.tsx';
import { formatFigure } from '#server/domain/finding/figure-words.ts';

/** The mark of a stand without its word, for places where the word stands beside it or is spoken. */
export function StatusSymbolOf({ mark }: { mark: string }) {
  return mark ? (
    <StatusSymbol mark={mark} />
  ) : (
    <span className={styles.notDue} aria-hidden="true">
      –
    </span>
  );
}

/** How an activity stands, in mark and word; says from which round where the report is an older one. */
export function StatusText({ stand, statuses }: { stand: ActivityStatus; statuses: readonly StatusWord[] }) {
  const words = useWords('plan');
  const nameRound = useRoundName();
  const { label: english, mark } = describeActivityStatus(stand, statuses);
  const none = getNoStatus(stand);
  const label = (
    <LabelWord list="activity_status" code={stand.status ?? none.code}>
      {english}
    </LabelWord>
  );
  return (
    <>
      {mark ? (
        <MarkWithWord mark={mark}>{label}</MarkWithWord>
      ) : (
        <span className={styles.quiet}>{label}</span>
      )}
      {stand.carriedFrom ? (
        <span className={styles.carried}>
          {words('asOf', { round: nameRound({ code: stand.carriedFrom, title: stand.carriedFrom }) })}
        </span>
      ) : null}
    </>
  );
}

interface ActivityListProps {
  activities: readonly ListedActivity[];
  statuses: readonly StatusWord[];
  /** The words for the activities' tags; without them no tags are shown. */
  tags?: readonly { code: string; title: string }[];
  plan: { firstYear: number; lastYear: number };
  labelledBy?: string | undefined;
}

/** Activities one under the other: what, who leads, when, and how it stands. */
export function ActivityList({ activities, statuses, tags = [], plan, labelledBy }: ActivityListProps) {
  const link = usePublicationLink();
  return (
    <ul className={styles.list} aria-labelledby={labelledBy}>
      {activities.map((activity) => (
        <li key={activity.code} className={styles.row}>
          <div className={styles.what}>
            <Link to={link(`/activities/${activity.code}`)}>
              <span className={styles.code}>{activity.code}</span> <English>{activity.title}</English>
            </Link>
            <p className={styles.facts}>
              <Term name="ledBy" />{' '}
              <Link to={link(`/bodies/${encodeURIComponent(activity.lead)}`)}>{activity.lead}</Link>
              {tags
                .filter(({ code }) => activity.tags.includes(code))
                .map(({ code, title }) => (
                  <span key={code} className={styles.tag}>
                    <LabelWord list="tag" code={code}>
                      {title}
                    </LabelWord>
                  </span>
                ))}
            </p>
          </div>
          <div className={styles.status}>
            <StatusText stand={activity} statuses={statuses} />
          </div>
          <Years plan={plan} years={activity.years} />
        </li>
      ))}
    </ul>
  );
}

/** The years of an activity as blocks on the line of the plan, and in words. */
function Years({ plan, years }: { plan: { firstYear: number; lastYear: number }; years: readonly number[] }) {
  const length = plan.lastYear - plan.firstYear + 1;
  return (
    <div className={styles.years}>
      <VisuallyHidden>
        <Term name="years" />{' '}
      </VisuallyHidden>
      <svg
        className={styles.line}
        viewBox={`0 0 ${length * 10} 6`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <path d={`M0 3H${length * 10}`} className={styles.whole} />
        <path
          d={years.map((year) => `M${(year - plan.firstYear) * 10 + 0.5} 3h9`).join('')}
          className={styles.part}
        />
      </svg>
      <span>{yearRuns(years)}</span>
    </div>
  );
}

/** Late activities, each with the released words of a reporter on what stands in the way. */
export function LateList({
  late,
  statuses,
}: {
  late: readonly LateActivity[];
  statuses: readonly StatusWord[];
}) {
  const link = usePublicationLink();
  return (
    <ul className={styles.lateList}>
      {late.map((activity) => (
        <li key={activity.code} className={styles.item}>
          <p className={styles.lateWhat}>
            <Link to={link(`/activities/${activity.code}`)}>
              <span className={styles.lateCode}>{activity.code}</span> <English>{activity.title}</English>
            </Link>
          </p>
          <p className={styles.lateStatus}>
            <StatusText stand={activity} statuses={statuses} />
          </p>
          <Reason activity={activity} />
        </li>
      ))}
    </ul>
  );
}

function Reason({ activity }: { activity: LateActivity }) {
  const words = useWords('plan');
  const link = usePublicationLink();
  const label = useLabel();
  const english = useEnglishLang();
  const { reason, lead } = activity;
  if (!reason) return <p className={styles.silent}>{words('noReason')}</p>;
  const { kind, code, name } = reason.reporter;
  const reporter = kind === 'state' ? label('state', code, name) : code;
  const rest = reason.others > 0 ? words('moreSay', { count: reason.others }) : null;
  return (
    <blockquote className={styles.reason}>
      <p lang={english}>{reason.words}</p>
      <footer>
        {reason.isLead ? words('leadSays', { reporter }) : words('otherSays', { reporter, lead })}
        {rest ? (
          <>
            {' · '}
            <Link to={link(`/activities/${activity.code}#words`)}>{rest}</Link>
          </>
        ) : null}
      </footer>
    </blockquote>
  );
}

/** Indicators with their regional figure of the newest round. */
export function LinkedIndicators({
  indicators,
  round,
}: {
  indicators: readonly LinkedIndicator[];
  round: { code: string; title: string };
}) {
  const link = usePublicationLink();
  const words = useWords('plan');
  const nameRound = useRoundName();
  return (
    <DataTable
      caption={words('indicatorCaption', { round: nameRound(round) })}
      rows={indicators}
      rowKey={({ code }) => code}
      narrow="stack"
      columns={[
        {
          key: 'indicator',
          header: words('indicator'),
          rowHeader: true,
          cell: ({ code, title }) => (
            <Link to={link(`/indicators/${code}`)}>
              {code} <English>{title}</English>
            </Link>
          ),
        },
        {
          key: 'figure',
          header: words('indicatorFigure'),
          numeric: true,
          cell: (row) => <RegionalFigure indicator={row} />,
        },
        {
          key: 'coverage',
          header: words('indicatorReporting'),
          numeric: true,
          cell: ({ contributing, expected }) =>
            contributing === null || expected === null
              ? ''
              : words('of', { part: String(contributing), whole: String(expected) }),
        },
      ]}
    />
  );
}

function RegionalFigure({ indicator }: { indicator: LinkedIndicator }) {
  const { state, value, measure, contributing } = indicator;
  if (state !== 'reported') return <NoNumber state={state} range={findRange(indicator)} withWord />;
  const figure = formatFigure(indicator, {
    value,
    numerator: null,
    denominator: value === null ? '0' : null,
    distribution: getAnswerKind(measure) === 'choice' ? {} : null,
    choice: null,
    contributing,
  });
  return <English>{figure}</English>;
}
