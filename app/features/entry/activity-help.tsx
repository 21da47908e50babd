import { Definitions } from '#app/components/definitions.tsx';
import { StatusWord } from '#app/features/status/status-symbol.tsx';
import { StartForm } from '../copied/start-form.tsx';
import type { ActivityEntry } from '../submission/contract-types.ts';
import type { ReportKey } from '../submission/report-paths.ts';
import { narrativeFields } from './activity-draft.ts';
import { activityWords } from './activity-words.ts';
import styles from './help.module.css';

interface ActivityHelpProps {
  entry: ActivityEntry;
  reportKey: ReportKey;
  formId: string;
}

/** What helps to report on an activity: what was said last time, and what the plan says. */
export function ActivityHelp({ entry, reportKey, formId }: ActivityHelpProps) {
  const { activity, last } = entry;
  // Offered while nothing is written: copying must not bury anybody's words.
  const canStart = entry.writable && entry.answer.version === 0;
  return (
    <div className={styles.help}>
      <h2>Last round{last ? `, ${last.round}` : ''}</h2>
      {last ? (
        <>
          <LastAnswer last={last} statuses={entry.statuses} />
          {canStart ? (
            <StartForm
              reportKey={reportKey}
              item={{ kind: 'activity', code: activity.code }}
              requestId={formId}
              words="Start from these words"
            />
          ) : null}
        </>
      ) : (
        <p>Nothing was reported on this activity in the last round.</p>
      )}
      <h2>The activity</h2>
      <p>{activity.description}</p>
      <Definitions
        layout="under"
        items={[
          {
            term: 'Objective',
            description: `${activity.objective.code} ${activity.objective.title}`,
          },
          { term: 'Lead', description: `${activity.lead.acronym}, ${activity.lead.name}` },
          {
            term: 'Cooperating',
            description:
              activity.cooperating.length > 0
                ? activity.cooperating.map(({ acronym, name }) => `${acronym}, ${name}`)
                : 'No other body',
          },
          { term: 'Years', description: activity.years.join(', ') },
        ]}
      />
    </div>
  );
}

function LastAnswer({
  last,
  statuses,
}: {
  last: NonNullable<ActivityEntry['last']>;
  statuses: ActivityEntry['statuses'];
}) {
  const status = statuses.find(({ code }) => code === last.status);
  return (
    <dl className={styles.answers}>
      <div>
        <dt>{activityWords.status.label}</dt>
        <dd>{status ? <StatusWord mark={status.mark}>{status.label}</StatusWord> : 'Not answered'}</dd>
      </div>
      {narrativeFields.map((field) => (
        <div key={field}>
          <dt>{activityWords[field].label}</dt>
          <dd className={styles.text}>{last[field] || 'Not answered'}</dd>
        </div>
      ))}
    </dl>
  );
}
