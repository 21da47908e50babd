import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readAsViewer } from '#db/as-viewer.ts';
import type { Database } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';

/** The zone of the secretariat, and of a sectoral body. */
const secretariatZone = 'Asia/Jakarta';

/** The zone of each state, which changes only with a start: every page asks. */
const zones = new WeakMap<Database, Map<string, string>>();

/** The time zone in which the viewer reads moments: that of their state, the first where they work for several. */
export async function getReaderZone(context: OperationContext): Promise<string> {
  const viewer = requireViewer(context);
  const code = listReporters(viewer)[0]?.code;
  if (code === undefined) return secretariatZone;
  const known = zones.get(context.database) ?? new Map<string, string>();
  zones.set(context.database, known);
  const before = known.get(code);
  if (before !== undefined) return before;
  const [[row]] = await readAsViewer(
    context.database,
    { personId: viewer.personId, viewerSecret: context.viewerSecret },
    (tx) => [
      readRows(
        tx,
        { zone: z.string() },
        sql`select m.time_zone as zone from tracker.reporter p
          join tracker.member_state m on m.id = p.state_id where p.code = ${code}`,
      ),
    ],
  );
  const zone = row?.zone ?? secretariatZone;
  known.set(code, zone);
  return zone;
}
