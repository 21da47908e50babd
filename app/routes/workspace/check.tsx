import { randomUUID } from 'node:crypto';
import { Link } from 'react-router';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Columns, Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import type { CheckedSheet, Clearance } from '#app/contract.ts';
import { agencyDone, DeliverySection } from '#app/features/agency/agency-part.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { answerForm, intent, number, text } from '#app/features/forms/answer-form.server.ts';
import { ReadyNotice } from '#app/features/submission/next-step-bar.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { moveDone, ReportMoves, reportMoves } from '#app/features/submission/report-moves.tsx';
import { addToPath, buildReportPath, type ReportKey } from '#app/features/submission/report-paths.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { SendForm } from '#app/features/submission/send-form.tsx';
import { FindingList } from '#app/features/validation/check-findings.tsx';
import {
  canSeeWhole,
  canSendToClearing,
  listReporters,
  type Viewer,
} from '#server/domain/access/can.rules.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { isWithSecretariat } from '#server/domain/submission/submission.workflow.ts';
import { describeVerdict, type VerdictCounts } from '#server/domain/submission/verdict.rules.ts';
import { countUnanswered } from '#server/domain/validation/warning-reasons.rules.ts';
import type { Route } from './+types/check';
import styles from './check.module.css';
import { openPost, openReport } from './open-report.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [{ sheet, checked, next }, clearance, agencies] = await Promise.all([
    ask(requestId, () => caller.submission.checkPage({ round, reporter })),
    ask(requestId, () => caller.clearance.get({ round, reporter })),
    isOfAgency(viewer, reporter) ? ask(requestId, () => caller.agency.get({ round, reporter })) : null,
  ]);
  const { header, permissions } = sheet;
  return {
    header,
    permissions,
    next,
    findings: checked.findings,
    writable: checked.writable,
    /** What of the clearance the page says; the texts that changed are on the page of the whole report. */
    clearance: {
      last: clearance.last,
      changes: clearance.changes.map(({ code }) => code),
      packs: clearance.packs,
      ready: clearance.ready,
      permissions: clearance.permissions,
    },
    own: agencies?.agencies.filter((agency) => agency.own && agency.due > 0) ?? [],
    maySend: permissions.write && canSendToClearing(viewer, header.reporter),
    isPart: !canSeeWhole(viewer, reporter),
    key,
    today,
    reporters: listReporters(viewer),
    done: findDone(new URL(args.request.url).searchParams.get('done') ?? ''),
    requestIds: {
      clear: randomUUID(),
      sendBack: randomUUID(),
      submit: randomUUID(),
      withdraw: randomUUID(),
    },
  };
}

const isOfAgency = ({ assignments }: Viewer, code: string) =>
  assignments.some(({ reporter, agency }) => reporter?.code === code && agency);

/** What was done on the page before, in words; null for anything else in the address. */
function findDone(done: string): string | null {
  const move = reportMoves.find((known) => known === done);
  if (move) return moveDone[move];
  return Object.hasOwn(agencyDone, done) ? (agencyDone[done] ?? null) : null;
}

/** After a refusal too: what stands in its way is often what somebody else has just done. */
export const shouldRevalidate = () => true;

export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const { key } = posted;
  const { submission, agency: agencies } = posted.caller;
  const report = { round: key.round, reporter: key.reporter };
  const move = { version: number, reason: text };
  const part = { agency: text, note: text };
  const lead = (done: string) =>
    addToPath(buildReportPath(key, done === 'submit' ? 'receipt' : 'check'), 'done', done);
  return answerForm(posted, {
    clear: intent({ ...move, pack: text }, async ({ pack, ...typed }, requestId) => {
      await submission.clear({ ...report, ...typed, requestId, ...(pack ? { pack } : {}) });
      return lead('clear');
    }),
    sendBack: intent(move, async (typed, requestId) => {
      await submission.sendBack({ ...report, ...typed, requestId });
      return lead('sendBack');
    }),
    submit: intent(move, async (typed, requestId) => {
      await submission.submit({ ...report, ...typed, requestId });
      return lead('submit');
    }),
    withdraw: intent(move, async (typed, requestId) => {
      await submission.withdraw({ ...report, ...typed, requestId });
      return lead('withdraw');
    }),
    // These are harmless when they are sent twice.
    deliver: intent(part, async ({ agency, note }) => {
      await agencies.deliver({ ...report, agency, note });
      return lead('deliver');
    }),
    takeBack: intent(part, async ({ agency }) => {
      await agencies.takeBack({ ...report, agency });
      return lead('takeBack');
    }),
    markReady: intent(part, async ({ note }) => {
      await agencies.markReady({ ...report, note });
      return lead('markReady');
    }),
    unmarkReady: intent(part, async () => {
      await agencies.unmarkReady(report);
      return lead('unmarkReady');
    }),
  });
}

