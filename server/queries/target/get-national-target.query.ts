import { sql } from 'drizzle-orm';
import { readRows } from '#db/rows.ts';
import {
  decideNationalMoves,
  hasNumericTargets,
  type NationalMoves,
  type NationalTargetContent,
} from '#server/domain/target/national-target.rules.ts';
import {
  buildFigures,
  figuresShape,
  findTargetPlace,
  type NationalTargetStep,
  stepColumns,
  stepShape,
  type TargetKey,
  type TargetPlace,
} from '#server/loaders/target/load-national-target.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type NationalTarget = Pick<TargetPlace, 'indicator' | 'reporter' | 'round' | 'years'> & {
  /** The number of the last step; 0 for none. */
  version: number;
  /** What is accepted and holds in the round. */
  own: NationalTargetContent;
  regional: NationalTargetContent;
  /** Newest first; those of them that the viewer may read. */
  steps: NationalTargetStep[];
  /** The round of the last step, where it is later than this one: changes are proposed there. */
  laterRound: string | null;
  /** What the viewer may do now. */
  may: NationalMoves;
};

/** The national targets of a state for one indicator in a round, with their history. Throws NOT_FOUND. */
export function getNationalTarget(context: OperationContext, input: TargetKey): Promise<NationalTarget> {
  return runOperation(
    context,
    { permission: 'target.read', resource: findTargetPlace },
    input,
    async ({ tx, viewer, resource: place }) => {
      const { last, reporter, round, indicator } = place;
      const [row] = await readRows(
        tx,
        { own: figuresShape, regional: figuresShape, steps: stepShape.array() },
        sql`select ${buildFigures(place.reporterId, place.roundId)} as own,
          ${buildFigures(null, place.roundId)} as regional,
          coalesce((select json_agg(${stepColumns} order by s.number desc)
            from tracker.national_target_step s
            where s.indicator_id = i.id and s.reporter_id = ${place.reporterId}), '[]') as steps
        from tracker.indicator i where i.id = ${place.indicatorId}`,
      );
      if (!row) throw new Error('An indicator that was found is there.');
      const may = decideNationalMoves(viewer, place);
      return {
        indicator,
        reporter,
        round,
        years: place.years,
        version: last?.number ?? 0,
        ...row,
        laterRound: last?.isLater ? last.round : null,
        may: { ...may, propose: may.propose && hasNumericTargets(indicator.measure) },
      };
    },
  );
}
