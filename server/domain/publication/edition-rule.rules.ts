import type { DisclosureRules } from '../disclosure/disclosure-settings.rules.ts';

/**
 * How many reporters with a hidden figure a total of a restricted edition needs, unless it has none. With four neither
 * a reporter that takes off its own figure reads another’s, nor do two together; with five each leaves one more unknown.
 * With three, two that read together can work out the third’s.
 */
export const editionRules = [5, 4, 3] as const;
export type EditionRule = (typeof editionRules)[number];

/** The rule of the public pages. */
export const usualEditionRule: EditionRule = 4;

const unknownReporters: Record<EditionRule, readonly number[]> = {
  5: [4, 4, 3],
  4: [3, 3, 2],
  3: [3, 2],
};

/** The rules of restricted editions. Among those who report a small count is no secret, but one state's own figure is. */
export const buildEditionRules = (rule: EditionRule): Partial<DisclosureRules> => ({
  smallCountUpTo: 0,
  unknownReporters: unknownReporters[rule],
});
