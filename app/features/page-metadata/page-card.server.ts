import { data } from 'react-router';
import { ask, attempt } from '#app/features/errors/ask.ts';
import { buildWords } from '#app/features/language/use-words.ts';
import { buildLensFinding } from '#app/features/lens/lens-view.tsx';
import { formatPartner, describePartnerKind } from '#app/features/participant/partner-words.ts';
import { describeWhoReported } from '#app/features/publication/publication-words.tsx';
import type { RequestContext } from '#app/request-context.ts';
import { type CardContent, cardSize, drawCard, type slideSize } from '#server/domain/figure/draw/card.ts';
import { drawFigure } from '#server/domain/figure/draw/draw-figure.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { buildFinding } from '#server/domain/finding/indicator-finding.ts';
import { buildParticipantFinding } from '#server/domain/finding/participant-finding.ts';
import { describePlanStatus } from '#server/domain/finding/plan-findings.ts';
import { describeTimeSeries } from '#server/domain/finding/describe-time-series.ts';
import { findOwnWithdrawal, describeWithdrawal } from '#server/domain/publication/withdrawal.rules.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import { english, getMessages } from '#server/domain/language/catalogue.ts';
import { formatCount as describeCount } from '#server/domain/language/counted-nouns.ts';
import { buildPictureHeaders } from '#app/features/figure/figure-file.server.ts';

type Asker = Pick<RequestContext, 'publicCaller' | 'requestId' | 'language'> & {
  /** As in the address; undefined for the newest. */
  publication: number | undefined;
};

type PageFinding = {
  kicker: string;
  title: string;
  /** The figure that stands for the page, where the publication has it. */
  figure: string | null;
};

type FindPage = (
  caller: RequestContext['publicCaller'],
  code: string,
  publication: number | undefined,
) => Promise<PageFinding>;

/** A card that says the same for every publication; its figure, if it has one, is the publication's. */
function formatCount(words: { kicker: string; title: string; figure?: string }): FindPage {
  return () => Promise.resolve({ figure: null, ...words });
}

/** What the card of each kind of page says: the finding that is the page's own heading, or what the page is for. */
const kinds: Record<string, FindPage> = {
  async overview(caller, _code, publication) {
    const answer = await caller.dashboard.overview({ publication });
    return 'counts' in answer
      ? {
          kicker: 'Overview',
          title: describePlanStatus(answer.counts, answer.statuses),
          figure: 'activities-by-area',
        }
      : { kicker: 'Overview', title: 'Progress of the plan', figure: null };
  },
  async plan(caller, code, publication) {
    const overview = await kinds['overview']?.(caller, code, publication);
    return {
      kicker: english.plan.title,
      title: overview?.figure ? overview.title : english.plan.description,
      figure: 'plan-at-a-glance',
    };
  },
  indicators: formatCount({ kicker: english.indicator.indicators, title: english.indicator.description }),
  states: formatCount({
    kicker: english.participant.states,
    title: english.participant.statesDescription,
    figure: 'participation',
  }),
  partners: formatCount({
    kicker: english.participant.partners,
    title: english.participant.partnersDescription,
  }),
  support: formatCount({ kicker: english.support.title, title: english.support.description }),
  data: formatCount({ kicker: english.data.title, title: english.data.description }),
  about: formatCount({ kicker: english.about.title, title: english.about.description }),
  methodology: formatCount({ kicker: english.method.title, title: english.method.lead }),
  disclosure: formatCount({ kicker: english.method.disclosureTitle, title: english.method.disclosureLead }),
  accessibility: formatCount({
    kicker: english.accessibility.title,
    title: english.accessibility.description,
  }),
  async area(caller, code, publication) {
    const { area, counts, statuses } = await caller.dashboard.area({ code, publication });
    return {
      kicker: `${area.code} ${area.title}`,
      title: describePlanStatus(counts, statuses),
      figure: `activities-by-round.${area.code}`,
    };
  },
  async objective(caller, code, publication) {
    const { objective, counts, statuses } = await caller.dashboard.objective({ code, publication });
    return {
      kicker: `${objective.code} ${objective.title}`,
      title: describePlanStatus(counts, statuses),
      figure: `timeline.${objective.code}`,
    };
  },
  async activity(caller, code, publication) {
    const { activity, rounds, statuses } = await caller.dashboard.activity({ code, publication });
    return {
      kicker: `Activity ${activity.code} · ${describeTimeSeries(rounds, statuses, activity.years)}`,
      title: activity.title,
      figure: `${activity.code}.course`,
    };
  },
  async indicator(caller, code, publication) {
    const { indicator, rounds, region, breaks } = await caller.dashboard.indicator({ code, publication });
    return {
      kicker: `Indicator ${indicator.code}`,
      title: `${indicator.title}: ${buildFinding(indicator, rounds, region, breaks).headline}`,
      figure: `${indicator.code}.course`,
    };
  },
  async state(caller, code, publication) {
    const page = await caller.dashboard.state({ iso2: code, publication });
    return { kicker: page.participant.name, title: buildParticipantFinding(page), figure: null };
  },
  async body(caller, code, publication) {
    const page = await caller.dashboard.body({ acronym: code, publication });
    return { kicker: page.participant.name, title: buildParticipantFinding(page), figure: null };
  },
  async partner(caller, slug, publication) {
    const page = await caller.dashboard.partner({ slug, publication });
    return { kicker: describePartnerKind(page.partner.kind), title: formatPartner(page), figure: null };
  },
  async lens(caller, code, publication) {
    const page = await caller.dashboard.lens({ code, publication });
    return { kicker: page.lens.title, title: buildLensFinding(page), figure: `${page.lens.code}.steps` };
  },
  async library(caller, code, publication) {
    if (!code) return { kicker: english.library.library, title: english.library.description, figure: null };
    const { item } = await caller.dashboard.libraryItem({ code: code.slice(0, 120), publication });
    return { kicker: 'Library', title: item.title, figure: null };
  },
  async publications(caller, _code, publication) {
    const listed = await caller.dashboard.publications({ publication });
    const publications = listed.publications.filter(({ plan }) => plan.code === listed.publication?.planCode);
    const [newest] = publications;
    return {
      kicker: describeCount(publications.length, 'publications'),
      title: newest ? describeWhoReported(newest) : 'Nothing has been published yet',
      figure: null,
    };
  },
  async publication(caller, code) {
    const { publication, details } = await caller.dashboard.publication({ number: Number(code) });
    return {
      kicker: `Publication ${publication.number}`,
      title: `${publication.title}: ${describeWhoReported(details)}`,
      figure: null,
    };
  },
};

