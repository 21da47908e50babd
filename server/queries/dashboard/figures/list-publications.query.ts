import { sql } from 'drizzle-orm';
import { type Publication, resolvePublication } from '../scope.ts';
import { type PublicContext, readAnswer } from './figure-row.ts';

export type ListedPublication = {
  number: number;
  plan: { code: string; title: string };
  title: string;
  meeting: string;
  note: string;
  publishedAt: string;
  round: { code: string; title: string };
  /** The rounds that it holds, of which the one above is the newest. */
  rounds: number;
  /** Who has reported for its round, of those that were due. */
  states: { reported: number; due: number };
  bodies: { reported: number; due: number };
  /** That its plan is illustrative; empty for an official one. */
  notice: string;
  contentSha256: string;
  /** When and why it was withdrawn; null while it stands. */
  withdrawn: { at: string; reason: string } | null;
};

export type PublicationList = { publication: Publication | null; publications: ListedPublication[] };

const countCoverage = (kind: 'state' | 'body') => sql`(
  select json_build_object('reported', count(*) filter (where c.state = 'reported'),
    'due', count(*) filter (where c.state <> 'not_due'))
  from published.coverage c
  join published.reporter o on o.publication = c.publication and o.code = c.reporter_code and o.kind = ${kind}
  where c.publication = p.number and c.round_code = p.round_code)`;

/** A row of `published.publication` named `p`, as JSON in the form of `ListedPublication`. */
export const publicationJson = sql`json_build_object('number', p.number,
  'plan', json_build_object('code', p.plan_code, 'title', p.plan_title), 'notice', p.notice, 'title', p.title, 'meeting', p.meeting,
  'note', p.note, 'publishedAt', p.published_at, 'contentSha256', p.content_sha256,
  'withdrawn', (select json_build_object('at', w.withdrawn_at, 'reason', w.reason) from published.withdrawal w
    where w.publication = p.number),
  'round', (select json_build_object('code', r.code, 'title', r.title) from published.round r
    where r.publication = p.number and r.code = p.round_code),
  'rounds', (select count(*) from published.round r where r.publication = p.number),
  'states', ${countCoverage('state')}, 'bodies', ${countCoverage('body')})`;

/**
 * Every publication of every plan, newest first; `publication` is the one that the page stands in. Throws as
 * `resolvePublication`.
 */
export async function listPublications(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<PublicationList> {
  const publication = await resolvePublication(context.connections.public, input.publication);
  const publications = await readAnswer<ListedPublication[]>(
    context,
    sql`select json_agg(${publicationJson} order by p.number desc) as answer from published.publication p`,
  );
  return { publication, publications: publications ?? [] };
}
