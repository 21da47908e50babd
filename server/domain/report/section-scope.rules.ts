import type { ReportedBy } from '../finding/public-figure.types.ts';
import type { Aggregation, DimensionDefinition, Measure } from '../value/indicator-definition.ts';
import type { SectionHeading } from './report-sections.rules.ts';

/** An indicator with what decides the sections that it belongs to. */
export type ScopedIndicator = {
  code: string;
  title: string;
  measure: Measure;
  unit: string;
  aggregation: Aggregation;
  reportedBy: ReportedBy;
  personCount: boolean;
  crossBorderOverlap: boolean;
  area: string;
  /** The objective of the activity that it measures; null if it belongs to the area as a whole. */
  objective: string | null;
  /** Lenses that show it, and the part that they show; without a part, the whole. */
  lenses: { code: string; dimension: string | null; category: string | null }[];
  dimensions: DimensionDefinition[];
};

type Section = Pick<SectionHeading, 'kind' | 'code'>;

/** Selects the indicators of a section: all for the summary, none for method and lessons. */
export function selectIndicators(
  section: Section,
  indicators: readonly ScopedIndicator[],
): ScopedIndicator[] {
  switch (section.kind) {
    case 'summary':
      return [...indicators];
    case 'area':
      return indicators.filter(({ area }) => area === section.code);
    case 'objective':
      return indicators.filter(({ objective }) => objective === section.code);
    case 'lens':
      return indicators.filter(({ lenses }) => lenses.some(({ code }) => code === section.code));
    case 'method':
    case 'lessons':
      return [];
  }
}

/** Returns where the activities of a section are counted, in the terms of references. */
export function findActivityPlace(section: Section): { area: string | null; lens: string | null } {
  if (section.kind === 'area' || section.kind === 'objective') return { area: section.code, lens: null };
  return { area: null, lens: section.kind === 'lens' ? section.code : null };
}
