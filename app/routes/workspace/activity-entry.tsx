import { randomUUID } from 'node:crypto';
import { Fragment, useCallback } from 'react';
import { formatDate } from '#server/domain/language/date-format.ts';
import { Details } from '#app/components/layout.tsx';
import { Definitions, SummaryList } from '#app/components/definitions.tsx';
import {
  type ActivityDraft,
  buildActivityInput,
  fillActivityDraft,
  type NarrativeField,
  narrativeFields,
  parseActivityDraft,
  readActivityForm,
  readActivityRevision,
} from '#app/features/entry/activity-draft.ts';
import { type ActivityQuestion, activityWords } from '#app/features/entry/item-words.ts';
import type { ComparedQuestion } from '#app/features/entry/conflict-form.tsx';
import { FieldFindings, type ItemFindings } from '#app/features/entry/field-findings.tsx';
import { EntryPage } from '#app/features/entry/entry-page.tsx';
import { placeActivityProblems } from '#app/features/entry/placed-problems.ts';
import { readActivitySide } from '#app/features/entry/conflict-sides.ts';
import { activityMerging } from '#app/features/entry/merge-drafts.ts';
import {
  describeEntryExtras,
  describeEntryPage,
  findMergedSave,
} from '#app/features/entry/load-entry-page.server.ts';
import { ask } from '#app/features/errors/ask.ts';
import type { Outgoing } from '#app/features/offline/outbox-store.ts';
import { StatusSymbol, StatusWord } from '#app/features/status/status-symbol.tsx';
import { listActivityRows } from '#app/features/submission/activity-summary.tsx';
import { type FieldGuidance, narrativeGuidance } from '#server/domain/submission/narrative-guidance.ts';
import type { Route } from './+types/activity-entry';
import { openPost, openReport } from './open-report.server.ts';
import { saveItem } from './save-item.server.ts';
import type { ActivityEntry } from '#app/contract.ts';
import { loadActivityMerge } from '#app/features/entry/load-merge.ts';
import { StartForm } from '#app/features/copied/copied-forms.tsx';
import { Link } from 'react-router';
import { formatMilestone } from '#server/domain/target/describe-national-targets.ts';
import { buildCircumstancePath, type ReportKey } from '#app/features/submission/report-paths.ts';
import styles from '#app/features/entry/help.module.css';
import { Checkbox, CheckboxGroup, RadioGroup } from '#app/components/choice-field.tsx';
import {
  formatKinds,
  needListNames,
  needLists,
  type NeedList,
  parseKinds,
} from '#server/domain/need/need-kinds.ts';
import { longestText } from '#server/domain/submission/text.rules.ts';
import { GuardedTextArea } from '#app/features/personal-data/guarded-text-area.tsx';
import { RowPaste } from '#app/features/entry/row-paste.tsx';
import { NarrativeGuidance } from '#app/features/entry/narrative-guidance.tsx';
import { Question, type QuestionsOf } from '#app/features/entry/question.tsx';
import { labelAmendments } from '#app/features/entry/label-amendments.server.ts';
import { ItemAmendments } from '#app/features/entry/item-amendments.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const { code } = args.params;
  const answer = await ask(requestId, () =>
    caller.submission.activityPage({ round, reporter, activity: code }),
  );
  return {
    entry: labelAmendments(answer.entry),
    extras: describeEntryExtras(
      answer,
      await findMergedSave(
        { url: args.request.url, caller, requestId, key, code },
        activityMerging,
        readActivityRevision(null),
      ),
    ),
    page: describeEntryPage({ request: args.request, key, viewer, today, code, answer }),
    // With the page and not with its scripts, which are to stay small.
    guidance: narrativeGuidance,
    national:
      answer.entry.reporter.kind === 'state'
        ? {
            lines: (answer.entry.activity.national?.milestones ?? []).map(formatMilestone),
            to: buildCircumstancePath(key, code),
          }
        : null,
    formId: randomUUID(),
  };
}

