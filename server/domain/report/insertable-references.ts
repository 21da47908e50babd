import { formatLowerFirst } from '../finding/sentence-parts.ts';
import { type Facts, type Reference, serialiseReference } from './reference.rules.ts';
import {
  type SectionHeading,
  findActivityPlace,
  type ScopedIndicator,
  filterSectionIndicators,
} from './report-sections.rules.ts';

/** A reference that can be inserted into a text, and its current meaning. */
export type Insertable = {
  /** As typed, with its braces. */
  source: string;
  label: string;
  now: string;
};

export type InsertableGroup = { code: string; title: string; items: Insertable[] };

/**
 * Lists what a section can refer to: its activities, the reports, and its indicators with their coverage,
 * change and previous round. Parts of a figure are offered if the section shows the whole indicator.
 */
export function listInsertables(
  section: SectionHeading,
  indicators: readonly ScopedIndicator[],
  facts: Facts,
  rounds: readonly string[],
  statuses: readonly { code: string; label: string; isOnTrack: boolean }[],
): InsertableGroup[] {
  const offer = (reference: Reference, label: string): Insertable[] => {
    const name = serialiseReference(reference);
    const fact = facts.get(name);
    return fact ? [{ source: `{{${name}}}`, label, now: fact.text }] : [];
  };
  const place = findActivityPlace(section);
  const activities = (group: string | null, label: string) =>
    offer({ kind: 'activities', group, ...place }, label);
  const before = rounds.at(-2) ?? null;
  return [
    {
      code: 'activities',
      title: 'Activities and reports',
      items: [
        ...activities(null, 'Activities'),
        ...activities('done', 'completed'),
        ...statuses
          .filter(({ isOnTrack }) => isOnTrack)
          .flatMap(({ code, label }) => activities(code, formatLowerFirst(label))),
        ...activities('late', 'delayed'),
        ...offer({ kind: 'reports', of: 'states' }, 'Reports of states'),
        ...offer({ kind: 'reports', of: 'bodies' }, 'Reports of bodies'),
      ],
    },
    ...filterSectionIndicators(section, indicators).map(
      ({ code, title, dimensions, lenses }): InsertableGroup => {
        const whole = { dimension: null, category: null };
        const slice = section.kind === 'lens' ? lenses.find((lens) => lens.code === section.code) : undefined;
        const of = (part: { dimension: string | null; category: string | null }, label: string) => {
          const say = (round: string | null, aspect: 'value' | 'coverage' | 'change', words: string) =>
            offer(
              { kind: 'indicator', indicator: code, round, ...part, aspect },
              label ? `${label}: ${words}` : words,
            );
          return [
            ...say(null, 'value', 'this round'),
            ...(before === null ? [] : say(before, 'value', `in ${before}`)),
            ...say(null, 'change', 'change from the round before'),
            ...say(null, 'coverage', 'coverage'),
          ];
        };
        const nameOf = (dimension: string, category: string) =>
          dimensions.find((one) => one.code === dimension)?.categories.find((one) => one.code === category)
            ?.name ?? category;
        return {
          code,
          title,
          items:
            slice?.dimension && slice.category
              ? [...of(slice, nameOf(slice.dimension, slice.category)), ...of(whole, 'All')]
              : [
                  ...of(whole, ''),
                  ...dimensions.flatMap((dimension) =>
                    dimension.categories.flatMap((category) =>
                      offer(
                        {
                          kind: 'indicator',
                          indicator: code,
                          round: null,
                          dimension: dimension.code,
                          category: category.code,
                          aspect: 'value',
                        },
                        `${dimension.name}: ${category.name}`,
                      ),
                    ),
                  ),
                ],
        };
      },
    ),
  ].filter(({ items }) => items.length > 0);
}
