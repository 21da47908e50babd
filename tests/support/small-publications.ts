import {
  buildDocuments,
  type Documents,
  type PublicationContent,
} from '#server/domain/publication/build-publication.ts';
import type {
  Address,
  Lists,
  PublishedActivity,
  PublishedIndicator,
  PublishedReporter,
  PublishedValue,
} from '#server/domain/publication/documents.ts';
import type { Withdrawal } from '#server/domain/publication/withdrawal.rules.ts';
import { createMemoryReader } from '#server/publications/memory-reader.ts';
import type { PublicationReader } from '#server/publications/publication-reader.ts';

/** Rounds by year and half, as the plan has them: "2024-H2". */
export const round = (code: string): PublicationContent['rounds'][number] => {
  const [year, half] = code.split('-');
  const [start, end] = half === 'H1' ? ['01-01', '06-30'] : ['07-01', '12-31'];
  return {
    code,
    title: `Round ${code}`,
    periodStart: `${year}-${start}`,
    periodEnd: `${year}-${end}`,
    dueOn: `${year}-${end}`,
  };
};

export const reporter = (
  code: string,
  name: string,
  kind: 'state' | 'body' = 'state',
): PublishedReporter => ({
  code,
  kind,
  name,
  pillar: null,
  iso3: null,
  m49: null,
  joinedOn: null,
  tile: null,
});

export const activity = (code: string, more: Partial<PublishedActivity> = {}): PublishedActivity => ({
  code,
  title: `Activity ${code}`,
  area: 'A',
  objective: 'A1',
  description: '',
  years: [2024],
  lead: 'SOMTC',
  cooperating: [],
  states: [],
  partners: [],
  articles: [],
  tags: [],
  lenses: [],
  basis: '',
  ...more,
});

export const indicator = (code: string, more: Partial<PublishedIndicator> = {}): PublishedIndicator => ({
  code,
  title: `Indicator ${code}`,
  area: 'A',
  activity: null,
  level: 'output',
  measure: 'count',
  unit: 'cases',
  direction: 'none',
  aggregation: 'sum',
  disclosureClass: 'public',
  reportedBy: 'states',
  personCount: false,
  crossBorderOverlap: false,
  definition: `What ${code} is.`,
  countingRule: '',
  numeratorLabel: null,
  denominatorLabel: null,
  dimensions: [],
  choices: [],
  baseline: null,
  targets: [],
  ...more,
});

/** A value of the region, unless told otherwise. */
export const value = (number: string, more: Partial<PublishedValue> = {}): PublishedValue => ({
  scope: 'region',
  dimension: null,
  category: null,
  state: 'reported',
  value: number,
  numerator: null,
  denominator: null,
  distribution: null,
  choice: null,
  contributing: 2,
  expected: 3,
  note: null,
  keptFrom: null,
  ...more,
});

export type SmallPublication = {
  rounds: string[];
  plan?: string;
  indicators?: PublishedIndicator[];
  activities?: PublishedActivity[];
  reporters?: PublishedReporter[];
  partners?: Lists['partners'];
  /** By indicator and round. */
  values?: Record<string, Record<string, PublishedValue[]>>;
} & Partial<
  Pick<PublicationContent, 'nationalTargets' | 'statuses' | 'coverage' | 'comparability' | 'evidence'>
> & {
    /** Null: as a publication from before support was published. */
    support?: PublicationContent['support'] | null;
  };

function layOut(number: number, small: SmallPublication): Documents {
  const rounds = small.rounds.map(round);
  const plan = small.plan ?? 'P';
  const documents = buildDocuments({
    publication: {
      number,
      plan: { code: plan, title: `Plan ${plan}`, startsOn: '2024-01-01', endsOn: '2028-12-31' },
      notice: '',
      round: small.rounds.at(-1) ?? '',
      title: `Publication ${number}`,
      meeting: '',
      note: '',
      publishedAt: `2026-01-0${number}T08:00:00.000Z`,
      compilationSha256: '',
    },
    rounds,
    lists: {
      statuses: [
        {
          code: 'done',
          label: 'Done',
          mark: 'full',
          iatiCode: '4',
          isLate: false,
          isDone: true,
          isOnTrack: false,
        },
      ],
      reporters: small.reporters ?? [reporter('KH', 'Cambodia'), reporter('TH', 'Thailand')],
      partners: small.partners ?? [],
      tags: [],
      articles: [],
      lenses: [],
      libraryKinds: [],
    },
    plan: {
      areas: [
        { code: 'A', title: 'Area A' },
        { code: 'B', title: 'Area B' },
      ],
      objectives: [{ code: 'A1', title: 'Objective A1', area: 'A' }],
      activities: small.activities ?? [activity('A1.1')],
    },
    indicators: small.indicators ?? [],
    nationalTargets: small.nationalTargets ?? [],
    nationalCircumstances: [],
    amendments: [],
    translations: {},
    coverage: small.coverage ?? {},
    library: [],
    support: small.support ?? { entries: [], rates: [] },
    recommendations: { recommendations: [], notPublished: [] },
    arrangements: [],
    statuses: small.statuses ?? {},
    narratives: new Map(),
    values: new Map(
      Object.entries(small.values ?? {}).map(([code, byRound]) => [code, new Map(Object.entries(byRound))]),
    ),
    evidence: small.evidence ?? [],
    comparability: small.comparability ?? [],
  });
  if (small.support === null) documents.delete('support');
  return documents;
}

const nothing: PublicationReader = {
  list: () => Promise.resolve({ publications: [], withdrawals: [], chosenPlan: null, dueRounds: [] }),
  read: () => Promise.resolve(new Map()),
  readChecksums: () => Promise.resolve(new Map()),
  isStored: () => false,
};

/**
 * Publications that are read as others are and stand in memory, numbered from 1; `read` holds the addresses of
 * documents that were read, as "2 values/I-A1/2024-H2".
 */
export function publishInMemory(
  publications: readonly SmallPublication[],
  withdrawals: Withdrawal[] = [],
): { published: PublicationReader; read: string[] } {
  const inner = publications.reduce<PublicationReader>(
    (before, small, at) => createMemoryReader(before, layOut(at + 1, small)),
    nothing,
  );
  const read: string[] = [];
  return {
    read,
    published: {
      ...inner,
      list: async () => ({ ...(await inner.list()), withdrawals }),
      read(publication: number, addresses: readonly Address[]) {
        read.push(...addresses.map((address) => `${publication} ${address}`));
        return inner.read(publication, addresses);
      },
    },
  };
}