export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const { caller, requestId, key } = posted;
  const { round, reporter } = key;
  const { code } = args.params;
  const entry = await ask(requestId, () => caller.submission.activity({ round, reporter, activity: code }));
  return saveItem<ActivityDraft>(posted, {
    kind: 'activity',
    code,
    queries: entry.queries,
    read: readActivityForm,
    save: (draft, version, id) =>
      caller.submission.saveActivityReport({
        round,
        reporter,
        requestId: id,
        ...buildActivityInput(draft, { activity: code, version }),
      }),
    place: placeActivityProblems,
    merging: activityMerging,
    parseControl: readActivitySide,
    readRevision: readActivityRevision,
  });
}

export default function ActivityEntryPage({ loaderData, actionData }: Route.ComponentProps) {
  const { entry, page } = loaderData;
  const { activity, statuses } = entry;
  const { round, reporter } = page.key;
  const saved = fillActivityDraft(entry.answer);
  const outgoing = useCallback(
    (draft: ActivityDraft): Outgoing => ({
      procedure: 'saveActivityReport',
      input: { round, reporter, ...buildActivityInput(draft, { activity: activity.code, version: 0 }) },
    }),
    [round, reporter, activity.code],
  );
  const describe = (key: string): ComparedQuestion => {
    const status = (answer: string) => statuses.find(({ code }) => code === answer);
    return {
      label: activityWords[key as ActivityQuestion].label,
      isText: narrativeFields.some((field) => field === key),
      show: (answer) => {
        if (key === 'narrativeReleased') return answer === 'yes' ? 'Yes' : 'No';
        const list = needListNames.find((name) => name === key);
        if (list) return formatKinds(list, parseKinds(list, answer)) || 'None chosen';
        const found = status(answer);
        return found ? <StatusWord mark={found.mark}>{found.label}</StatusWord> : 'Not chosen';
      },
    };
  };
  return (
    <EntryPage<ActivityDraft>
      page={page}
      kindWord="Activity"
      code={activity.code}
      title={activity.title}
      place={`${activity.area.title} · ${activity.objective.title}`}
      entry={entry}
      saved={saved}
      formId={loaderData.formId}
      extras={loaderData.extras}
      actionData={actionData?.shown ?? undefined}
      read={readActivityForm}
      parse={parseActivityDraft}
      loadMerge={loadActivityMerge}
      outgoing={outgoing}
      placeProblems={placeActivityProblems}
      describe={describe}
      aside={
        <ActivityHelp
          entry={entry}
          reportKey={page.key}
          formId={loaderData.formId}
          national={loaderData.national}
        />
      }
      reading={
        <SummaryList rows={listActivityRows(saved, statuses, { code: activity.code, changeTo: null })} />
      }
    >
      {({ initial, errors, questions, findings }) => (
        <ActivityFields
          entry={entry}
          initial={initial}
          errors={errors}
          questions={questions}
          findings={findings}
          periodEnd={formatDate(page.periodEnd)}
          guidance={loaderData.guidance}
        />
      )}
    </EntryPage>
  );
}

interface ActivityHelpProps {
  entry: ActivityEntry;
  reportKey: ReportKey;
  formId: string;
  /** The state's own milestones, and where they are proposed; null for a body. */
  national: { lines: string[]; to: string } | null;
}

/** What helps to report on an activity: what was said last time, and what the plan says. */
function ActivityHelp({ entry, reportKey, formId, national }: ActivityHelpProps) {
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
              words="Start from this text"
            />
          ) : null}
        </>
      ) : (
        <p>Nothing was reported on this activity in the last round.</p>
      )}
      <ItemAmendments amendments={entry.amendments} />
      {national ? (
        <>
          <h2>National circumstances</h2>
          {national.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
          <p>
            <Link to={national.to}>Propose what differs in your state</Link>
          </p>
        </>
      ) : null}
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
      {needListNames
        .filter((list) => last[list].length > 0)
        .map((list) => (
          <div key={list}>
            <dt>{activityWords[list].label}</dt>
            <dd>{formatKinds(list, last[list])}</dd>
          </div>
        ))}
    </dl>
  );
}

