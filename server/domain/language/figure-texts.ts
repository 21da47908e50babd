import type { figureTexts } from './messages/en/figure-texts.ts';

/** The texts of figures in a language; see messages/en/figure-texts.ts. */
export type FigureTexts = { readonly [Key in keyof typeof figureTexts]: string };
export type FigureTextName = keyof FigureTexts;
