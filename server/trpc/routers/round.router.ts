import { z } from 'zod';
import { listRounds } from '#server/queries/round/list-rounds.query.ts';
import { openRoundValues } from '#server/queries/round/stream-round-values.query.ts';
import { closeRound } from '#server/use-cases/round/close-round.ts';
import { openRound } from '#server/use-cases/round/open-round.ts';
import { memberProcedure, router } from '../init.ts';

const roundKey = z.object({ round: z.string().min(1).max(20) });

export const roundRouter = router({
  list: memberProcedure.query(({ ctx }) => listRounds(ctx)),
  open: memberProcedure.input(roundKey).mutation(({ ctx, input }) => openRound(ctx, input)),
  close: memberProcedure.input(roundKey).mutation(({ ctx, input }) => closeRound(ctx, input)),
  /** All values of a round as CSV, in pieces. For pages inside the server, which pass the pieces on. */
  valuesCsv: memberProcedure.input(roundKey).query(({ ctx, input }) => openRoundValues(ctx, input)),
});