interface ActivityFieldsProps {
  entry: ActivityEntry;
  initial: ActivityDraft;
  /** Messages by the id of the control. */
  errors: Readonly<Record<string, string>>;
  questions: QuestionsOf;
  findings: ItemFindings;
  /** The last day of the period, in words. */
  periodEnd: string;
  guidance: Readonly<Record<NarrativeField, FieldGuidance>>;
}

const kindsWords = 'By kind: what is in the way, and what would help';

/** The kinds of one list, to be ticked. */
function KindsField({
  list,
  chosen,
  error,
}: {
  list: NeedList;
  chosen: readonly string[];
  error: string | undefined;
}) {
  const { kinds, labels } = needLists[list];
  return (
    <CheckboxGroup
      id={list}
      name={list}
      label={activityWords[list].label}
      labelSize="large"
      hint={activityWords[list].hint}
      columns
      options={kinds.map((kind) => ({ value: kind, label: (labels as Record<string, string>)[kind] }))}
      defaultValue={chosen}
      error={error}
    />
  );
}

/** The questions of an activity's page. */
function ActivityFields(props: ActivityFieldsProps) {
  const { entry, initial, errors, questions, periodEnd, guidance } = props;
  const about = (field: string) => (
    <>
      <FieldFindings of={props.findings} field={field} />
      {entry.queries
        .filter((query) => query.field === field)
        .map((query) => (
          <Question key={query.id} query={query} of={questions} />
        ))}
    </>
  );
  const hasKindsToSee = needListNames.some(
    (list) => initial[list].length > 0 || errors[list] || entry.queries.some(({ field }) => field === list),
  );
  const known = new Set<string>(['status', ...narrativeFields, ...needListNames, 'narrativeReleased']);
  return (
    <>
      {entry.queries
        .filter(({ field }) => !known.has(field))
        .map((query) => (
          <Question key={query.id} query={query} of={questions} />
        ))}
      <RowPaste statuses={entry.statuses}>
        <RadioGroup
          id="status"
          name="status"
          label={activityWords.status.label}
          labelSize="large"
          hint={`Where the activity stood on ${periodEnd}.`}
          options={entry.statuses.map(({ code, label, mark }) => ({
            value: code,
            label,
            mark: <StatusSymbol mark={mark} />,
          }))}
          defaultValue={initial.status}
          error={errors.status}
        />
        {about('status')}
        {narrativeFields.map((field) => (
          <Fragment key={field}>
            <GuardedTextArea
              id={field}
              stored={entry.answer[field]}
              name={field}
              label={activityWords[field].label}
              labelSize="large"
              hint={activityWords[field].hint}
              limit={longestText}
              rows={6}
              defaultValue={initial[field]}
              error={errors[field]}
            />
            <NarrativeGuidance
              fieldId={field}
              label={activityWords[field].label}
              guidance={guidance[field]}
            />
            {about(field)}
            {field === 'challenges' ? (
              // Folded: fourteen boxes that few activities need are not in the way of the keyboard.
              <Details summary={kindsWords} open={hasKindsToSee}>
                {needListNames.map((list) => (
                  <Fragment key={list}>
                    <KindsField list={list} chosen={initial[list]} error={errors[list]} />
                    {about(list)}
                  </Fragment>
                ))}
              </Details>
            ) : null}
          </Fragment>
        ))}
      </RowPaste>
      <Checkbox
        id="narrativeReleased"
        name="narrativeReleased"
        label={activityWords.narrativeReleased.label}
        hint={activityWords.narrativeReleased.hint}
        defaultChecked={initial.narrativeReleased}
        error={errors.narrativeReleased}
      />
      {about('narrativeReleased')}
    </>
  );
}
