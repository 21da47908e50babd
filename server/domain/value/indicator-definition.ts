import type { Measure } from './measures.ts';

/** The parts of an indicator that the rules of values need. */
export const directions = ['up', 'down', 'none'] as const;
export type Direction = (typeof directions)[number];
export const disclosureClasses = ['public', 'restricted', 'internal'] as const;
export type DisclosureClass = (typeof disclosureClasses)[number];
export const releases = ['regional', 'national', 'withheld'] as const;
export type Release = (typeof releases)[number];
export const valueStates = ['reported', 'not_available', 'not_applicable'] as const;
export type ValueState = (typeof valueStates)[number];

export const valueStateLabels: Record<ValueState | 'not_yet_reported', string> = {
  reported: 'Reported',
  not_available: 'Not available',
  not_applicable: 'Not applicable',
  not_yet_reported: 'Not yet reported',
};

export const releaseLabels: Record<Release, string> = {
  regional: 'In regional totals only',
  national: 'Our own figure may be shown',
  withheld: 'Not published in any form',
};

export type DimensionDefinition = {
  code: string;
  name: string;
  categories: { code: string; name: string }[];
};

export type IndicatorDefinition = {
  id: number;
  code: string;
  title: string;
  measure: Measure;
  unit: string;
  numeratorLabel: string | null;
  denominatorLabel: string | null;
  choiceList: string | null;
  choices: { code: string; label: string }[];
  dimensions: DimensionDefinition[];
};

/** Returns the key of a cell in URLs, field names and queries: "total" or "sex=female". */
export function buildCellKey(dimension: string | null, category: string | null): string {
  return dimension === null ? 'total' : `${dimension}=${category}`;
}
