import { eq } from 'drizzle-orm';
import { reporter } from '#db/schema/participants.ts';
import { round as roundTable, submission } from '#db/schema/submission.ts';
import {
  findSectionState,
  buildSectionKey,
  type Section,
  type SectionCell,
} from '#server/domain/round/section-progress.calculations.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type BoardRow, getBoard } from '../review/get-board.query.ts';
import { listSectionProgress } from '#server/loaders/round/list-section-progress.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type CompletenessRow = BoardRow & {
  /** One a section, in their order; `none` where nothing of it is asked. */
  cells: SectionCell[];
};

export type Completeness = {
  round: { code: string; title: string; state: 'planned' | 'open' | 'closed'; dueOn: string };
  sections: (Section & { key: string })[];
  rows: CompletenessRow[];
};

const nothing: SectionCell = { due: 0, touched: 0, state: 'none', returned: 0 };

/**
 * Reporters by sections: how many items of each are asked and answered. Numbers only, never what is in a draft. Throws
 * NOT_FOUND.
 */
export async function getCompleteness(
  context: OperationContext,
  input: { round: string },
): Promise<Completeness> {
  const { round, rows } = await getBoard(context, input);
  return runOperation(context, { permission: 'review.read' }, {}, async ({ tx }) => {
    const stored = await tx
      .select({ id: submission.id, reporter: reporter.code, round: roundTable.id })
      .from(roundTable)
      .innerJoin(submission, eq(submission.roundId, roundTable.id))
      .innerJoin(reporter, eq(reporter.id, submission.reporterId))
      .where(eq(roundTable.code, input.round));
    const roundId = stored[0]?.round;
    const progress = roundId === undefined ? [] : await listSectionProgress(tx, roundId);
    const sections = new Map(progress.map(({ section }) => [buildSectionKey(section), section]));
    const idOf = new Map(stored.map(({ id, reporter }) => [reporter, id]));
    return {
      round: { code: round.code, title: round.title, state: round.state, dueOn: round.dueOn },
      sections: [...sections].map(([key, section]) => ({ ...section, key })),
      rows: rows.map((row) => ({
        ...row,
        cells: [...sections.keys()].map((key) => {
          const found = progress.find(
            (one) => one.submissionId === idOf.get(row.reporter.code) && buildSectionKey(one.section) === key,
          );
          return found
            ? {
                due: found.due,
                touched: found.touched,
                state: findSectionState(found),
                returned: found.returned,
              }
            : nothing;
        }),
      })),
    };
  });
}
