import { openDatabase, type Sql } from '#db/client.ts';
import type { Transaction } from '#db/as-viewer.ts';
import { buildPublication } from '#server/domain/publication/build-publication.ts';
import type { PublicationInput } from '#server/domain/publication/publication-input.ts';
import {
  type EarlierPublication,
  listSameDefinitions,
  listUnchangedValues,
  type Reuse,
} from '#server/domain/publication/unchanged-figures.rules.ts';
import { loadEarlierDocuments, loadReuse } from '#server/loaders/publication/load-reuse.ts';
import { sealPublication } from '#server/publications/seal-publication.ts';
import type { Signer } from '#server/publications/signer.ts';
import { savePublication } from '#server/publications/save-publication.ts';
import { listEarlierFigures } from '#server/loaders/publication/load-earlier-figures.ts';
import { buildGrownInput } from './grown-publication.ts';

/** A publication of about the real plan's size, and ten and a hundred times that. */
export const factors = [1, 10, 100] as const;
type Factor = (typeof factors)[number];

/** The newest publication of a size; the one before it is the first. */
export const growthNumber = (factor: Factor) => 901 + factors.indexOf(factor) * 2;

/** Milliseconds to publish for the first time, and again after one state has corrected figures of one indicator. */
export type GrownTimes = { first: number; second: number };

/**
 * Publishes twice at a size, as the owner and from generated compilations: a hundred plans in one would take an hour to
 * report. All else is done as in earnest: what was shown is remembered, figures are decided and drawn, everything is
 * stored, made searchable and sealed.
 */
export async function publishGrown(
  ownerUrl: string,
  owner: Sql,
  signer: Signer,
  factor: Factor,
): Promise<GrownTimes> {
  const number = growthNumber(factor);
  const first = await publishOne(ownerUrl, signer, buildGrownInput(factor, { number: number - 1 }), null);
  const corrected = { state: 'KH', times: 1 };
  const second = await publishOne(
    ownerUrl,
    signer,
    buildGrownInput(factor, { number, corrected }),
    buildGrownInput(factor, { number: number - 1 }),
  );
  await owner.script('analyze published.document; analyze published.publication_document');
  return { first, second };
}

/** What is taken over where only the newest round was compiled again; the input says what that replaces. */
export async function takeOver(
  tx: Transaction,
  input: PublicationInput,
  before: PublicationInput,
): Promise<Reuse> {
  const { figures, indicators, publication, rounds } = input;
  const known = await loadEarlierDocuments(tx, before.publication.number);
  const then = new Map(
    [...before.figures.reports].map(([id, list]) => [
      id,
      list.filter(({ round }) => round === publication.round),
    ]),
  );
  figures.superseded = [
    { round: publication.round, publications: [before.publication.number], reports: then },
  ];
  const earlier: EarlierPublication = {
    ...known,
    reports: new Map(rounds.map(({ code }) => [code, code === publication.round ? then : 'same'])),
  };
  const definitions = listSameDefinitions(known, indicators);
  const unchanged = listUnchangedValues(
    earlier,
    definitions,
    figures.indicators,
    figures.reports,
    figures.equalities,
  );
  figures.earlier = await listEarlierFigures(tx, figures.rounds, unchanged);
  return loadReuse(tx, input, earlier, unchanged);
}

/** Milliseconds of one publication. `before` is what the one before it was built from, by the same code. */
async function publishOne(
  ownerUrl: string,
  signer: Signer,
  input: PublicationInput,
  before: PublicationInput | null,
): Promise<number> {
  const { number, publishedAt } = input.publication;
  const database = openDatabase(ownerUrl, { max: 1, statementTimeoutMs: 600_000, name: 'bench' });
  try {
    const started = performance.now();
    await database.transaction(async (tx) => {
      const reuse = before ? await takeOver(tx, input, before) : null;
      const built = buildPublication({ ...input, reuse });
      await savePublication(tx, built, reuse?.earlier ?? null);
      await sealPublication(tx, signer, number, new Date(publishedAt));
    });
    return performance.now() - started;
  } finally {
    await database.$client.end();
  }
}
