import { z } from 'zod';
import { releases, valueStates } from './indicator-definition.ts';

/**
 * Numbers arrive as JSON numbers or as typed text ("1 250", "1,250"). They stay text: the database stores
 * exact decimals, and a figure must not change by passing through a float.
 */
const typedNumber = z
  .union([z.number(), z.string().max(60)])
  // A JSON number has no thousands separators; a fourth decimal prevents three decimals from being read as
  // thousands.
  .transform((value) => (typeof value === 'number' ? String(value).replace(/\.\d{3}$/, '$&0') : value.trim()))
  .transform((value) => (value === '' ? null : value));

export const cellInputSchema = z.object({
  /** {} is the total; {sex: "female"} one part of one breakdown. */
  by: z.record(z.string().max(60), z.string().max(60)).default({}),
  state: z.enum(valueStates),
  value: typedNumber.nullish(),
  numerator: typedNumber.nullish(),
  denominator: typedNumber.nullish(),
  choice: z.string().max(60).nullish(),
  text: z.string().max(20_000).nullish(),
});
export type CellInput = z.input<typeof cellInputSchema>;

export const indicatorValuesInputSchema = z.object({
  indicator: z.string().min(1).max(30),
  /** Every cell of the indicator: one that is left out becomes "not yet reported" again. */
  cells: z.array(cellInputSchema).max(600),
  /**
   * The scope of this save, for a holder of part of the indicator: keys of cells ("total", "sex=female") and
   * "note". The rest stays unchanged.
   */
  only: z.array(z.string().max(130)).max(600).optional(),
  note: z.string().max(20_000).default(''),
  release: z.enum(releases).optional(),
  version: z.number().int().min(0).max(2_000_000_000),
});
export type IndicatorValuesInput = z.input<typeof indicatorValuesInputSchema>;

/** A cell that passed the rules: exact decimals as text, or null. */
export type Cell = {
  dimension: string | null;
  category: string | null;
  state: (typeof valueStates)[number];
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  choice: string | null;
  text: string | null;
};
