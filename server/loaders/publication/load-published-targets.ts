import {
  listNationalTargets,
  type NationalTargetLine,
} from '#server/domain/finding/national-target-list.calculations.ts';
import { addressOf, type DocumentBody } from '#server/domain/publication/documents.ts';
import { type PublicationReader, readDocuments } from '#server/publications/publication-reader.ts';

/** What a publication shows of the targets that states have set for themselves, by state; only those that have any. */
export async function loadNationalTargets(
  published: PublicationReader,
  publication: number,
  states: readonly string[],
): Promise<Map<string, NationalTargetLine[]>> {
  const found = await published.read(
    publication,
    states.map((state) => addressOf.targets(state)),
  );
  if (found.size === 0) return new Map();
  const targetsOf = (state: string) => (found.get(addressOf.targets(state)) ?? []) as DocumentBody<'targets'>;
  const documents = await readDocuments(published, publication, 'rounds', 'indicators', 'comparability');
  const codes = new Set(states.flatMap((state) => targetsOf(state).map(({ indicator }) => indicator)));
  const values = await published.read(
    publication,
    [...codes].flatMap((code) => documents.rounds.map((round) => addressOf.values(code, round.code))),
  );
  const valuesOf = (indicator: string, round: string) =>
    (values.get(addressOf.values(indicator, round)) ?? []) as DocumentBody<'values'>;
  return new Map(
    states.flatMap((state) => {
      const lines = listNationalTargets(state, targetsOf(state), { ...documents, valuesOf });
      return lines.length > 0 ? [[state, lines] as const] : [];
    }),
  );
}

/** What a publication shows of the circumstances of states, by state; only those that have any. */
export async function loadPublishedCircumstances(
  published: PublicationReader,
  publication: number,
  states: readonly string[],
): Promise<Map<string, DocumentBody<'circumstances'>>> {
  const found = await published.read(
    publication,
    states.map((state) => addressOf.circumstances(state)),
  );
  return new Map(
    states.flatMap((state) => {
      const own = found.get(addressOf.circumstances(state)) as DocumentBody<'circumstances'> | undefined;
      return own ? [[state, own] as const] : [];
    }),
  );
}
