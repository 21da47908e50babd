import { createContext, Fragment, type ReactNode, useContext } from 'react';
import { English, LanguageContext, useLabel } from '#app/features/language/language-context.tsx';
import { readMessage, useRoundName } from '#app/features/language/use-words.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { formatLowerFirst, formatRoundInSentence } from '#server/domain/finding/sentence-parts.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import { getLanguage, type LanguageCode } from '#server/domain/language/languages.ts';
import { figureTranslations } from '#server/domain/language/translations.ts';
import { findFigureText, type FoundText } from './find-figure-text.ts';

/** Texts in places of others that the lists have a word for: a round, a dimension, the state of its own figures. */
const KnownTexts = createContext<Readonly<Record<string, string>>>({});

/** Says to the texts inside which figure they are of. */
export function FigureTexts({
  figure: { id, summary, publication, columns = [] },
  children,
}: {
  figure: Pick<FigureDefinition, 'id' | 'summary'> & {
    publication: Pick<FigureDefinition['publication'], 'round' | 'roundTitle'>;
    columns?: FigureDefinition['columns'];
  };
  children: ReactNode;
}) {
  const label = useLabel();
  const nameRound = useRoundName();
  const { round, roundTitle } = publication;
  // "TH.figures" are those of a state, whose name is in the description of the figure.
  const state = /^([^.]+)\.figures$/.exec(id)?.[1];
  const name = /^Figures that (.+) has released, by round/.exec(summary)?.[1];
  const dimensions = columns.flatMap(({ label: english, list }) => {
    const word = list?.name === 'dimension' ? label(list.name, list.code, '') : '';
    return word === '' ? [] : [[formatLowerFirst(english), word] as const];
  });
  const own = state && name ? label('state', state, '') : '';
  return (
    <KnownTexts
      value={{
        ...(label('round', round, '') === ''
          ? {}
          : {
              [roundTitle]: label('round', round, ''),
              [formatRoundInSentence(roundTitle)]: nameRound({ code: round, title: roundTitle }),
            }),
        ...Object.fromEntries(dimensions),
        ...(name && own !== '' ? { [name]: own } : {}),
      }}
    >
      {children}
    </KnownTexts>
  );
}

type FigureTextProps = {
  children: string;
  /** English begins with a capital letter here. */
  firstUpper?: boolean | undefined;
};

/**
 * A text that a figure says of itself, in the language of the page: a source, a coverage, a note, a heading. In
 * English, and marked so, where it is data.
 */
export function FigureText({ children: text, firstUpper = false }: FigureTextProps) {
  const { code } = useContext(LanguageContext);
  const known = useContext(KnownTexts);
  const english = firstUpper ? formatUpperFirst(text) : text;
  if (code === 'en') return english;
  const words = known[text];
  const found = words === undefined ? findFigureText(text) : null;
  if (words === undefined && found === null) return <English>{english}</English>;
  return <span lang={getLanguage(code).tag}>{words ?? (found && say(code, found, known))}</span>;
}

function say(
  code: LanguageCode,
  { name, values }: FoundText,
  known: Readonly<Record<string, string>>,
): ReactNode {
  const message = figureTranslations[code]?.[name] ?? '';
  const parts = Object.entries(values).map(([key, value]) => {
    if (typeof value === 'number') return [key, value] as const;
    const words = known[value];
    if (words !== undefined) return [key, words] as const;
    const inner = findFigureText(value);
    if (inner) return [key, <Fragment key={key}>{say(code, inner, known)}</Fragment>] as const;
    // Codes and years are the same everywhere.
    return [key, /\p{Ll}/u.test(value) ? <English key={key}>{value}</English> : value] as const;
  });
  return readMessage(getLanguage(code).locale, message)
    .formatToParts<ReactNode>(Object.fromEntries(parts) as Record<string, string>)
    .map(({ value }, at) => <Fragment key={at}>{value}</Fragment>);
}
