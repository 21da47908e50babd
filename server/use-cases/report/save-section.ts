import { and, eq, sql } from 'drizzle-orm';
import { reportSectionRevision } from '#db/schema/report.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { sectionTextLimit } from '#server/domain/report/report-sections.rules.ts';
import {
  buildSavedFacts,
  type SectionLook,
  checkSectionText,
} from '#server/domain/report/section-problems.rules.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { findSection, loadSection, type StoredSection } from '#server/loaders/report/load-section.ts';
import { loadNewestFacts } from '#server/loaders/report/load-report-facts.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';

export type SaveSectionInput = {
  round: string;
  key: string;
  /** What was read; 0 before the first save. */
  version: number;
  text: string;
  requestId?: string | undefined;
};

export type SavedSection = SectionLook & { version: number; at: string | null; changed: boolean };

/**
 * Writes the text of a section. Throws BAD_INPUT at the field "text", NOT_FOUND, and CONFLICT with what is stored when
 * somebody else saved it first.
 */
export function saveSection(context: OperationContext, input: SaveSectionInput): Promise<SavedSection> {
  return runOperation(context, { permission: 'compilation.write', once: 'report.save' }, input, (run) =>
    writeSection(run, input, 'saved'),
  );
}

/**
 * Makes an earlier version the newest: its text becomes a new version, and nothing is lost. Throws NOT_FOUND, and
 * CONFLICT when somebody saved the section meanwhile.
 */
export function restoreSection(
  context: OperationContext,
  input: { round: string; key: string; version: number; restore: number; requestId?: string | undefined },
): Promise<SavedSection> {
  return runOperation(
    context,
    { permission: 'compilation.write', once: 'report.restore' },
    input,
    async (run) => {
      const { roundId } = await findSection(run.tx, input);
      const [earlier] = await run.tx
        .select({ text: reportSectionRevision.text })
        .from(reportSectionRevision)
        .where(
          and(
            eq(reportSectionRevision.roundId, roundId),
            eq(reportSectionRevision.key, input.key),
            eq(reportSectionRevision.version, input.restore),
          ),
        );
      if (!earlier) throw new DomainError('NOT_FOUND', `The section has no version ${input.restore}.`);
      return writeSection(run, { ...input, text: earlier.text }, `restored ${input.restore}`);
    },
  );
}

async function writeSection(run: Run, input: SaveSectionInput, event: string): Promise<SavedSection> {
  const { tx, personId } = run;
  const { roundId, key } = await findSection(tx, input);
  const text = normaliseText(input.text);
  const problem = findTextProblem(text, sectionTextLimit);
  requireNoProblems(problem ? [{ path: 'text', message: problem }] : []);
  const stored = await loadSection(tx, roundId, key, { lock: true });
  if (stored.version !== input.version) {
    throw new DomainError(
      'CONFLICT',
      `${stored.changedBy ?? 'Somebody'} changed this section while you were editing. Nothing was saved.`,
      { current: stored },
    );
  }
  const facts = await loadNewestFacts(tx, input.round);
  const saved = facts ? buildSavedFacts(text, facts) : {};
  const look = checkSectionText(text, facts, saved);
  // The same words with numbers that have moved are saved again: somebody has read them.
  if (stored.text === text && (stored.version === 0 || isSame(stored.facts, saved))) {
    return { version: stored.version, at: stored.changedAt, changed: false, ...look };
  }
  const version = stored.version + 1;
  const at = run.now().toISOString();
  await tx.execute(sql`
    insert into tracker.report_section (round_id, key, text, facts, version, changed_by, changed_at)
    values (${roundId}, ${key}, ${text}, ${JSON.stringify(saved)}::text::jsonb, ${version}, ${personId},
      ${at}::timestamptz)
    on conflict (round_id, key) do update set text = excluded.text, facts = excluded.facts,
      version = excluded.version, changed_by = excluded.changed_by, changed_at = excluded.changed_at`);
  await recordRevision(run, at, {
    subject: 'report_section',
    key: `${input.round}/${key}`,
    before: stored.version === 0 ? null : { version: stored.version },
    after: { event, version },
  });
  return { version, at, changed: true, ...look };
}

function isSame(one: StoredSection['facts'], other: StoredSection['facts']): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => one[key] === other[key]);
}
