import type { CooperationAim } from '../library/cooperation-aims.ts';
import type { ArrangementsDocument, LibraryEntry, PublishedArrangement } from '../publication/documents.ts';
import { type Agreement, compareItems, listSubjects } from './arrangement.rules.ts';
import type { AccountItem } from './arrangement.schema.ts';

/** An arrangement of a publication in a line: who, since when, and how much of what was agreed is reached. */
export type ArrangementLine = Pick<PublishedArrangement, 'item' | 'parties' | 'status' | 'agreedOn'> & {
  title: string;
  steps: number;
  /** Steps that every state says are reached, and those on which accounts differ; null where no accounts are public. */
  reached: number | null;
  differ: number | null;
};

/** An aim or an agreed step, with what each state says of it side by side. */
export type ArrangementSubject = {
  about: string;
  aim: CooperationAim;
  step: PublishedArrangement['steps'][number] | null;
  /** In the order of the states' codes; without an item where a state says nothing. Empty without public accounts. */
  said: { by: string; item: AccountItem | null }[];
  agreement: Agreement | null;
};

/** Lists the aims of a published arrangement, each followed by its steps. */
export const listArrangementSubjects = (arrangement: PublishedArrangement): ArrangementSubject[] =>
  listSubjects(arrangement).map((subject) => {
    const said = (arrangement.accounts ?? []).map(({ by, items }) => ({
      by,
      item: items.find(({ about }) => about === subject.about) ?? null,
    }));
    return {
      ...subject,
      said,
      agreement: arrangement.accounts === null ? null : compareItems(said.map(({ item }) => item)),
    };
  });

/** Lists the arrangements on these entries of the library, in the order of titles; none where there is no such document. */
export function listArrangementLines(
  arrangements: ArrangementsDocument | null,
  library: readonly Pick<LibraryEntry, 'code' | 'title'>[],
): ArrangementLine[] {
  const titles = new Map(library.map(({ code, title }) => [code, title]));
  return (arrangements ?? [])
    .flatMap((arrangement): ArrangementLine[] => {
      const { item, parties, status, agreedOn, accounts } = arrangement;
      const title = titles.get(item);
      if (title === undefined) return [];
      const steps = listArrangementSubjects(arrangement).filter(({ step }) => step !== null);
      const count = (passes: (subject: ArrangementSubject) => boolean) =>
        accounts === null ? null : steps.filter(passes).length;
      return [
        {
          item,
          title,
          parties,
          status,
          agreedOn,
          steps: steps.length,
          reached: count(({ said }) => said.every((one) => one.item?.status === 'reached')),
          differ: count(({ agreement }) => agreement === 'differ'),
        },
      ];
    })
    .sort((a, b) => a.title.localeCompare(b.title, 'en') || a.item.localeCompare(b.item, 'en'));
}
