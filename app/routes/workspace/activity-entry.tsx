import { randomUUID } from 'node:crypto';
import { useCallback } from 'react';
import { formatDate } from '#server/domain/language/date-format.ts';
import { SummaryList } from '#app/components/summary-list.tsx';
import {
  type ActivityDraft,
  buildActivityInput,
  fillActivityDraft,
  narrativeFields,
  parseActivityDraft,
  readActivityForm,
  readActivityRevision,
} from '#app/features/entry/activity-draft.ts';
import { ActivityFields } from '#app/features/entry/activity-fields.tsx';
import { ActivityHelp } from '#app/features/entry/activity-help.tsx';
import { type ActivityQuestion, activityWords } from '#app/features/entry/activity-words.ts';
import type { ComparedQuestion } from '#app/features/entry/conflict-form.tsx';
import { EntryPage } from '#app/features/entry/entry-page.tsx';
import { placeActivityProblems } from '#app/features/entry/field-ids.ts';
import { readActivitySide, serialiseActivitySide } from '#app/features/entry/item-sides.ts';
import { loadEntryExtras } from '#app/features/entry/load-entry-extras.server.ts';
import { ask } from '#app/features/errors/ask.ts';
import type { Outgoing } from '#app/features/offline/outbox-entry.ts';
import { StatusWord } from '#app/features/status/status-symbol.tsx';
import { listActivityRows } from '#app/features/submission/item-summary.tsx';
import { can } from '#server/domain/access/can.rules.ts';
import { narrativeGuidance } from '#server/domain/submission/narrative-guidance.ts';
import type { Route } from './+types/activity-entry';
import { describeEntryPage } from './describe-entry-page.server.ts';
import { openPost, openReport } from './open-report.server.ts';
import { saveItem } from './save-item.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const { code } = args.params;
  const [entry, sheet, extras] = await Promise.all([
    ask(requestId, () => caller.submission.activity({ round, reporter, activity: code })),
    ask(requestId, () => caller.submission.get({ round, reporter })),
    loadEntryExtras(caller, requestId, key, { kind: 'activity', code }),
  ]);
  return {
    entry,
    extras,
    page: describeEntryPage({
      url: args.request.url,
      key,
      viewer,
      sheet,
      today,
      item: { kind: 'activity', code },
      mayWrite: can(viewer, 'report.write', { reporter: entry.reporter }),
    }),
    // With the page and not with its scripts, which are to stay small.
    guidance: narrativeGuidance,
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
    spell: serialiseActivitySide,
    parseControl: readActivitySide,
    readCurrent,
    readRevision: readActivityRevision,
  });
}

type Current = {
  activities?: (ActivityDraft & {
    status: string | null;
    version: number;
    updatedAt: string | null;
    updatedBy: string | null;
  })[];
};

function readCurrent(current: unknown) {
  const [stored] = (current as Current).activities ?? [];
  if (!stored) return null;
  const { version, updatedAt, updatedBy } = stored;
  return { draft: fillActivityDraft(stored), version, updatedAt, updatedBy };
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
      actionData={actionData}
      read={readActivityForm}
      parse={parseActivityDraft}
      outgoing={outgoing}
      placeProblems={placeActivityProblems}
      describe={describe}
      aside={<ActivityHelp entry={entry} reportKey={page.key} formId={loaderData.formId} />}
      reading={
        <SummaryList rows={listActivityRows(saved, statuses, { code: activity.code, changeTo: null })} />
      }
    >
      {({ initial, errors, questions }) => (
        <ActivityFields
          entry={entry}
          initial={initial}
          errors={errors}
          questions={questions}
          periodEnd={formatDate(page.periodEnd)}
          guidance={loaderData.guidance}
        />
      )}
    </EntryPage>
  );
}
