import type { TreeItem } from './review-tree.calculations.ts';

/** What a return opens when the reviewer has not chosen: what was asked about, as soon as a question is open. */
export const decideReturnScope = (openQueries: number): 'queried' | 'all' =>
  openQueries > 0 ? 'queried' : 'all';

/** What is open in a report when somebody decides about it, most urgent first. */
export const openMatters = ['unsent', 'waiting', 'answered', 'unexplained', 'unlooked'] as const;
export type OpenMatter = {
  kind: (typeof openMatters)[number];
  count: number;
  /** The first of them. */
  items: Pick<TreeItem, 'name' | 'code' | 'title'>[];
};

/** More than this are not named one by one. */
const mostNamed = 12;

const isOpenIn: Record<OpenMatter['kind'], (item: TreeItem) => boolean> = {
  unsent: ({ asked }) => asked === 'unsent',
  waiting: ({ asked }) => asked === 'waiting',
  answered: ({ asked }) => asked === 'answered',
  unexplained: ({ unexplained }) => unexplained > 0,
  unlooked: ({ looked }) => !looked,
};

/** Lists what is open, with its first items; nothing for what is done. */
export const listOpenMatters = (items: readonly TreeItem[]): OpenMatter[] =>
  openMatters
    .map((kind) => ({ kind, own: items.filter(isOpenIn[kind]) }))
    .filter(({ own }) => own.length > 0)
    .map(({ kind, own }) => ({
      kind,
      count: own.length,
      items: own.slice(0, mostNamed).map(({ name, code, title }) => ({ name, code, title })),
    }));
