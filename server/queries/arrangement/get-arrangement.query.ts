import type { Arrangement } from '#server/domain/arrangement/arrangement.schema.ts';
import { findNewest, listCountedYears } from '#server/domain/arrangement/arrangement.rules.ts';
import { can } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import {
  type ArrangementRevision,
  findArrangementPlace,
  loadArrangements,
  loadArrangementVersions,
  loadPartyNames,
} from '#server/loaders/arrangement/load-arrangements.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type FindResource, runOperation } from '#server/operation/run-operation.ts';

export type ArrangementDesk = {
  entry: { code: string; title: string; isCooperation: boolean; released: boolean };
  /** The member states that the entry names now, in the order of codes. */
  states: { code: string; name: string }[];
  /** Null for an entry that is no arrangement yet. */
  arrangement: Arrangement | null;
  /** Newest first. */
  history: ArrangementRevision[];
};

/** An entry of the library as an arrangement, with every account and version. Throws NOT_FOUND. */
export function getArrangement(context: OperationContext, input: { code: string }): Promise<ArrangementDesk> {
  return runOperation(context, { permission: 'arrangement.read' }, input, async ({ tx }) => {
    const place = await findArrangementPlace(tx, input.code);
    if (!place) throw new DomainError('NOT_FOUND', 'There is no such entry in the library.');
    const [arrangement = null] = await loadArrangements(tx, input);
    const { title, isCooperation, released } = place;
    return {
      entry: { code: input.code, title, isCooperation, released },
      states: place.states.map(({ code, name }) => ({ code, name })),
      arrangement,
      history: arrangement ? await loadArrangementVersions(tx, input.code) : [],
    };
  });
}

export type OwnArrangementLine = {
  code: string;
  title: string;
  reporter: string;
  /** Whether the state has still to give an account, or to release what is new. */
  state: 'unreported' | 'unreleased' | 'released';
};

/** The arrangements in which the states take part for which the viewer reports or clears; for anybody else none. */
export function listOwnArrangements(context: OperationContext): Promise<OwnArrangementLine[]> {
  return runOperation(context, { permission: null }, {}, async ({ tx, viewer }) => {
    const all = await loadArrangements(tx);
    return all.flatMap((arrangement) =>
      arrangement.content.parties
        .filter((code) => can(viewer, 'arrangement.readOwn', { reporter: { code } }))
        .map((reporter) => ({
          code: arrangement.code,
          title: arrangement.title,
          reporter,
          state: decideState(arrangement, reporter),
        })),
    );
  });
}

function decideState({ accounts, releases, version }: Arrangement, by: string): OwnArrangementLine['state'] {
  const account = findNewest(accounts, by);
  if (!account) return 'unreported';
  const release = findNewest(releases, by);
  const isWhole =
    release !== null &&
    release.parts.length > 0 &&
    release.number === account.number &&
    release.version === version;
  return isWhole ? 'released' : 'unreleased';
}

export type OwnArrangement = {
  arrangement: Arrangement;
  reporter: { code: string; name: string };
  /** Names of the states by code. */
  names: Record<string, string>;
  /** The years for which the account counts. */
  years: number[];
  may: { report: boolean; release: boolean };
};

type Found = { arrangement: Arrangement; reporter: { code: string; kind: 'state' } };

const findOwn: FindResource<{ code: string; reporter: string }, Found> = async (
  { tx },
  { code, reporter },
) => {
  const [arrangement] = await loadArrangements(tx, { code });
  if (!arrangement?.content.parties.includes(reporter)) {
    throw new DomainError('NOT_FOUND', `${reporter} takes part in no such arrangement.`);
  }
  return { arrangement, reporter: { code: reporter, kind: 'state' } };
};

/** An arrangement as a state that takes part sees it: with the accounts of all, side by side. Throws NOT_FOUND. */
export function getOwnArrangement(
  context: OperationContext,
  input: { code: string; reporter: string },
): Promise<OwnArrangement> {
  return runOperation(
    context,
    { permission: 'arrangement.readOwn', resource: findOwn },
    input,
    async ({ tx, viewer, now, resource: { arrangement, reporter } }) => {
      const names = await loadPartyNames(tx, arrangement.content.parties);
      return {
        arrangement,
        reporter: { code: reporter.code, name: names[reporter.code] ?? reporter.code },
        names,
        years: listCountedYears(arrangement.content.agreedOn, now().toISOString().slice(0, 10)),
        may: {
          report: can(viewer, 'arrangement.report', { reporter }),
          release: can(viewer, 'arrangement.release', { reporter }),
        },
      };
    },
  );
}
