import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { editionRules } from '#server/domain/publication/edition-rule.rules.ts';

const rule = z.literal(editionRules);

const editionRuleShape = {
  rule,
  /** What was decided, newest first; empty while the usual rule holds. */
  history: z.array(z.object({ rule, before: rule, reason: z.string(), by: z.string(), at: z.string() })),
};

export type EditionRuleOfRound = RowOf<typeof editionRuleShape>;

/** Reads the rule for the restricted editions of a round, with its history. Throws NOT_FOUND. */
export async function loadEditionRule(tx: Transaction, round: string): Promise<EditionRuleOfRound> {
  const [found] = await readRows(
    tx,
    editionRuleShape,
    sql`select r.edition_rule as rule, coalesce((select json_agg(json_build_object('rule', v.after->'editionRule',
          'before', v.before->'editionRule', 'reason', v.after->>'reason', 'by', p.name, 'at', v.changed_at)
          order by v.id desc)
        from tracker.revision v join auth.person p on p.id = v.changed_by
        where v.subject = 'round' and v.subject_key = r.code and v.after->>'event' = 'edition_rule'), '[]') as history
      from tracker.round r where r.code = ${round}`,
  );
  if (!found) throw new DomainError('NOT_FOUND', `There is no round ${round}.`);
  return found;
}
