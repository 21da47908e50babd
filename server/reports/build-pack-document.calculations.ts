import type { ItemChange } from '#server/domain/clearance/clearance-changes.calculations.ts';
import {
  groupChecksum,
  type PackContent,
  type StoredPack,
  type Writing,
} from '#server/domain/clearance/clearance-pack.rules.ts';
import {
  isActivityReported,
  isIndicatorReported,
} from '#server/domain/submission/snapshot-changes.calculations.ts';
import type { SubmissionStatus } from '#server/domain/submission/submission.workflow.ts';
import { formatTime } from './printed-document.ts';
import { buildActivity, buildIndicator } from './pack-items.calculations.ts';
import type { PaperBlock, PaperDocument, PaperSignature } from '#server/domain/report/document.types.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

const statusWords: Partial<Record<SubmissionStatus, string>> = {
  draft: 'Draft for clearance, not yet submitted',
  returned: 'Draft for clearance, returned by the secretariat and not yet submitted again',
  cleared: 'Cleared in the tracker, not yet submitted',
};

const signatureLines: PaperSignature['lines'] = [
  { name: 'Name', height: 'line' },
  { name: 'Position', height: 'line' },
  { name: 'Date', height: 'line' },
  { name: 'Signature', height: 'signature' },
  { name: 'Official stamp', height: 'stamp' },
];

const heading = (id: string, words: string): PaperBlock => ({
  kind: 'heading',
  id,
  level: 1,
  number: '',
  text: words,
});
const paragraph = (
  words: string,
  more: { strong?: true; keepNext?: true; style?: 'note' } = {},
): PaperBlock => {
  const { strong, style = 'body', ...keep } = more;
  return {
    kind: 'paragraph',
    style,
    ...keep,
    runs: [{ kind: 'text', text: words, ...(strong && { strong }) }],
  };
};
const list = (items: readonly string[]): PaperBlock[] =>
  items.length === 0 ? [] : [{ kind: 'list', items: items.map((item) => [{ kind: 'text', text: item }]) }];

/** Builds the printed document of a stored clearance pack. The same pack always gives the same document. */
export function buildPackDocument(pack: StoredPack): PaperDocument {
  const { content, reference } = pack;
  const { about } = content;
  const status = statusWords[about.status] ?? statusWords.draft ?? '';
  const title = 'Report for clearance';
  const author = about.reporter.name;
  const subtitle = `${author}, ${about.round.title}`;
  const checksum = groupChecksum(pack.sha256);
  const areas = about.areas
    .map((area) => ({
      to: `area-${area.code}`,
      label: `${area.code} ${area.title}`,
      blocks: buildArea(content, area),
    }))
    .filter(({ blocks }) => blocks.length > 0);
  return {
    file: {
      title: `${title}: ${subtitle}`,
      subject: `${status} (${reference})`,
      author,
      description: '',
      madeAt: pack.madeAt,
    },
    watermark: '',
    head: { left: subtitle, right: status },
    foot: `Reference ${reference}`,
    title,
    subtitle,
    facts: [
      { term: 'Report of', text: author },
      { term: 'Round', text: `${about.round.title} (${about.round.code})` },
      { term: 'Status', text: status },
      { term: 'Reference', text: reference },
      { term: 'Printed', text: `${formatTime(pack.madeAt, about.timeZone)}, by ${pack.madeBy}` },
    ],
    cover: null,
    sections: [
      {
        orientation: 'portrait',
        blocks: [
          heading('checksum', 'Checksum'),
          paragraph(checksum, { strong: true }),
          paragraph(
            'The checksum (SHA-256) stands for every answer in this report. If one letter changes, it is another.',
          ),
          paragraph(
            'The page "Check and send" of the tracker shows the checksum of the report as it stands, and says for this ' +
              'reference whether anything has changed since. The receipt after submission shows it again.',
          ),
          ...buildChanges(content),
          ...buildFindings(content),
          heading('contents', 'Contents'),
          ...(areas.length > 0
            ? [{ kind: 'contents' as const, items: areas.map(({ to, label }) => ({ to, label })) }]
            : []),
          ...areas.flatMap(({ to, label, blocks }, at): PaperBlock[] => [
            {
              kind: 'heading',
              id: to,
              level: 1,
              number: '',
              text: label,
              ...(at === 0 && { newPage: true }),
            },
            ...blocks,
          ]),
          heading('signature', 'Signature'),
          paragraph(
            `By signing I confirm that ${author} stands by what is printed under the reference ` +
              `${reference}, and that it may be submitted to the secretariat.`,
            { keepNext: true },
          ),
          paragraph(`Reference ${reference}, checksum ${checksum}`, { keepNext: true, style: 'note' }),
          { kind: 'signature', lines: signatureLines },
        ],
      },
    ],
  };
}

