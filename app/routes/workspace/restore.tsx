import { randomUUID } from 'node:crypto';
import { Form, Link, data } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { answerForm, intent, number } from '#app/features/forms/answer-form.server.ts';
import {
  FieldChanges,
  describeChanges,
  groupRevisions,
  type RevisionGroup,
} from '#app/features/history/change-list.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import {
  addToPath,
  buildItemHistoryPath,
  buildItemPath,
  buildRestorePath,
  type ItemKind,
  type ReportKey,
} from '#app/features/submission/report-paths.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/restore';
import { openPost, openReport } from './open-report.server.ts';
import styles from './restore.module.css';
import type { RequestContext } from '#app/request-context.ts';
import {
  undoActivityChanges,
  undoIndicatorChanges,
} from '#server/domain/submission/undo-changes.calculations.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { searchParams } = new URL(args.request.url);
  const target = readRestoreTarget(searchParams);
  const [sheet, restore] = await Promise.all([
    ask(requestId, () => caller.submission.get({ round: key.round, reporter: key.reporter })),
    ask(requestId, () => loadRestore(caller, key, target)),
  ]);
  return {
    header: sheet.header,
    ...restore,
    kind: target.kind,
    code: target.code,
    key,
    today,
    reporters: listReporters(viewer),
    formId: randomUUID(),
  };
}

export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const { key } = posted;
  const { kind, code } = readRestoreTarget(new URL(args.request.url).searchParams);
  return answerForm(posted, {
    '': intent({ revision: number, version: number }, async (typed, requestId) => {
      const report = { round: key.round, reporter: key.reporter };
      const { version } = await posted.caller.submission.restore({
        ...report,
        kind,
        code,
        ...typed,
        requestId,
      });
      return addToPath(buildItemPath(key, kind, code), 'saved', String(version));
    }),
  });
}

export const shouldRevalidate = () => true;

export default function RestorePage({ loaderData, actionData }: Route.ComponentProps) {
  const { header, key, today, reporters, kind, code, title, change, version, writable, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const back = buildItemPath(key, kind, code);
  const heading = `Undo changes to ${code}`;
  const changes = change ? describeChanges(change.group, loaderData.words) : [];
  return (
    <>
      <PageTitle parts={[`${heading} · ${nameReport(header)}`]} failed={refusal !== null} />
      <ErrorSummary errors={refusal ? [{ message: refusal.sentence }] : []} />
      <ReportHeading
        header={header}
        reportKey={key}
        today={today}
        current="other"
        reporters={reporters}
        title={heading}
      />
      <p>
        <Link to={back}>
          {code} {title}
        </Link>
      </p>
      <div className={styles.step}>
        {change === null ? (
          <p>Nothing has been saved here yet that you could undo.</p>
        ) : (
          <>
            <p>
              {change.count === 1 ? 'The last save, on' : `The last ${change.count} saves, since`}{' '}
              <DateText iso={change.since} withTime withZone />, by {change.by.join(', ')}.{' '}
              {changes.length > 0
                ? 'This is what would change back:'
                : 'Its text and figures stayed the same: it confirmed or repeated the earlier answer.'}
            </p>
            {changes.length > 0 ? <FieldChanges changes={changes} /> : null}
            {writable ? (
              <Form method="post">
                <input type="hidden" name="requestId" value={formId} />
                <input type="hidden" name="revision" value={change.revision} />
                <input type="hidden" name="version" value={version} />
                <p>Restoring is saved like any other change: the present answer stays in the history.</p>
                <ButtonGroup>
                  <Button>Restore the earlier answer</Button>
                  <Link to={back}>Cancel</Link>
                </ButtonGroup>
              </Form>
            ) : (
              <p>The item cannot be changed now.</p>
            )}
            <p>
              {change.older === null ? null : (
                <>
                  <Link to={buildRestorePath(key, kind, code, change.older)}>Go one save further back</Link> ·{' '}
                </>
              )}
              {change.sitting === null ? null : (
                <>
                  <Link to={buildRestorePath(key, kind, code, change.sitting)}>
                    Everything that {change.by[0]} saved in one go
                  </Link>{' '}
                  ·{' '}
                </>
              )}
              <Link to={buildItemHistoryPath(key, code)}>All changes to {code}</Link>
            </p>
          </>
        )}
      </div>
    </>
  );
}

type Caller = RequestContext['caller'];
type RestoreTarget = { kind: ItemKind; code: string; revision: number | null };

/** How far back one can go on this page; what lies further back is in the history. */
const farthestBack = 200;

/** Which item is meant and how far it goes back. Throws 404 for an address that names none. */
function readRestoreTarget(parameters: URLSearchParams): RestoreTarget {
  const [kind, code] = [parameters.get('kind'), parameters.get('code')];
  if ((kind !== 'activity' && kind !== 'indicator') || !code) throw data(null, { status: 404 });
  const revision = Number(parameters.get('revision'));
  return { kind, code, revision: Number.isInteger(revision) && revision > 0 ? revision : null };
}

/** What would be put back: the item as it stands, and as it stood before the change. */
async function loadRestore(caller: Caller, key: ReportKey, target: RestoreTarget) {
  const of = { round: key.round, reporter: key.reporter };
  const [item, history] = await Promise.all([
    readItem(caller, of, target),
    caller.submission.history({ ...of, code: target.code, limit: farthestBack }),
  ]);
  const revisions = history.revisions.filter(({ subject }) => subject === target.kind);
  const at = target.revision === null ? 0 : revisions.findIndex(({ id }) => id === target.revision);
  const oldest = revisions[at];
  const { title, version, writable } = item;
  if (!oldest) return { title, version, writable, words: history.words, change: null };
  const taken = revisions.slice(0, at + 1);
  const sitting = revisions[(groupRevisions(revisions)[0]?.count ?? 1) - 1];
  const group: RevisionGroup = {
    id: oldest.id,
    subject: target.kind,
    code: target.code,
    by: oldest.by,
    from: oldest.at,
    to: oldest.at,
    before: item.current,
    after: item.restore(taken),
    count: taken.length,
  };
  return {
    title,
    version,
    writable,
    words: history.words,
    change: {
      group,
      revision: oldest.id,
      count: taken.length,
      since: oldest.at,
      by: [...new Set(taken.map(({ by }) => by))],
      /** Go one save further back, where there is one. */
      older: revisions[at + 1]?.id ?? null,
      /** All that one person saved in one go, where that is more than what is shown. */
      sitting: sitting && revisions.indexOf(sitting) > at ? sitting.id : null,
    },
  };
}

type Changes = { before: unknown; after: unknown }[];

async function readItem(
  caller: Caller,
  of: { round: string; reporter: string },
  { kind, code }: RestoreTarget,
) {
  if (kind === 'activity') {
    const { activity, answer, writable } = await caller.submission.activity({ ...of, activity: code });
    const current = {
      status_code: answer.status,
      achievements: answer.achievements,
      challenges: answer.challenges,
      obstacles: answer.obstacles,
      help_wanted: answer.helpWanted,
      next_steps: answer.nextSteps,
      narrative_released: answer.narrativeReleased,
    };
    return {
      title: activity.title,
      version: answer.version,
      writable,
      current,
      restore: (changes: Changes): unknown => undoActivityChanges(current, changes),
    };
  }
  const { indicator, answer, writable } = await caller.submission.indicator({ ...of, indicator: code });
  const { note, release, cells } = answer;
  return {
    title: indicator.title,
    version: answer.version,
    writable,
    current: { note, release, cells },
    restore: (changes: Changes): unknown => undoIndicatorChanges({ note, release, cells }, changes),
  };
}
