import type { ItemChange } from '#server/domain/clearance/clearance-changes.calculations.ts';
import { groupChecksum } from '#server/domain/clearance/pack-reference.rules.ts';
import {
  isActivityReported,
  isIndicatorReported,
} from '#server/domain/submission/snapshot-changes.calculations.ts';
import type { SubmissionStatus } from '#server/domain/submission/submission.workflow.ts';
import { writeMoment } from './moments.ts';
import { buildActivity, buildIndicator } from './pack-items.calculations.ts';
import type { PackContent, StoredPack, Writing } from './pack-content.ts';
import type { DocumentArea, PackDocument } from './pack-document.ts';
import { say } from '#server/domain/language/say.ts';

const statusWords: Partial<Record<SubmissionStatus, string>> = {
  draft: 'Draft for clearance, not yet submitted',
  returned: 'Draft for clearance, returned by the secretariat and not yet submitted again',
  cleared: 'Cleared in the tracker, not yet submitted',
};

/** A stored pack in the words and the order in which it is printed. The same pack gives the same words. */
export function buildPackDocument(pack: StoredPack): PackDocument {
  const { content } = pack;
  const { about, since } = content;
  const status = statusWords[about.status] ?? statusWords.draft ?? '';
  const made = writeMoment(pack.madeAt, about.timeZone);
  const changes = since?.changes ?? [];
  const findings = (kind: 'error' | 'warning' | 'gap') =>
    about.findings.filter((finding) => finding.kind === kind);
  return {
    title: 'Report for clearance',
    reporter: about.reporter.name,
    round: about.round.title,
    status,
    reference: pack.reference,
    made,
    madeAt: pack.madeAt,
    facts: [
      { term: 'Report of', text: about.reporter.name },
      { term: 'Round', text: `${about.round.title} (${about.round.code})` },
      { term: 'Status', text: status },
      { term: 'Reference', text: pack.reference },
      { term: 'Printed', text: `${made}, by ${pack.madeBy}` },
    ],
    checksum: groupChecksum(pack.sha256),
    howToCheck: [
      'The checksum (SHA-256) stands for every answer in this report. If one letter changes, it is another.',
      'The page "Check and send" of the tracker shows the checksum of the report as it stands, and says for this ' +
        'reference whether anything has changed since. The receipt after submission shows it again.',
    ],
    meaning:
      `By signing I confirm that ${about.reporter.name} stands by what is printed under the reference ` +
      `${pack.reference}, and that it may be submitted to the secretariat.`,
    since: since && {
      sentence:
        changes.length === 0
          ? `Nothing has changed since it was cleared on ${writeMoment(since.at, about.timeZone)} by ${since.by}.`
          : `${say(changes.length, 'items', 'have')} changed since it was cleared on ` +
            `${writeMoment(since.at, about.timeZone)} by ${since.by}. They are marked.`,
      items: changes.map(({ code }) => nameItem(about, code)),
    },
    errors: findings('error').map(({ sentence }) => sentence),
    warnings: findings('warning').map(({ sentence, reason }) => ({ sentence, reason: reason ?? '' })),
    gaps: sayGaps(content),
    areas: about.areas
      .map((area) => buildArea(content, area, changes))
      .filter(({ activities, indicators, gaps }) => activities.length + indicators.length + gaps.length > 0),
    signature: ['Name', 'Position', 'Date', 'Signature', 'Official stamp'],
  };
}

function nameItem(about: PackContent['about'], code: string): string {
  const found = [...about.activities, ...about.indicators].find((item) => item.code === code);
  return found ? `${code} ${found.title}` : code;
}

function sayGaps({ report, about }: PackContent): string {
  const all = about.activities.length + about.indicators.length;
  const silent =
    report.activities.filter((item) => !isActivityReported(item)).length +
    report.indicators.filter((item) => !isIndicatorReported(item)).length;
  if (silent === 0) return `All ${all} items are reported.`;
  return `${say(silent, 'items')} of ${all} not reported. They are named at the end of each area.`;
}

/** "Written by A. Person, Ministry of Labour, 3 March 2026. Part of the Royal Police." */
export function sayWriting({ by, agency, at, heldBy }: Writing, timeZone: string): string {
  const parts = [];
  if (by) {
    const when = at ? `, ${writeMoment(at, timeZone).split(',')[0]}` : '';
    parts.push(`Last written by ${by}${agency ? `, ${agency}` : ''}${when}.`);
  }
  if (heldBy && heldBy !== agency) parts.push(`Given to ${heldBy}.`);
  return parts.join(' ');
}

function buildArea(
  { report, about }: PackContent,
  area: { code: string; title: string },
  changes: readonly ItemChange[],
): DocumentArea {
  const gaps: string[] = [];
  const changeOf = (subject: ItemChange['subject'], code: string) =>
    changes.find((change) => change.subject === subject && change.code === code);
  const activities = about.activities
    .filter((item) => item.area === area.code)
    .flatMap((item) => {
      const answer = report.activities.find(({ activity }) => activity === item.code) ?? null;
      const change = changeOf('activity', item.code);
      if (!answer || (!isActivityReported(answer) && !change)) {
        gaps.push(`${item.code} ${item.title}`);
        return [];
      }
      return [buildActivity(item, answer, about.statuses, change, sayWriting(item.writing, about.timeZone))];
    });
  const indicators = about.indicators
    .filter((item) => item.area === area.code)
    .flatMap((item) => {
      const answer = report.indicators.find(({ indicator }) => indicator === item.code) ?? null;
      const change = changeOf('indicator', item.code);
      if (!answer || (!isIndicatorReported(answer) && !change)) {
        gaps.push(`${item.code} ${item.title}`);
        return [];
      }
      return [buildIndicator(item, answer, change, sayWriting(item.writing, about.timeZone))];
    });
  return { ...area, activities, indicators, gaps };
}
