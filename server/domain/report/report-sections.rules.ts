/**
 * The key of a section in URLs and rows: "summary", "area.A", "objective.A1", "lens.online-scams", "method".
 */
export type SectionKey = string;

export type SectionKind = 'summary' | 'area' | 'objective' | 'lens' | 'method' | 'lessons';

export type ReportSection = {
  key: SectionKey;
  kind: SectionKind;
  /** The code of the area, objective or lens; null for sections that every report has. */
  code: string | null;
  title: string;
  /** The text, in the grammar of narrative.rules.ts; empty before anybody wrote. */
  text: string;
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

const own = (kind: 'summary' | 'method' | 'lessons', title: string): SectionHeading => ({
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
