import { English } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { describePartnerKind } from './partner-words.ts';

/** The kinds that come with the tracker; a plan may bring others, which are written as they are. */
const kinds = [
  'programme',
  'development_partner',
  'un_agency',
  'regional_process',
  'research',
  'civil_society',
  'private_sector',
] as const;

/** What kind of partner one is, in the language of the page. */
export function PartnerKind({ kind }: { kind: string }) {
  const words = useWords('participant');
  const known = kinds.find((each) => each === kind);
  return known ? words(`kind_${known}`) : <English>{describePartnerKind(kind)}</English>;
}
