import { parse } from 'csv-parse/sync';
import type { HttpServer } from '#tests/support/http-server.ts';

type Row = Record<string, string>;

/** What a publication speaks of, by code: read from its own data files, which anybody may read. */
export type Codes = {
  areas: string[];
  objectives: string[];
  activities: string[];
  indicators: string[];
  states: string[];
  bodies: string[];
  partners: string[];
  library: string[];
  rounds: string[];
  statuses: string[];
  lenses: string[];
  tags: string[];
  years: string[];
  libraryKinds: string[];
  measures: string[];
  levels: string[];
  /** Addresses of the receipts of all values, as they stand in links. */
  receipts: string[];
};

export const readRows = (text: string): Row[] =>
  parse(text, { columns: true, record_delimiter: '\r\n', bom: true });

/** The codes of one publication, each list in the order of its file. */
export async function listCodes(server: HttpServer, publication: number): Promise<Codes> {
  const read = async (name: string) => {
    const { status, text } = await server.send({ path: `/data/v1/${name}.csv?publication=${publication}` });
    if (status !== 200) throw new Error(`${name}.csv of publication ${publication}: ${status}`);
    return readRows(text);
  };
  const [plan, activities, indicators, reporters, partners, library, rounds, codes, values] =
    await Promise.all([
      read('plan'),
      read('activities'),
      read('indicators'),
      read('reporters'),
      read('partners'),
      read('library'),
      read('rounds'),
      read('codes'),
      read('values'),
    ]);
  const pick = (rows: Row[], column: string) => [
    ...new Set(rows.map((row) => row[column] ?? '').filter((code) => code !== '')),
  ];
  const ofKind = (rows: Row[], column: string, kind: string) => rows.filter((row) => row[column] === kind);
  return {
    areas: pick(ofKind(plan, 'kind', 'area'), 'code'),
    objectives: pick(ofKind(plan, 'kind', 'objective'), 'code'),
    activities: pick(activities, 'activity_code'),
    indicators: pick(indicators, 'indicator_code'),
    states: pick(ofKind(reporters, 'reporter_kind', 'state'), 'reporter_code'),
    bodies: pick(ofKind(reporters, 'reporter_kind', 'body'), 'reporter_code'),
    partners: pick(partners, 'partner_code'),
    library: pick(library, 'library_code'),
    rounds: pick(rounds, 'round_code'),
    statuses: pick(ofKind(codes, 'list', 'status'), 'code'),
    lenses: pick(ofKind(codes, 'list', 'lens'), 'code'),
    tags: pick(ofKind(codes, 'list', 'tag'), 'code'),
    years: [
      ...new Set(activities.flatMap((row) => (row['years'] ?? '').split(/\D+/).filter(Boolean))),
    ].sort(),
    libraryKinds: pick(library, 'kind_code'),
    measures: pick(indicators, 'measure'),
    levels: pick(indicators, 'level'),
    receipts: pick(values, 'receipt_url').map((address) => new URL(address).pathname),
  };
}
