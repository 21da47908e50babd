import { and, asc, eq } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { publishedEvidence } from '#db/schema/published.ts';

/** A document or link that a reporter has released with its report. */
export type EvidenceLine = {
  id: string;
  publication: number;
  reporter: string;
  round: string;
  activity: string | null;
  indicator: string | null;
  title: string;
} & (
  | { kind: 'link'; url: string }
  | { kind: 'file'; fileName: string; contentType: string; sizeBytes: number; sha256: string }
);

/** The released evidence of a publication about an activity or indicator, or of a reporter: newest round first. */
export async function listEvidence(
  database: Reader,
  publication: number,
  about: { activity?: string; indicator?: string; reporter?: string },
): Promise<EvidenceLine[]> {
  const evidence = publishedEvidence;
  const rows = await database
    .select()
    .from(evidence)
    .where(
      and(
        eq(evidence.publication, publication),
        about.activity === undefined ? undefined : eq(evidence.activityCode, about.activity),
        about.indicator === undefined ? undefined : eq(evidence.indicatorCode, about.indicator),
        about.reporter === undefined ? undefined : eq(evidence.reporterCode, about.reporter),
      ),
    )
    .orderBy(asc(evidence.reporterCode), asc(evidence.title), asc(evidence.id));
  return rows
    .map(({ id, reporterCode, roundCode, activityCode, indicatorCode, title, ...rest }): EvidenceLine => {
      const line = {
        id,
        publication,
        reporter: reporterCode,
        round: roundCode,
        activity: activityCode,
        indicator: indicatorCode,
        title,
      };
      return rest.kind === 'link'
        ? { ...line, kind: 'link', url: rest.url ?? '' }
        : {
            ...line,
            kind: 'file',
            fileName: rest.fileName ?? '',
            contentType: rest.contentType ?? '',
            sizeBytes: rest.sizeBytes ?? 0,
            sha256: rest.sha256 ?? '',
          };
    })
    .sort((a, b) => b.round.localeCompare(a.round));
}
