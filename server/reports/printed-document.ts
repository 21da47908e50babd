import type { DocumentStamp, PrintedDocument, PaperDocument } from '#server/domain/report/document.types.ts';
import { countClosingBlocks } from '#server/domain/report/closing-blocks.rules.ts';
import { markShortWords } from '#server/domain/report/kept-words.rules.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import { groupChecksum } from '#server/domain/clearance/clearance-pack.rules.ts';

/** Lists what a file says about itself: the facts of its document and of its stamp. */
export function listFacts({ document, stamp }: PrintedDocument): { term: string; text: string }[] {
  return [
    ...document.facts,
    { term: 'Draft', text: describeDraft(stamp) },
    ...stamp.approvals.map(({ part, by, at }) => ({
      term: part,
      text: `${by}, ${formatTime(at, 'UTC')}`,
    })),
    { term: 'Checksum', text: groupChecksum(stamp.sha256) },
  ];
}

/** Describes a draft: "Draft 3 of 2025-H2, made 29 November 2026, 09:00 (UTC, UTC) by A. Person". */
const describeDraft = ({ draft, round, madeAt, madeBy }: DocumentStamp): string =>
  `Draft ${draft} of ${round}, made ${formatTime(madeAt, 'UTC')} by ${madeBy}`;

/** The footer of every page. */
const describeFoot = ({ stamp }: PrintedDocument): string =>
  `Draft ${stamp.draft} of ${stamp.round}, checksum ${groupChecksum(stamp.sha256.slice(0, 16))}`;

/** Explains what the checksum is for. */
export const howToCheck =
  'The checksum (SHA-256) stands for every word and number of this edition. If one letter changes, it is another. The page of this draft in the tracker shows it, and so does the page of the publication where there is one.';

/** Lays out an edition with its stamp for paper. */
export function buildPaperDocument(printed: PrintedDocument): PaperDocument {
  const { document, stamp } = printed;
  const { title, subtitle, plan, marking, watermark, notice, sections } = document;
  const foot = describeFoot(printed);
  const author = 'Secretariat';
  return {
    file: {
      title: `${title}: ${subtitle}`,
      subject: marking,
      author,
      description: foot,
      madeAt: stamp.madeAt,
    },
    watermark,
    head: { left: marking, right: subtitle },
    foot,
    title,
    subtitle,
    facts: listFacts(printed),
    cover: {
      hasContents: document.isShort !== true,
      plan,
      marking,
      notice,
      occasion: listOccasion(printed),
      emblem: stamp.emblem,
      closing: { title: 'About this document', howToCheck },
    },
    sections: sections.map((section, at) => ({
      ...section,
      blocks: markShortWords(section.blocks),
      // After the last section comes the end of the document, on the same page.
      closing: countClosingBlocks(
        section.blocks,
        section.orientation,
        at === sections.length - 1 ? estimateEnd(printed) : 0,
      ),
    })),
  };
}

/** Estimates the height of what a document says about itself at its end, in points: a heading, a line each, a note. */
const estimateEnd = (printed: PrintedDocument): number => 110 + 17 * listFacts(printed).length;

/** Lists the lines of the cover on the meeting and its date; if that is not known, the date of the document. */
function listOccasion({ document: { meeting, meetingDate }, stamp }: PrintedDocument): string[] {
  // Documents that were frozen before meetings had a date have none.
  const date = meetingDate || `Dated ${formatDate(stamp.madeAt.slice(0, 10))}`;
  return meeting === '' ? [date] : [meeting, date];
}

/**
 * Formats a point in time in a time zone, with the zone named: "25 November 2026, 08:14 (Asia/Bangkok,
 * UTC+7)".
 */
export function formatTime(iso: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'shortOffset',
  }).formatToParts(new Date(iso));
  const get = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const offset = get('timeZoneName').replace('GMT', 'UTC');
  return (
    `${get('day')} ${get('month')} ${get('year')}, ` +
    `${get('hour')}:${get('minute')} (${timeZone}, ${offset})`
  );
}
