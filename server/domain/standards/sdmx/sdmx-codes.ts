import { isByAge } from '../../value/age-breakdowns.rules.ts';
import type { Exchange, ExchangeValue, ValueState } from '../exchange.types.ts';

/**
 * Code lists of the values. If SDMX has a cross-domain list (CL_FREQ, CL_AREA, CL_SEX, CL_AGE, CL_OBS_STATUS,
 * CL_CONF_STATUS, CL_UNIT_MEASURE; https://sdmx.org/?page_id=3215), its codes are used, as far as they occur.
 * The other lists are those of the plan.
 */
export type Code = { id: string; name: string; description?: string };

export const total = '_T';

export const frequencies: readonly Code[] = [
  { id: 'A', name: 'Annual' },
  { id: 'S', name: 'Half-yearly, semester' },
  { id: 'Q', name: 'Quarterly' },
  { id: 'M', name: 'Monthly' },
  { id: '_O', name: 'Other' },
];

/** The region, which equals South-eastern Asia of SDMX and the United Nations (M49 035). */
export const regionArea = 'ASEAN';

export const sexes: readonly (Code & { category: string })[] = [
  { id: 'F', name: 'Female', category: 'female' },
  { id: 'M', name: 'Male', category: 'male' },
  { id: '_O', name: 'Other', category: 'other' },
  { id: '_U', name: 'Unknown', category: 'unknown' },
];

export const ages: readonly (Code & { category: string })[] = [
  { id: 'Y0T17', name: 'From 0 to 17 years', category: 'under_18' },
  { id: 'Y_GE18', name: '18 years and over', category: 'adult' },
  { id: 'Y18T24', name: 'From 18 to 24 years', category: 'from_18_to_24' },
  { id: 'Y_GE25', name: '25 years and over', category: 'from_25' },
  { id: '_U', name: 'Unknown', category: 'unknown' },
];

/**
 * CL_OBS_STATUS by state of a value. Suppressed and withheld share a code here and differ in CL_CONF_STATUS.
 */
export const observationStatus: Record<ValueState, string> = {
  reported: 'A',
  not_available: 'L',
  not_applicable: 'M',
  not_yet_reported: 'O',
  suppressed: 'Q',
  withheld: 'Q',
};

export const observationStatuses: readonly Code[] = [
  { id: 'A', name: 'Normal value' },
  { id: 'B', name: 'Time series break' },
  { id: 'L', name: 'Missing value; data exist but were not collected' },
  { id: 'M', name: 'Missing value; data cannot exist' },
  { id: 'O', name: 'Missing value' },
  { id: 'Q', name: 'Missing value; suppressed' },
];

/**
 * CL_CONF_STATUS. It does not distinguish whether a figure is protected for its own sake or for another's,
 * because that would reveal which one is small: C stands for both.
 */
export const confidentiality: Record<ValueState, string> = {
  reported: 'F',
  not_available: 'F',
  not_applicable: 'F',
  not_yet_reported: 'F',
  suppressed: 'C',
  withheld: 'N',
};

export const confidentialities: readonly Code[] = [
  { id: 'F', name: 'Free (free for publication)' },
  { id: 'C', name: 'Confidential statistical information' },
  { id: 'N', name: 'Not for publication, restricted for internal use only' },
];

export const valueStates: readonly Code[] = [
  { id: 'reported', name: 'There is a figure; it may be zero' },
  { id: 'not_available', name: 'Not available' },
  { id: 'not_applicable', name: 'Not applicable' },
  { id: 'not_yet_reported', name: 'Not yet reported' },
  { id: 'suppressed', name: 'Suppressed to protect small numbers and the figures of single reporters' },
  { id: 'withheld', name: 'No released figure' },
];

const units: Readonly<Record<string, Code>> = {
  '%': { id: 'PT', name: 'Per cent' },
  USD: { id: 'USD', name: 'US dollar' },
  persons: { id: 'PS', name: 'Persons' },
};

/**
 * Returns the CL_UNIT_MEASURE code of a unit of the plan; a unit missing from the list gets a code of its
 * own.
 */
export const toUnitCode = (unit: string): Code =>
  units[unit] ?? { id: normaliseId(unit).toUpperCase() || 'NUMBER', name: unit };

/** Identifiers of codes: letters, digits, _ @ $ and -. */
export const normaliseId = (text: string): string => text.replaceAll(/[^A-Za-z0-9_@$-]/g, '_');

/** Returns the breakdown of a value in one of the three dimensions; the others are totals. */
export function toBreakdownCodes(value: Pick<ExchangeValue, 'dimension_code' | 'category_code'>): {
  sex: string;
  age: string;
  other: string;
} {
  const none = { sex: total, age: total, other: total };
  if (value.dimension_code === null) return none;
  const among = (list: readonly (Code & { category: string })[]) =>
    list.find(({ category }) => category === value.category_code)?.id;
  const sex = value.dimension_code === 'sex' ? among(sexes) : undefined;
  if (sex !== undefined) return { ...none, sex };
  const age = isByAge(value.dimension_code) ? among(ages) : undefined;
  if (age !== undefined) return { ...none, age };
  return { ...none, other: buildBreakdownId(value.dimension_code, value.category_code ?? '') };
}

export const buildBreakdownId = (dimension: string, category: string): string =>
  `${normaliseId(dimension)}-${normaliseId(category)}`;

/** Lists the code lists that depend on the publication. */
export function listCodes(exchange: Exchange) {
  const breakdowns = new Map<string, Code>();
  for (const { dimensions } of exchange.indicators) {
    for (const dimension of dimensions) {
      for (const category of dimension.categories) {
        const { other } = toBreakdownCodes({ dimension_code: dimension.code, category_code: category.code });
        if (other !== total)
          breakdowns.set(other, { id: other, name: `${dimension.name}: ${category.name}` });
      }
    }
  }
  const used = new Map(exchange.indicators.map(({ unit }) => [toUnitCode(unit).id, toUnitCode(unit)]));
  const states = exchange.reporters.filter(({ kind }) => kind === 'state');
  return {
    indicators: exchange.indicators.map(
      ({ code, title, definition }): Code => ({
        id: normaliseId(code),
        name: title,
        description: definition,
      }),
    ),
    areas: [
      { id: regionArea, name: 'ASEAN', description: 'The region; South-eastern Asia (UN M49 035)' },
      ...states.map(
        ({ code, name, iso3, m49 }): Code => ({
          id: code,
          name,
          description: `ISO 3166-1 ${iso3 ?? code}, UN M49 ${m49 ?? 'unknown'}`,
        }),
      ),
    ],
    reporters: [
      { id: total, name: 'All reporters' },
      ...exchange.reporters.map(({ code, name }): Code => ({ id: normaliseId(code), name })),
    ],
    sexes: [{ id: total, name: 'Total' }, ...sexes.map(({ id, name }): Code => ({ id, name }))],
    ages: [{ id: total, name: 'Total' }, ...ages.map(({ id, name }): Code => ({ id, name }))],
    breakdowns: [{ id: total, name: 'No breakdown' }, ...breakdowns.values()],
    units: [...used.values()],
  };
}
