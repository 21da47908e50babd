import { z } from 'zod';
import { code, day, decimal, oneOf, orNone, text } from './column.ts';
import { origin } from './plan-rows.schema.ts';
import { keptFrom, least, most, valueStates } from './value-rows.schema.ts';

/** A published figure of one state on those who came from one place. */
export const flowRow = z.object({
  indicator_code: code('Code of the indicator in the plan'),
  indicator: text('Its title'),
  unit: orNone(text('What is counted')),
  round_code: code('Code of the reporting round'),
  round: text('Its title'),
  period_start: day('First day of the period reported on'),
  period_end: day('Last day of it'),
  origin_code: code('Code of the place of origin; for a member state its two letters (ISO 3166-1)'),
  origin: text('The same in words'),
  origin_iso3: orNone(code('Three letters of the place of origin, if it is a member state')),
  reporter_code: code('Two letters of the state that reports, which is taken as the place of exploitation'),
  reporter: text('Its name'),
  reporter_iso3: orNone(code('Its three letters')),
  value_state: oneOf(valueStates, 'reported, or why there is no number; see below'),
  value: orNone(decimal('The figure; zero is 0')),
  least: orNone(least),
  most: orNone(most),
  kept_from: orNone(keptFrom),
  note: orNone(text('The reason where there is no number, or what to know of one')),
  ...origin,
});
