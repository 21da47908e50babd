import { z } from 'zod';

/** The kind of a column of open data; decides its format in CSV, workbooks and table schemas. */
export type ColumnKind =
  | 'text'
  | 'code'
  | 'whole'
  | 'decimal'
  | 'truth'
  | 'day'
  | 'moment'
  | 'link'
  | 'list'
  | 'pairs';

const kinds = z.registry<{ kind: ColumnKind }>();

function describe<S extends z.ZodType>(schema: S, kind: ColumnKind, description: string): S {
  const described = schema.meta({ description });
  kinds.add(described, { kind });
  return described;
}

/** Text, never empty: a column without text is null. */
export const text = (description: string) => describe(z.string().min(1), 'text', description);
export const code = (description: string) => describe(z.string().min(1).max(200), 'code', description);
/** One of a fixed list of codes. */
export const oneOf = <const Codes extends readonly [string, ...string[]]>(
  codes: Codes,
  description: string,
) => describe(z.enum(codes), 'code', description);
export const whole = (description: string) => describe(z.number().int(), 'whole', description);
/** A decimal as text, "12.5", without trailing zeros, so that no digit is lost to binary floating point. */
export const decimal = (description: string) =>
  describe(z.string().regex(/^-?\d+(\.\d*[1-9])?$/), 'decimal', description);
export const truth = (description: string) => describe(z.boolean(), 'truth', description);
export const day = (description: string) => describe(z.iso.date(), 'day', description);
/** A point in time, to the second and in UTC: the default format of a date-time in a table schema. */
export const moment = (description: string) =>
  describe(z.iso.datetime({ precision: 0 }), 'moment', description);
export const link = (description: string) => describe(z.url(), 'link', description);
/** Codes or words; in CSV one cell with "; " between them. */
export const list = (description: string) => describe(z.array(z.string().min(1)), 'list', description);
/** Whole numbers, such as years; in CSV one cell with "; " between them. */
export const wholes = (description: string) => describe(z.array(z.number().int()), 'list', description);
/** Numbers or decimals by code; in CSV one cell, "yes=3; no=8". */
export const pairs = (description: string) =>
  describe(z.record(z.string(), z.union([z.number().int(), z.string()])), 'pairs', description);

/** Makes a column optional: null in JSON, an empty cell in CSV. */
export function orNone<S extends z.ZodType>(schema: S): z.ZodNullable<S> {
  return describe(schema.nullable(), kinds.get(schema)?.kind ?? 'text', schema.meta()?.description ?? '');
}

/** The schema of a file's rows: its columns in order. */
export type RowSchema = z.ZodObject<Record<string, z.ZodType>>;

export type Column = {
  /** In snake_case: the key in JSON and the header in CSV. */
  name: string;
  kind: ColumnKind;
  description: string;
  nullable: boolean;
  /** The only codes that occur, if they are a fixed list. */
  codes: readonly string[] | null;
};

/** Lists the columns of a file from the schema of its rows. */
export function listColumns(row: RowSchema): Column[] {
  return Object.entries(row.shape).map(([name, schema]) => {
    const inner: z.ZodType = schema instanceof z.ZodNullable ? (schema.unwrap() as z.ZodType) : schema;
    return {
      name,
      kind: kinds.get(schema)?.kind ?? 'text',
      description: schema.meta()?.description ?? '',
      nullable: schema instanceof z.ZodNullable,
      codes: inner instanceof z.ZodEnum ? inner.options.map(String) : null,
    };
  });
}
