import { sql } from 'drizzle-orm';
import type { QueryInput } from '#server/use-cases/review/raise-query.ts';
import { deliverPart } from '#server/use-cases/agency/deliver-part.ts';
import { addEvidenceLink } from '#server/use-cases/evidence/add-evidence-link.ts';
import { acceptReport } from '#server/use-cases/review/accept-report.ts';
import { reopenReport } from '#server/use-cases/review/reopen-report.ts';
import { returnReport } from '#server/use-cases/review/return-report.ts';
import { startReview } from '#server/use-cases/review/review-report.ts';
import { answerQuery } from '#server/use-cases/submission/answer-query.ts';
import { clearReport } from '#server/use-cases/submission/clear-report.ts';
import { saveReport } from '#server/use-cases/submission/save-report.ts';
import { sendBackReport } from '#server/use-cases/submission/send-back-report.ts';
import { submitReport } from '#server/use-cases/submission/submit-report.ts';
import { withdrawReport } from '#server/use-cases/submission/withdraw-report.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { activityReportInputSchema } from '#server/domain/submission/activity-report.schema.ts';
import { indicatorValuesInputSchema } from '#server/domain/value/indicator-value.schema.ts';
import { atStep, contextOf, type DemoStage } from './demo-context.ts';
import * as sentences from './other-sentences.ts';
import { createRandom, type Random } from './random.ts';
import { groupByWriter } from './responsibilities.ts';
import { type StatusStep, listMoments, type StepName } from './report-courses.ts';
import type { ReportContent } from './report-content.ts';

type Run = {
  stage: DemoStage;
  key: { round: string; reporter: string };
  kind: 'state' | 'body';
  content: ReportContent;
  random: Random;
  /** Of the report; raised by each move. */
  version: number;
  /** Of each item, by code; missing for one that nobody has saved. */
  versions: Map<string, number>;
};

/** Lives one report's life: each step by the right person, at its own moment, through the use-cases. */
export async function runReport(
  stage: DemoStage,
  key: { round: string; reporter: string },
  kind: 'state' | 'body',
  content: ReportContent,
  steps: readonly StatusStep[],
  submittedOn: string,
): Promise<void> {
  const random = createRandom('moves', key.reporter, key.round);
  const run: Run = { stage, key, kind, content, random, version: 1, versions: new Map() };
  const moments = listMoments(steps, submittedOn);
  for (const [index, [step]] of steps.entries()) {
    const at = moments[index] ?? new Date(0);
    await atStep(`"${step}" of ${key.reporter} for ${key.round}`, () => actions[step](run, at));
  }
}

/** An account of the reporter, or the secretariat: "agency2", "focal", "clearing". */
type Actor = string;

/** A body has one account, which drafts, clears and sends. */
function as({ stage, key, kind }: Run, actor: Actor, at: Date): OperationContext {
  if (actor === 'secretariat') return contextOf(stage, actor, at);
  return contextOf(stage, `${kind === 'body' ? 'body' : actor}.${key.reporter.toLowerCase()}`, at);
}

const actions: Record<StepName, (run: Run, at: Date) => Promise<unknown>> = {
  saveIndicators: saveByHolder,
  saveActivities: async (run, at) => {
    await save(run, 'focal', at, [...run.content.activities.keys()], [], 'first');
    await attach(run, at);
  },
  saveAll: async (run, at) => {
    const { activities, indicators } = run.content;
    await save(run, 'focal', at, [...activities.keys()], [...indicators.keys()], 'first');
    await attach(run, at);
  },
  correct: (run, at) =>
    save(
      run,
      'focal',
      at,
      [...run.content.firstActivities.keys()],
      [...run.content.firstIndicators.keys()],
      'last',
    ),
  clear: (run, at) => move(run, clearReport(as(run, 'clearing', at), moveInput(run))),
  sendBack: (run, at) =>
    move(run, sendBackReport(as(run, 'clearing', at), moveInput(run, sentences.sendBackReasons))),
  submit: (run, at) => move(run, submitReport(as(run, 'focal', at), moveInput(run))),
  withdraw: (run, at) =>
    move(run, withdrawReport(as(run, 'focal', at), moveInput(run, sentences.withdrawReasons))),
  review: (run, at) => startReview(as(run, 'secretariat', at), run.key),
  ask: (run, at) =>
    move(run, returnReport(as(run, 'secretariat', at), { ...moveInput(run), queries: listQueries(run) })),
  returnWhole: (run, at) =>
    move(
      run,
      returnReport(as(run, 'secretariat', at), {
        ...moveInput(run, sentences.wholeReturnReasons),
        scope: 'all',
      }),
    ),
  answer: answerAll,
  accept: (run, at) =>
    move(run, acceptReport(as(run, 'secretariat', at), moveInput(run, sentences.acceptReasons))),
  reopen: (run, at) =>
    move(
      run,
      reopenReport(as(run, 'secretariat', at), {
        ...moveInput(run, sentences.reopenReasons),
        queries: listQueries(run),
      }),
    ),
};

