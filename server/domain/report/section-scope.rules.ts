import type { ReportedBy } from '../finding/public-figure.types.ts';
import type { Aggregation, DimensionDefinition, Measure } from '../value/indicator-definition.ts';
import type { SectionHeading } from './report-sections.rules.ts';

/** An indicator as the desk knows it: what it is, and to which sections it belongs. */
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
  /** Of the activity that it measures; null where it belongs to the area as a whole. */
  objective: string | null;
  /** Lenses that show it, and the part that they show; without one, the whole. */
  lenses: { code: string; dimension: string | null; category: string | null }[];
  dimensions: DimensionDefinition[];
};

type Section = Pick<SectionHeading, 'kind' | 'code'>;

/** The indicators that a section speaks of: all of them in the summary, none under method and lessons. */
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

/** Where the activities of a section are counted, as references say it. */
export function findActivityPlace(section: Section): { area: string | null; lens: string | null } {
  if (section.kind === 'area' || section.kind === 'objective') return { area: section.code, lens: null };
  return { area: null, lens: section.kind === 'lens' ? section.code : null };
}
