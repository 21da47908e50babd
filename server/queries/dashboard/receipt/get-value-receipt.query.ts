import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { Contributors } from '#server/domain/receipt/contributor-words.ts';
import type { ComparabilityNote } from '#server/domain/receipt/comparability.calculations.ts';
import { readValuePlace, type ValuePlace } from '#server/domain/receipt/value-address.ts';
import { figureJson, type PublicContext, readAnswer } from '../figures/figure-row.ts';
import type { IndicatorDetail } from '../figures/get-indicator.query.ts';
import type { RoundFigure } from '../figures/figure-row.ts';
import { type Publication, requirePublication } from '../scope.ts';
import { listComparability } from './list-comparability.query.ts';
import { contributorsJson } from './contributors-json.ts';
import { receiptIndicatorJson } from './receipt-indicator.ts';

/** An indicator as receipts show it: what its figures mean and how they come about. */
export type ReceiptIndicator = Pick<
  IndicatorDetail,
  | 'code'
  | 'title'
  | 'measure'
  | 'unit'
  | 'aggregation'
  | 'reportedBy'
  | 'disclosureClass'
  | 'personCount'
  | 'crossBorderOverlap'
  | 'definition'
  | 'countingRule'
  | 'numeratorLabel'
  | 'denominatorLabel'
  | 'choices'
>;

/** What one publication says in the cell. */
export type CellInPublication = { number: number; publishedAt: string; round: string; figure: RoundFigure };

type Stored = {
  indicator: ReceiptIndicator;
  round: { code: string; title: string; periodStart: string; periodEnd: string };
  /** Null: the region. */
  reporter: { code: string; name: string; kind: 'state' | 'body' } | null;
  split: { dimensionName: string; categoryName: string } | null;
  figure: RoundFigure;
  /** Whose numbers are in it, as far as that is public; null for one reporter's figure and the tracker's own counts. */
  contributors: Contributors | null;
  /** Oldest publication of the plan first, up to the one in view; only those that show the cell. */
  history: CellInPublication[];
  /** The newest publication that shows the cell, where it is newer than the one in view. */
  newer: CellInPublication | null;
};

export type ValueReceipt = Stored & {
  publication: Publication;
  place: ValuePlace;
  notes: ComparabilityNote[];
};

/**
 * Where one published value comes from, and what every publication of the plan up to the one in view said in its place. Throws
 * NOT_FOUND, always with the same sentence, for whatever the publication has no row for: what is held back and what
 * does not exist are not told apart. Otherwise as `requirePublication`.
 */
export async function getValueReceipt(
  context: PublicContext,
  input: {
    publication?: number | undefined;
    indicator: string;
    round: string;
    scope: string;
    cell: string;
  },
): Promise<ValueReceipt> {
  const publication = await requirePublication(context.connections.public, input.publication);
  const { number } = publication;
  const place = readValuePlace(input);
  const stored = place && (await readStored(context, publication, place));
  if (!place || !stored) {
    throw new DomainError('NOT_FOUND', `Publication ${number} shows no figure at this address.`);
  }
  const notes = await listComparability(context.connections.public, number, place.indicator);
  return {
    publication,
    place,
    ...stored,
    // What is said of another reporter is no matter here.
    notes: notes.filter(
      ({ reporter }) => !reporter || !stored.reporter || reporter.code === stored.reporter.code,
    ),
  };
}

function readStored(
  context: PublicContext,
  { number, newest, planCode }: Publication,
  place: ValuePlace,
): Promise<Stored | null> {
  const cell = sql`c.indicator_code = ${place.indicator} and c.round_code = ${place.round}
    and c.scope = ${place.scope} and c.dimension_code is not distinct from ${place.dimension}::text
    and c.category_code is not distinct from ${place.category}::text`;
  const inPublication = sql`json_build_object('number', p.number, 'publishedAt', p.published_at,
    'round', p.round_code, 'figure', ${figureJson})`;
  return readAnswer<Stored>(
    context,
    sql`with p as materialized (select x.* from published.publication x where x.plan_code = ${planCode}),
      f as materialized (select c.* from published.figure c join p on p.number = c.publication where ${cell})
      select json_build_object(
        'indicator', ${receiptIndicatorJson},
        'round', json_build_object('code', r.code, 'title', r.title, 'periodStart', r.period_start,
          'periodEnd', r.period_end),
        'reporter', case when o.code is not null
          then json_build_object('code', o.code, 'name', o.name, 'kind', o.kind) end,
        'split', case when d.value is not null then json_build_object('dimensionName', d.value->>'name',
          'categoryName', coalesce((select k->>'name' from jsonb_array_elements(d.value->'categories') k
            where k->>'code' = f.category_code), f.category_code)) end,
        'figure', ${figureJson}, 'contributors', ${contributorsJson},
        'history', (select json_agg(${inPublication} order by p.number)
          from f join p on p.number = f.publication where p.number <= ${number}),
        'newer', (select ${inPublication} from f join p on p.number = f.publication
          where p.number > ${number} and p.number <= ${newest} order by p.number desc limit 1)) as answer
      from f
      join published.indicator i on i.publication = f.publication and i.code = f.indicator_code
      join published.round r on r.publication = f.publication and r.code = f.round_code
      left join published.reporter o on o.publication = f.publication and o.code = f.scope
      left join lateral jsonb_array_elements(i.dimensions) d on d.value->>'code' = f.dimension_code
      where f.publication = ${number}`,
  );
}