function buildChanges({ about, since }: PackContent): PaperBlock[] {
  if (!since) return [];
  const { changes, by } = since;
  const cleared = `since it was cleared on ${formatTime(since.at, about.timeZone)} by ${by}.`;
  return [
    heading('changes', 'Changes since the last clearance'),
    paragraph(
      changes.length === 0
        ? `Nothing has changed ${cleared}`
        : `${formatCount(changes.length, 'items', 'have')} changed ${cleared} They are marked.`,
    ),
    ...list(changes.map(({ code }) => nameItem(about, code))),
  ];
}

function buildFindings(content: PackContent): PaperBlock[] {
  const of = (kind: 'error' | 'warning') => content.about.findings.filter((finding) => finding.kind === kind);
  const [errors, warnings] = [of('error'), of('warning')];
  return [
    heading('findings', 'What was found when it was checked'),
    ...(errors.length > 0
      ? [paragraph('Errors: the report cannot be cleared while these stand.', { strong: true })]
      : []),
    ...list(errors.map(({ sentence }) => sentence)),
    ...(warnings.length > 0 ? [paragraph('What looks unusual, with the reason that was given:')] : []),
    ...list(
      warnings.map(
        ({ sentence, reason }) => `${sentence}\n${reason ? `Reason: ${reason}` : 'No reason was given.'}`,
      ),
    ),
    ...(errors.length + warnings.length === 0 ? [paragraph('No errors and no warnings.')] : []),
    paragraph(describeGaps(content)),
  ];
}

function nameItem(about: PackContent['about'], code: string): string {
  const found = [...about.activities, ...about.indicators].find((item) => item.code === code);
  return found ? `${code} ${found.title}` : code;
}

function describeGaps({ report, about }: PackContent): string {
  const all = about.activities.length + about.indicators.length;
  const silent =
    report.activities.filter((item) => !isActivityReported(item)).length +
    report.indicators.filter((item) => !isIndicatorReported(item)).length;
  if (silent === 0) return `All ${all} items are reported.`;
  return `${formatCount(silent, 'items')} of ${all} not reported. They are named at the end of each area.`;
}

/**
 * Describes who wrote an item: "Written by A. Person, Ministry of Labour, 3 March 2026. Part of the Royal
 * Police."
 */
export function describeWriting({ by, agency, at, heldBy }: Writing, timeZone: string): string {
  const parts = [];
  if (by) {
    const when = at ? `, ${formatTime(at, timeZone).split(',')[0]}` : '';
    parts.push(`Last written by ${by}${agency ? `, ${agency}` : ''}${when}.`);
  }
  if (heldBy && heldBy !== agency) parts.push(`Given to ${heldBy}.`);
  return parts.join(' ');
}

/** The reports on an area, and what has no report; empty if nothing is expected. */
function buildArea({ report, about, since }: PackContent, area: { code: string }): PaperBlock[] {
  const gaps: string[] = [];
  const changeOf = (subject: ItemChange['subject'], code: string) =>
    since?.changes.find((change) => change.subject === subject && change.code === code);
  const isHere = (item: { area: string }) => item.area === area.code;
  const activities = about.activities.filter(isHere).flatMap((item) => {
    const answer = report.activities.find(({ activity }) => activity === item.code) ?? null;
    const change = changeOf('activity', item.code);
    if (!answer || (!isActivityReported(answer) && !change)) {
      gaps.push(`${item.code} ${item.title}`);
      return [];
    }
    return buildActivity(item, answer, about.statuses, change, describeWriting(item.writing, about.timeZone));
  });
  const indicators = about.indicators.filter(isHere).flatMap((item) => {
    const answer = report.indicators.find(({ indicator }) => indicator === item.code) ?? null;
    const change = changeOf('indicator', item.code);
    if (!answer || (!isIndicatorReported(answer) && !change)) {
      gaps.push(`${item.code} ${item.title}`);
      return [];
    }
    return buildIndicator(item, answer, change, describeWriting(item.writing, about.timeZone));
  });
  const title = 'Not yet reported in this area';
  const head: PaperBlock = { kind: 'heading', id: `gaps-${area.code}`, level: 2, number: '', text: title };
  return [...activities, ...indicators, ...(gaps.length > 0 ? [head] : []), ...list(gaps)];
}
