import { accountContent, arrangementContent } from '../arrangement/arrangement.schema.ts';
import { followUpStatuses, responseKinds } from '../recommendation/recommendation.schema.ts';
import { z } from 'zod';
import { supportKinds, supportParts, supportStages } from '../support/support.schema.ts';
import { directions } from '../value/indicator-definition.ts';
import { measures, aggregations } from '../value/measures.ts';

/**
 * The documents of a publication, each with an address. The first part of an address is the kind of the
 * document: "plan", "values/I-B3/2025-H1". Lists are in the order of the page. Days are ISO dates, numbers
 * are decimal text without trailing zeros, so that nothing is lost in conversion.
 */

const code = z.string();
const text = z.string();
const day = z.string();
const decimal = z.string();
const titled = z.object({ code, title: text });
const nullable = <Type extends z.ZodType>(type: Type) => type.nullable();

/** Metadata of the publication. It differs in each, so nothing else is in it. */
export const publication = z.object({
  number: z.number().int().positive(),
  plan: z.object({ code, title: text, startsOn: day, endsOn: day }),
  /** The notice of an illustrative plan; empty otherwise. */
  notice: text,
  /** The newest round. */
  round: code,
  title: text,
  meeting: text,
  note: text,
  publishedAt: z.string(),
  compilationSha256: z.string(),
});

/** Oldest first. */
export const rounds = z.array(titled.extend({ periodStart: day, periodEnd: day, dueOn: day }));

export const lists = z.object({
  statuses: z.array(
    z.object({
      code,
      label: text,
      mark: text,
      iatiCode: text,
      isLate: z.boolean(),
      isDone: z.boolean(),
      isOnTrack: z.boolean(),
    }),
  ),
  /** States by name, then bodies by acronym. */
  reporters: z.array(
    z.object({
      code,
      kind: z.enum(['state', 'body']),
      name: text,
      pillar: nullable(text),
      iso3: nullable(text),
      m49: nullable(text),
      joinedOn: nullable(day),
      /** Its position on the tile map, from 1. */
      tile: nullable(z.object({ row: z.number().int(), column: z.number().int() })),
    }),
  ),
  /** By name. */
  partners: z.array(z.object({ slug: code, name: text, kind: code, url: nullable(text) })),
  /** By name. */
  tags: z.array(z.object({ code, name: text })),
  articles: z.array(titled.extend({ chapter: text })),
  /** By code. */
  lenses: z.array(
    titled.extend({
      description: text,
      /** Its name in the menu, the situation in paragraphs, and what drives it; absent from publications of before. */
      menuLabel: text.optional(),
      situation: text.optional(),
      drivers: z.array(z.object({ tag: code, text })).optional(),
      indicators: z.array(
        z.object({
          indicator: code,
          slice: nullable(z.object({ dimension: code, category: code })),
          /** Its position among the steps, from 1; without a label the step has the name of the indicator. */
          funnel: nullable(z.object({ position: z.number().int(), label: nullable(text) })),
        }),
      ),
    }),
  ),
  libraryKinds: z.array(z.object({ code, label: text, isCooperation: z.boolean() })),
});

export const plan = z.object({
  areas: z.array(titled),
  objectives: z.array(titled.extend({ area: code })),
  activities: z.array(
    titled.extend({
      area: code,
      objective: code,
      description: text,
      years: z.array(z.number().int()),
      lead: code,
      cooperating: z.array(code),
      states: z.array(code),
      partners: z.array(code),
      articles: z.array(code),
      tags: z.array(code),
      lenses: z.array(code),
      basis: text,
    }),
  ),
});

/** By activity and round; without an entry for rounds in which the plan did not ask for the activity. */
export const statuses = z.record(
  code,
  z.record(code, z.object({ status: nullable(code), carriedFrom: nullable(code) })),
);

/** By reporter and round. */
export const coverage = z.record(code, z.record(code, z.enum(['reported', 'not_reported', 'not_due'])));