export default function CheckPage({ loaderData, actionData }: Route.ComponentProps) {
  const { header, permissions, next, findings, writable, clearance, own, maySend, isPart } = loaderData;
  const { key, today, reporters, done, requestIds } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const typed = { agency: '', note: '', reason: '', pack: '', ...actionData?.typed };
  const problemOf = (field: string) => refusal?.fields.find(({ path }) => path === field)?.message;
  const isOut = isWithSecretariat(header.status);
  const counts = countFindings(findings, next);
  const isAt = (of: string) => actionData?.intent === of;
  return (
    <>
      <PageTitle parts={[`Check and send · ${nameReport(header)}`]} failed={refusal !== null} />
      <ErrorSummary
        errors={
          refusal
            ? [
                {
                  message: refusal.sentence,
                  ...findPlace(refusal.fields, String(actionData?.intent), typed.agency),
                },
              ]
            : []
        }
      />
      <ReportHeading
        header={header}
        reportKey={key}
        today={today}
        current="check"
        reporters={reporters}
        next={next}
        title="Check and send"
      />
      {done && !refusal ? <Notice kind="success" title={done} live /> : null}
      <Columns min="28rem">
        <Section id="send" title={isOut ? 'The report is sent' : describeVerdict(counts)}>
          {isOut ? null : <Counts counts={counts} next={next} warnings={findings} />}
          {next.ready && !isOut ? <ReadyNotice ready={next.ready} /> : null}
          {isOut ? null : <SinceClearance clearance={clearance} reportKey={key} />}
          <p>
            <Link to={buildReportPath(key, 'whole')}>
              {isPart
                ? 'Read your part in full'
                : isOut
                  ? 'Read the whole report as it was sent'
                  : 'Read the whole report as it will be sent'}
            </Link>
          </p>
          {own.map((agency) => (
            <DeliverySection
              key={agency.acronym}
              agency={agency}
              open={permissions.write}
              typedNote={isAt('deliver') && typed.agency === agency.acronym ? typed.note : ''}
              error={isAt('deliver') && typed.agency === agency.acronym ? problemOf('note') : undefined}
            />
          ))}
          <ReportMoves
            header={header}
            permissions={permissions}
            errors={counts.errors}
            gaps={counts.missing}
            requestIds={requestIds}
            clearance={clearance}
            typed={typed}
            problems={{ reason: problemOf('reason'), pack: problemOf('pack') }}
          />
          {maySend && !permissions.clear ? (
            <SendForm
              ready={next.ready}
              typedNote={isAt('markReady') ? typed.note : ''}
              error={isAt('markReady') ? problemOf('note') : undefined}
            />
          ) : null}
        </Section>
        {isOut ? null : (
          <div>
            <FindingList findings={findings} reportKey={key} writable={writable} />
          </div>
        )}
      </Columns>
    </>
  );
}

/** Where on the page the field of a refusal is. */
function findPlace(
  fields: readonly { path: string }[],
  refused: string,
  agency: string,
): { fieldId?: string } {
  const at = (path: string) => fields.some((field) => field.path === path);
  if (at('pack')) return { fieldId: 'pack' };
  if (at('reason')) return { fieldId: `reason-${refused}` };
  if (at('note')) return { fieldId: refused === 'deliver' ? `note-${agency}` : 'note' };
  return {};
}

function countFindings(
  findings: CheckedSheet['findings'],
  { answered, due }: { answered: number; due: number },
): VerdictCounts {
  return {
    errors: findings.filter(({ kind }) => kind === 'error').length,
    warnings: countUnanswered(findings.filter(({ kind }) => kind === 'warning')),
    missing: due - answered,
  };
}

interface CountsProps {
  counts: VerdictCounts;
  next: { answered: number; due: number };
  warnings: CheckedSheet['findings'];
}

/** The same counts with the way to each list below. */
function Counts({ counts: { errors, missing }, next: { answered, due }, warnings }: CountsProps) {
  const odd = warnings.filter(({ kind }) => kind === 'warning').length;
  const gaps = warnings.filter(({ kind }) => kind === 'gap').length;
  const parts = [
    { id: 'errors', words: formatCount(errors, 'errors'), isThere: errors > 0 },
    { id: 'warnings', words: formatCount(odd, 'warnings'), isThere: odd > 0 },
    { id: 'gaps', words: `${missing} not answered`, isThere: gaps > 0 },
  ];
  return (
    <p className={styles.counts}>
      <span>
        {answered} of {due} answered
      </span>
      {parts.map(({ id, words, isThere }) =>
        isThere ? (
          <a key={id} href={`#${id}`}>
            {words}
          </a>
        ) : null,
      )}
    </p>
  );
}

interface SinceClearanceProps {
  clearance: Pick<Clearance, 'last'> & { changes: string[] };
  reportKey: ReportKey;
}

/** What has changed since the report was cleared last, in a sentence, with the way to see only that. */
function SinceClearance({ clearance: { last, changes }, reportKey }: SinceClearanceProps) {
  if (!last) return null;
  const when = <DateText iso={last.at} withTime withZone />;
  if (changes.length === 0) {
    return (
      <p>
        Nothing has changed since it was cleared on {when} by {last.by}.
      </p>
    );
  }
  return (
    <p>
      {formatCount(changes.length, 'items', 'have')} changed since it was cleared on {when} by {last.by}:{' '}
      {changes.join(', ')}.{' '}
      <Link to={`${addToPath(buildReportPath(reportKey, 'whole'), 'show', 'changes')}#report`}>
        Read only what changed
      </Link>
    </p>
  );
}