/** Draws the card of a page. Throws what the error page shows for a kind, code or publication that there is none of. */
export async function drawPageCard(asker: Asker, kind: string, code: string): Promise<string> {
  const { publicCaller, requestId } = asker;
  const find = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (!find) throw data({ sentence: 'No card is drawn for pages of this kind.' }, { status: 404 });
  const publication = kind === 'publication' ? Number(code) : asker.publication;
  const [found, scope] = await Promise.all([
    ask(requestId, () => find(publicCaller, code, publication)),
    ask(requestId, () => publicCaller.dashboard.scope({ publication })),
  ]);
  const { figure: id } = found;
  const withdrawal = scope.publication && findOwnWithdrawal(scope.publication);
  const drawn = id
    ? await attempt(requestId, () =>
        publicCaller.dashboard.figure({ id, publication, language: asker.language }),
      )
    : null;
  return drawCard({
    ...found,
    draw: drawn?.ok ? await loadDrawing(asker, drawn.value.definition) : null,
    ...describePublication(
      asker.language,
      scope.publication,
      drawn?.ok ? drawn.value.definition.coverage : '',
    ),
    notice: [withdrawal && describeWithdrawal(withdrawal), scope.notice].filter(Boolean).join(' '),
  });
}

/** Returns what draws a figure at any width, in the language of the address. */
async function loadDrawing(
  { publicCaller, requestId, publication, language }: Asker,
  definition: FigureDefinition,
): Promise<(width: number) => string> {
  const labels =
    language === 'en'
      ? {}
      : await ask(requestId, () => publicCaller.dashboard.labels({ publication, language }));
  const { messages: words } = getMessages(language, 'figure');
  return (width) => drawFigure(definition, { width, words, labels });
}

/** Draws the card of one figure, or, at the size of a slide, what stands on one. */
export async function drawFigureCard(
  asker: Asker,
  id: string,
  size: typeof cardSize | typeof slideSize = cardSize,
): Promise<string> {
  const { publicCaller, requestId, publication, language } = asker;
  const { definition, plan, notice } = await ask(requestId, () =>
    publicCaller.dashboard.figure({ id, publication, language }),
  );
  const content = {
    kicker: '',
    title: definition.title,
    draw: await loadDrawing(asker, definition),
    ...describePublication(
      language,
      {
        ...definition.publication,
        round: { title: definition.publication.roundTitle },
        plan: { title: plan },
      },
      definition.coverage,
    ),
    notice,
  };
  return drawCard(content, size);
}

function describePublication(
  language: RequestContext['language'],
  publication: {
    number: number;
    publishedAt: string;
    round: { title: string };
    plan: { title: string };
  } | null,
  coverage: string,
): Pick<CardContent, 'facts' | 'plan'> {
  if (!publication) return { facts: [], plan: '' };
  const line = buildWords(language, 'figure')('publicationLine', {
    number: String(publication.number),
    date: formatDate(publication.publishedAt),
  });
  return { facts: [line, publication.round.title, coverage], plan: publication.plan.title };
}

/** A card as the picture that networks ask for, at the size that they ask for. */
export async function sendCard(
  drawPng: RequestContext['drawPng'],
  card: string,
  name: string,
): Promise<Response> {
  return new Response(new Uint8Array(await drawPng(card, 1)), {
    headers: buildPictureHeaders('image/png', `bohol-${name.replaceAll(/[^\w.-]/g, '-')}.png`),
  });
}