/** Released narratives of one activity, by round and reporter. */
export const narratives = z.array(
  z.object({
    round: code,
    reporter: code,
    status: nullable(code),
    achievements: text,
    challenges: text,
    /** Kinds of what is in the way, and of what would help: see need-kinds.ts. */
    obstacles: z.array(code),
    helpWanted: z.array(code),
    nextSteps: text,
  }),
);

/** The amendments, by activity or indicator, oldest first. */
export const amendments = z.array(
  z.object({
    subject: z.enum(['activity', 'indicator']),
    code,
    kind: z.enum(['reworded', 'added', 'ended', 'merged', 'split', 'resumed']),
    fromRound: code,
    fromTitle: text,
    beforeTitle: nullable(text),
    mergedInto: nullable(code),
    splitInto: z.array(code),
    splitFrom: nullable(code),
  }),
);

const yearValue = z.object({ year: z.number().int(), value: decimal });

/** Every indicator that is not internal, with its definition. */
export const indicators = z.array(
  titled.extend({
    area: code,
    activity: nullable(code),
    level: text,
    measure: z.enum(measures),
    unit: text,
    direction: z.enum(directions),
    aggregation: z.enum(aggregations),
    disclosureClass: z.enum(['public', 'restricted']),
    reportedBy: z.enum(['states', 'bodies', 'states_and_bodies', 'register']),
    personCount: z.boolean(),
    crossBorderOverlap: z.boolean(),
    definition: text,
    countingRule: text,
    numeratorLabel: nullable(text),
    denominatorLabel: nullable(text),
    dimensions: z.array(z.object({ code, name: text, categories: z.array(z.object({ code, name: text })) })),
    choices: z.array(z.object({ code, label: text, counts: z.boolean() })),
    baseline: nullable(yearValue),
    targets: z.array(yearValue),
  }),
);

/** The targets that one state has set for itself and agreed to publish. */
export const nationalTargets = z.array(z.object({ indicator: code, targets: z.array(yearValue) }));

/** What one state has said of activities and agreed to publish: that they do not apply, or its own milestones. */
export const nationalCircumstances = z.array(
  z.object({
    activity: code,
    notApplicable: text,
    milestones: z.array(
      z.object({ title: text, planned: text, revised: nullable(text), reached: nullable(text) }),
    ),
  }),
);

const figureState = z.enum([
  'reported',
  'not_available',
  'not_applicable',
  'not_yet_reported',
  'suppressed',
  'withheld',
]);

const roundFigure = z.object({
  round: code,
  state: figureState,
  value: nullable(decimal),
  numerator: nullable(decimal),
  denominator: nullable(decimal),
  distribution: nullable(z.record(code, z.number().int())),
  choice: nullable(code),
  contributing: nullable(z.number().int()),
  expected: nullable(z.number().int()),
  note: nullable(text),
});

const publishedFigure = roundFigure.extend({
  /** The publication from which a regional figure is kept, because later reports would tell too much; else null. */
  keptFrom: nullable(z.number().int().positive()),
  /**
   * What a suppressed figure is between, both included; absent from every other figure, and from
   * publications that gave no ranges.
   */
  least: z.number().int().optional(),
  most: z.number().int().optional(),
});

/** The regional totals of every indicator, oldest round first. */
export const totals = z.record(code, z.array(publishedFigure));

/**
 * All figures of one indicator in one round: the region first, then states by name, then bodies; each with
 * its breakdowns.
 */
export const values = z.array(
  publishedFigure.omit({ round: true }).extend({
    /** "region", or the code of a reporter. */
    scope: code,
    dimension: nullable(code),
    category: nullable(code),
  }),
);

export const comparability = z.array(
  z.object({
    indicator: code,
    reporter: nullable(code),
    round: nullable(code),
    kind: code,
    note: text,
  }),
);

