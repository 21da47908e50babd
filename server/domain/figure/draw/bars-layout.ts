import type { StackedChart, StatusBarsChart } from '../figure.types.ts';
import type { BarsModel } from './bars-model.ts';
import { measureText } from './svg.ts';

/** How rows of stacked parts fill a width, in px. */
export type BarsLayout = {
  /** The width of the names at the left of the bars; null where there is no room and they are above. */
  nameWidth: number | null;
  /** Where bars can begin. */
  left: number;
  /** The place of zero. */
  axis: number;
  /** How far parts are from the axis, at both sides. */
  apart: number;
  /** The width of one, or of the whole where bars are shares. */
  unit: number;
  barHeight: number;
  rowGap: number;
};

export const nameSize = 13;
export const nameLineHeight = 16;
/** Bold letters are wider than they are measured. */
export const bold = 1.08;
/** Space between the axis and the bars on both sides of it. */
export const axisGap = 3;

/** Fits the bars of a model into a width. */
export function buildBarsLayout(
  model: BarsModel,
  chart: StackedChart | StatusBarsChart,
  width: number,
): BarsLayout {
  const beside = width >= 480;
  if (chart.kind === 'stacked') {
    const nameWidth = Math.min(220, width * 0.34);
    const left = beside ? nameWidth + 12 : 0;
    const unit = (width - left) / model.ahead;
    return {
      nameWidth: beside ? nameWidth : null,
      left,
      axis: left,
      apart: 0,
      unit,
      barHeight: 26,
      rowGap: 14,
    };
  }
  const widest = Math.max(0, ...model.rows.map(({ name }) => measureText(name, nameSize)));
  const nameWidth = beside ? Math.min(width * 0.3, widest) : null;
  const left = nameWidth === null ? 0 : nameWidth + 14;
  const { heads, behind, ahead } = model;
  // The head of the left side needs its room even where little is behind.
  const headWidth = heads ? measureText(heads.behind, nameSize * bold) + 4 : 0;
  const room = width - left - (chart.due ? 2 : 0) - (heads ? 2 * axisGap : 0);
  const unit = Math.min(
    room / (behind + ahead),
    behind > 0 || heads ? (room - headWidth) / ahead : room / ahead,
  );
  const axis = heads ? left + Math.max(headWidth, behind * unit) + axisGap : left;
  return { nameWidth, left, axis, apart: heads ? axisGap - 1 : 0, unit, barHeight: 28, rowGap: 14 };
}
