import type { ReportedBy } from '../finding/public-figure.types.ts';
import type { DimensionDefinition } from '../value/indicator-definition.ts';
import type { Measure, Aggregation } from '../value/measures.ts';

/**
 * The key of a section in URLs and rows: "summary", "area.A", "objective.A1", "lens.online-scams", "method".
 */
export type SectionKey = string;

export type SectionKind = 'summary' | 'decisions' | 'area' | 'objective' | 'lens' | 'method' | 'lessons';

export type ReportSection = {
  key: SectionKey;
  kind: SectionKind;
  /** The code of the area, objective or lens; null for sections that every report has. */
  code: string | null;
  title: string;
  /** The text, in the grammar of narrative.rules.ts; empty before anybody wrote. */
  text: string;
  /** What the references stood for when the text was saved. */
  facts: Readonly<Record<string, string>>;
  /** 0 before the first save. */
  version: number;
};

/** The maximum length of a section's text, in characters. */
export const sectionTextLimit = 20_000;

type Titled = { code: string; title: string };

/** The parts of a plan that have their own section, in the order of the plan. */
export type PlanParts = {
  areas: readonly Titled[];
  objectives: readonly (Titled & { area: string })[];
  lenses: readonly Titled[];
};

export type SectionHeading = Pick<ReportSection, 'key' | 'kind' | 'code' | 'title'>;

const own = (kind: 'summary' | 'decisions' | 'method' | 'lessons', title: string): SectionHeading => ({
  key: kind,
  kind,
  code: null,
  title,
});

const part = (kind: 'area' | 'objective' | 'lens', { code, title }: Titled): SectionHeading => ({
  key: `${kind}.${code}`,
  kind,
  code,
  title,
});

/** Builds the sections of a report in order: each area is followed by its objectives. */
export function buildSectionHeadings({ areas, objectives, lenses }: PlanParts): SectionHeading[] {
  return [
    own('summary', 'Summary'),
    own('decisions', 'Decisions asked for'),
    ...areas.flatMap((area) => [
      part('area', area),
      ...objectives
        .filter((objective) => objective.area === area.code)
        .map((objective) => part('objective', objective)),
    ]),
    ...lenses.map((lens) => part('lens', lens)),
    own('method', 'Method and coverage'),
    own('lessons', 'Lessons and next steps'),
  ];
}

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

/** Selects the indicators of a section: all for the summary, none for decisions, method and lessons. */
export function filterSectionIndicators(
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
    case 'decisions':
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

export type SectionVersion = { version: number; by: string; at: string };

/** Versions that one person saved while typing, represented by the newest. */
export type SectionSitting = SectionVersion & { from: number };

/** Saves with a longer pause between them are separate. */
const longestPauseMs = 10 * 60_000;

/** Groups versions (newest first) that one person saved in a row, as autosave does. */
export function groupVersions(versions: readonly SectionVersion[]): SectionSitting[] {
  const sittings: SectionSitting[] = [];
  let earliest = Number.POSITIVE_INFINITY;
  for (const version of versions) {
    const last = sittings.at(-1);
    const at = Date.parse(version.at);
    if (last && last.by === version.by && earliest - at <= longestPauseMs) last.from = version.version;
    else sittings.push({ ...version, from: version.version });
    earliest = at;
  }
  return sittings;
}