export const evidence = z.array(
  z
    .object({
      id: z.string(),
      reporter: code,
      round: code,
      activity: nullable(code),
      indicator: nullable(code),
      title: text,
    })
    .and(
      z.union([
        z.object({ kind: z.literal('link'), url: text }),
        z.object({
          kind: z.literal('file'),
          fileName: text,
          contentType: text,
          sizeBytes: z.number().int(),
          sha256: z.string(),
        }),
      ]),
    ),
);

/** By code. */
export const library = z.array(
  z.object({
    code,
    kind: code,
    title: text,
    summary: text,
    happenedOn: nullable(day),
    endedOn: nullable(day),
    year: nullable(z.number().int()),
    organisers: text,
    place: text,
    url: nullable(text),
    basis: text,
    states: z.array(code),
    bodies: z.array(code),
    partners: z.array(code),
    activities: z.array(code),
    lenses: z.array(code),
  }),
);

/**
 * What partners support, as they have confirmed it, in the order in which it was added; absent from publications of
 * before. An entry is for an activity, an area, or, without both, the whole plan. Rates are those that the amounts need.
 */
export const support = z.object({
  entries: z.array(
    z.object({
      code,
      partner: code,
      kind: z.enum(supportKinds),
      part: z.enum(supportParts),
      activity: nullable(code),
      area: nullable(code),
      description: text,
      carriedOutBy: text,
      /** Codes of states and bodies; none: the whole region. */
      receivers: z.array(code),
      source: text,
      /** Whether it has amounts, and whether the partner agrees that they are shown. */
      amounts: z.enum(['none', 'not_shown', 'shown']),
      lines: z.array(
        z.object({
          stage: z.enum(supportStages),
          year: z.number().int(),
          currency: code,
          amount: decimal,
          source: text,
        }),
      ),
    }),
  ),
  rates: z.array(z.object({ currency: code, day, dollars: decimal, source: text })),
});

/**
 * Released recommendations of the library's entries, by entry and in their order; each with the newest response and
 * status of each state and body. `notPublished`: entries of which no published recommendations are known.
 */
export const recommendations = z.object({
  recommendations: z.array(
    z.object({
      item: code,
      code,
      text,
      place: text,
      madeOn: nullable(day),
      addressedTo: z.array(code),
      activities: z.array(code),
      indicators: z.array(code),
      answerBy: nullable(day),
      responses: z.array(
        z.object({
          by: code,
          kind: z.enum(responseKinds),
          reason: text,
          on: day,
          dueOn: nullable(day),
          activities: z.array(code),
          indicators: z.array(code),
          source: text,
        }),
      ),
      statuses: z.array(z.object({ by: code, status: z.enum(followUpStatuses), on: day, note: text })),
    }),
  ),
  notPublished: z.array(code),
});

const comparedCount = z.discriminatedUnion('state', [
  z.object({ state: z.literal('same'), value: z.number().int() }),
  z.object({ state: z.enum(['differ', 'silent']), value: z.null() }),
]);

/**
 * Arrangements between states that all of them have released, in the order of the codes of their entries in the library.
 * `accounts` and `counts` are null where not all have released theirs; a count is a figure only where all give the same.
 */
export const arrangements = z.array(
  z.object({
    item: code,
    ...arrangementContent.shape,
    accounts: nullable(z.array(z.object({ by: code, items: accountContent.shape.items }))),
    counts: nullable(
      z.array(z.object({ year: z.number().int(), meetings: comparedCount, operations: comparedCount })),
    ),
  }),
);

/** Translated terms of code lists by language, then by list and code: "activity_status/completed". */
export const translations = z.record(z.string(), z.record(z.string(), text));

/** Every figure in the order of the pages. */
export const figures = z.array(z.object({ id: z.string(), title: text }));

/**
 * One figure: see figure.types.ts. What it states about its publication is in the document of the
 * publication.
 */
export const figure = z.looseObject({
  id: z.string(),
  title: text,
  rows: z.array(z.looseObject({ key: z.string() })),
});

/** The pictures of one figure in English, as SVG. */
export const drawing = z.object({ wide: text, narrow: text });