function moveInput(run: Run, reasons: readonly string[] = ['']) {
  return { ...run.key, version: run.version, reason: run.random.pick(reasons) };
}

async function move(run: Run, moved: Promise<{ version: number }>): Promise<void> {
  run.version = (await moved).version;
}

function listQueries({ content }: Run): QueryInput[] {
  return content.queries.map(({ subject, code, field, question }) => ({ subject, code, field, question }));
}

async function save(
  run: Run,
  actor: Actor,
  at: Date,
  activities: readonly string[],
  indicators: readonly string[],
  version: 'first' | 'last',
): Promise<void> {
  const { content, versions } = run;
  if (activities.length + indicators.length === 0) return;
  const saved = await saveReport(as(run, actor, at), {
    ...run.key,
    activities: activities.map((activity) =>
      activityReportInputSchema.parse({
        activity,
        ...((version === 'first' && content.firstActivities.get(activity)) ||
          content.activities.get(activity)),
        version: versions.get(activity) ?? 0,
      }),
    ),
    indicators: indicators.map((indicator) =>
      indicatorValuesInputSchema.parse({
        indicator,
        ...((version === 'first' && content.firstIndicators.get(indicator)) ||
          content.indicators.get(indicator)),
        version: versions.get(indicator) ?? 0,
      }),
    ),
  });
  for (const item of [...saved.activities, ...saved.indicators]) versions.set(item.code, item.version);
}

async function attach(run: Run, at: Date): Promise<void> {
  const { stage, key } = run;
  for (const { activity, title, url, disclosure } of stage.evidence.get(`${key.round}/${key.reporter}`) ?? [])
    await addEvidenceLink(as(run, 'focal', at), {
      ...key,
      subject: 'activity',
      code: activity,
      title,
      url,
      disclosure,
    });
}

/** Each agency saves the figures that it holds, one after the other; those that nobody holds are the focal point's. */
async function saveByHolder(run: Run, at: Date): Promise<void> {
  const { stage, key } = run;
  const own = stage.holders.get(key.reporter);
  let minutes = 0;
  for (const [writer, indicators] of groupByWriter([...run.content.indicators.keys()], own)) {
    await save(run, writer, addMinutes(at, minutes), [], indicators, 'first');
    minutes += 50;
  }
  if (key.round !== stage.deliveredRound || !own) return;
  const delivered = new Map(
    [...own.values()].filter(({ by }) => by.delivered).map(({ by }) => [by.account, by.agency]),
  );
  for (const [account, agency] of delivered) {
    await deliverPart(as(run, account, addMinutes(at, minutes)), { ...key, agency, note: '' });
    minutes += 20;
  }
}

const addMinutes = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000);

async function answerAll(run: Run, at: Date): Promise<void> {
  const context = as(run, 'focal', at);
  const open = await runOperation(context, { permission: null }, {}, ({ tx }) =>
    tx.execute<{ id: number; code: string; version: number }>(sql`
      select q.id, coalesce(a.code, i.code) as code, q.version
      from tracker.query q
      join tracker.submission s on s.id = q.submission_id
      join tracker.round r on r.id = s.round_id
      join tracker.reporter p on p.id = s.reporter_id
      left join tracker.activity a on a.id = q.activity_id
      left join tracker.indicator i on i.id = q.indicator_id
      where r.code = ${run.key.round} and p.code = ${run.key.reporter} and q.resolved_at is null
      order by q.id`),
  );
  for (const { id, code, version } of open) {
    const answer = run.content.queries.find((query) => query.code === code)?.answer ?? '';
    await answerQuery(context, { ...run.key, query: id, answer, version });
  }
}
