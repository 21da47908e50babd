import { data } from 'react-router';
import type { FigureReceipt, ValueReceipt } from '#app/contract.ts';
import { dataLicence } from '#server/domain/data/licences.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';
import { buildWithdrawnHeader, type Withdrawal } from '#server/domain/publication/withdrawal.rules.ts';
import type { Citation } from '#server/domain/receipt/citation.ts';
import { buildFigureColumns, buildFigureJson } from '#server/domain/receipt/figure-file.ts';
import { buildCellKey } from '#server/domain/value/indicator-definition.ts';
import { serialiseCsv } from '#server/exports/csv/serialise-csv.ts';
import type { Cited } from './citation.tsx';

const types = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
  bib: 'application/x-bibtex; charset=utf-8',
  ris: 'application/x-research-info-systems; charset=utf-8',
} as const;

type Ending = keyof typeof types;

/**
 * The file of a receipt that the address ends in, for anyone to read and to keep. `name` is without its ending; its
 * header says where the publication was withdrawn. Throws 404 where the receipt has no such file.
 */
export function createFileResponse(
  url: string,
  name: string,
  files: Partial<Record<Ending, () => string>>,
  publication: { number: number; withdrawals: readonly Withdrawal[] },
): Response {
  const ending = new URL(url).pathname.split('.').at(-1) as Ending;
  const body = files[ending]?.();
  if (body === undefined) throw data(null, { status: 404 });
  const disposition = ending === 'json' ? 'inline' : 'attachment';
  return new Response(body, {
    headers: {
      'content-type': types[ending],
      'content-disposition': `${disposition}; filename="${name.replaceAll(/[^\w.-]/g, '-')}.${ending}"`,
      'cache-control': publicCacheControl,
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'Publication-Withdrawn',
      ...buildWithdrawnHeader(publication),
    },
  });
}

/** Exactly the rows of a figure. */
export function buildFigureCsv({ figure: { definition } }: FigureReceipt, { address }: Cited): string {
  const columns = buildFigureColumns(definition, { address, licence: dataLicence.code });
  return serialiseCsv(
    columns.map(({ name, cells }) => ({ name, cell: (at: number) => cells[at] })),
    definition.rows.map((_, at) => at),
  );
}

export function buildFigureRowsJson({ figure }: FigureReceipt, { address, citation }: Cited): string {
  return print(
    buildFigureJson(figure.definition, { address, licence: dataLicence.code, citation: citation.apa }),
  );
}

/** One published value by the names of its columns, in their order. Numbers are decimal text as published. */
export function listValueFields(
  receipt: ValueReceipt,
  address: string,
): [name: string, value: string | number | null | undefined][] {
  const { publication, indicator, round, reporter, place, split, figure } = receipt;
  return [
    ['publication', publication.number],
    ['published_at', publication.publishedAt.slice(0, 10)],
    ['indicator_code', indicator.code],
    ['indicator', indicator.title],
    ['round_code', round.code],
    ['round', round.title],
    ['period_start', round.periodStart],
    ['period_end', round.periodEnd],
    ['scope', reporter?.kind ?? 'region'],
    ['reporter_code', reporter?.code],
    ['reporter', reporter?.name],
    ['dimension_code', place.dimension],
    ['dimension', split?.dimensionName],
    ['category_code', place.category],
    ['category', split?.categoryName],
    ['state', figure.state],
    ['value', figure.value],
    ['numerator', figure.numerator],
    ['denominator', figure.denominator],
    ['answer', figure.choice],
    ['answers', writeAnswers(figure.distribution)],
    ['contributing', figure.contributing],
    ['expected', figure.expected],
    ['unit', indicator.unit],
    ['note', figure.note],
    ['kept_from', figure.keptFrom],
    ['least', figure.least],
    ['most', figure.most],
    ['permanent_link', address],
    ['licence', dataLicence.code],
  ];
}

const writeAnswers = (answers: Record<string, number> | null) =>
  answers &&
  Object.entries(answers)
    .map(([code, count]) => `${code}=${count}`)
    .join('; ');

/** The name of a value's file without its ending: "bohol-I-B3-2025-H2-region-total-publication-3". */
export const nameValueFile = ({ place, publication }: ValueReceipt): string =>
  `bohol-${[place.indicator, place.round, place.scope, buildCellKey(place.dimension, place.category)].join('-')}-publication-${publication.number}`;

/** The value in view, one line. */
export function buildValueCsv(receipt: ValueReceipt, { address }: Cited): string {
  return serialiseCsv(
    listValueFields(receipt, address).map(([name, value]) => ({ name, cell: () => value })),
    [null],
  );
}

/** The value in view and what every publication up to its own said in its place. */
export function buildValueJson(receipt: ValueReceipt, { address, citation }: Cited): string {
  const { figure, history } = receipt;
  return print({
    ...Object.fromEntries(listValueFields(receipt, address).map(([name, value]) => [name, value ?? null])),
    answers: figure.distribution,
    history: history.map(({ number, publishedAt, figure: then }) => ({
      publication: number,
      published_at: new Date(publishedAt).toISOString().slice(0, 10),
      state: then.state,
      value: then.value,
      numerator: then.numerator,
      denominator: then.denominator,
      answer: then.choice,
      answers: then.distribution,
      contributing: then.contributing,
      expected: then.expected,
      note: then.note,
      kept_from: then.keptFrom ?? null,
      least: then.least ?? null,
      most: then.most ?? null,
    })),
    citation: citation.apa,
  });
}

const print = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** The entries for reference managers: "…/citation.bib" and "…/citation.ris". */
export const listCitationFiles = ({ bibtex, ris }: Citation) => ({ bib: () => bibtex, ris: () => ris });
