import type { ReactNode } from 'react';
import type { PlacedText } from '#server/domain/figure/draw/labels.ts';

/** In the order in which they are written: the library would put some kinds before others. */
export const inOrder = { zIndex: 0, ifOverflow: 'visible' } as const;

/** What is pointed at and led through by arrow keys; see public-script.ts. */
export const Mark = ({ say, children }: { say: string; children: ReactNode }) => (
  <g data-say={say}>{children}</g>
);

/** A text at the place that it has in the picture. */
export const ChartText = ({ text: { text, x, y, anchor, size, ink, strong } }: { text: PlacedText }) => (
  <text x={x} y={y} textAnchor={anchor} fontSize={size} fontWeight={strong ? 600 : undefined} fill={ink}>
    {text}
  </text>
);

export const ChartTexts = ({ texts }: { texts: readonly (PlacedText | null)[] }) =>
  texts.map((text) => text && <ChartText key={`${text.x} ${text.y}`} text={text} />);

/** The family of letters of the picture, by which texts are measured. */
export const chartStyle = {
  fontFamily: "'Noto Sans Variable','Noto Sans','Noto Sans Thai','Noto Sans Khmer',sans-serif",
  fontSize: 13,
};
