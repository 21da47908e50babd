import type { LibraryFilter } from '#server/domain/library/read-library.ts';

const names = ['kind', 'activity', 'body', 'partner', 'lens', 'year'] as const;
const longestCode = 120;
const mostStates = 5;

/** Reads the filter from an address; what is empty narrows nothing, what is too long for a code is left out. */
export function readLibraryFilter(url: string): LibraryFilter {
  const search = new URL(url).searchParams;
  const readCode = (text: string | null) => {
    const code = text?.trim() ?? '';
    return code !== '' && code.length <= longestCode ? code : undefined;
  };
  const states = [...new Set(search.getAll('state').map(readCode))].filter((code) => code !== undefined);
  return {
    ...Object.fromEntries(
      names.flatMap((name) => {
        const code = readCode(search.get(name));
        return code === undefined ? [] : [[name, code]];
      }),
    ),
    ...(states.length > 0 ? { states: states.slice(0, mostStates) } : {}),
    ...(search.get('cooperation') === 'yes' ? { cooperation: true } : {}),
  };
}

/** The page of a list that an address asks for, from 1; 1 for what is no number. */
export function readPage(url: string): number {
  const text = new URL(url).searchParams.get('page') ?? '';
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
}
