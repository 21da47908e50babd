import { sql } from 'drizzle-orm';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type SeenThing = {
  /** "opened" is kept once a day for each thing; "downloaded" each time. */
  event: 'opened' | 'downloaded';
  round?: string | undefined;
  reporter?: string | undefined;
  /** What it was, as the audit names it: "report", "values", "edition AMMTC, draft 3" … Never what was in it. */
  subject: string;
  detail?: Record<string, string | number> | undefined;
};

/** Notes in the audit that the viewer has looked at or taken away something that is not public. */
export async function recordSeen(context: OperationContext, thing: SeenThing): Promise<void> {
  const { event, round, reporter, subject, detail } = thing;
  await runOperation(context, { permission: null }, thing, ({ tx }) =>
    tx.execute(sql`
      select tracker.record_seen(${event}, ${round ?? null}::text, ${reporter ?? null}::text, ${subject},
        ${JSON.stringify(detail ?? {})}::text::jsonb, ${context.now().toISOString()}::timestamptz)`),
  );
}
