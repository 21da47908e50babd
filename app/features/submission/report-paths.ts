/** Which report a page is about. */
export type ReportKey = {
  round: string;
  reporter: string;
  /** Whether the address must name the reporter because the person works for several. */
  several: boolean;
};

/** The kind of thing that is reported on, as addresses spell it. */
export type ItemKind = 'activity' | 'indicator';

const search = ({ reporter, several }: ReportKey) =>
  several ? `?reporter=${encodeURIComponent(reporter)}` : '';

/** The pages of a report; "" is the task list. */
export type ReportPage =
  | ''
  | 'check'
  | 'whole'
  | 'agencies'
  | 'cooperation'
  | 'targets'
  | 'questions'
  | 'history'
  | 'receipt'
  | 'report'
  | 'copied'
  | 'restore'
  | 'reason'
  | 'workbook/upload';

/** The address of a report's page. */
export function buildReportPath(key: ReportKey, page: ReportPage = ''): string {
  return `/workspace/${key.round}${page ? `/${page}` : ''}${search(key)}`;
}

/** Where a draft is printed for a signature, and where each file of a printed draft is. */
export function buildPackPath(key: ReportKey, file = ''): string {
  return `/workspace/${key.round}/clearance-pack${file ? `/${encodeURIComponent(file)}` : ''}${search(key)}`;
}

/**
 * The addresses of a report's workbook: "" is the file itself, and where one is sent; "upload" the page with the form;
 * an id the preview of what was uploaded.
 */
export function buildWorkbookPath(key: ReportKey, page = ''): string {
  return `/workspace/${key.round}/workbook${page ? `/${page}` : ''}${search(key)}`;
}

/** The address of a draft of the consolidated report as it is about one state: its page, or a file of it. */
export function buildEditionPath(key: ReportKey, draft: number, file = ''): string {
  return `/workspace/${key.round}/report/${draft}${file ? `/${file}` : ''}${search(key)}`;
}

/** The address of an activity or indicator, of one field of it where `anchor` is given. */
export function buildItemPath(key: ReportKey, kind: ItemKind, code: string, anchor = ''): string {
  const folder = kind === 'activity' ? 'activities' : 'indicators';
  return `/workspace/${key.round}/${folder}/${encodeURIComponent(code)}${search(key)}${anchor ? `#${anchor}` : ''}`;
}

/** The address of a state's national targets for an indicator. */
export const buildTargetPath = (key: ReportKey, code: string): string =>
  `/workspace/${key.round}/targets/${encodeURIComponent(code)}${search(key)}`;

/** The address of a state's national circumstances in an activity. */
export const buildCircumstancePath = (key: ReportKey, code: string): string =>
  `/workspace/${key.round}/circumstances/${encodeURIComponent(code)}${search(key)}`;

/** The address of what colleagues say to each other about an item. */
export function buildTalkPath(key: ReportKey, kind: ItemKind, code: string): string {
  return `/workspace/${key.round}/colleagues/${kind}/${encodeURIComponent(code)}${search(key)}`;
}

/** The address of the changes made to one item. */
export function buildItemHistoryPath(key: ReportKey, code: string): string {
  const path = buildReportPath(key, 'history');
  return `${path}${path.includes('?') ? '&' : '?'}item=${encodeURIComponent(code)}`;
}

/** The address of the grid of all figures of a thematic area, of one cell of it where `anchor` is given. */
export function buildGridPath(key: ReportKey, area: string, anchor = ''): string {
  return `/workspace/${key.round}/grid/${encodeURIComponent(area)}${search(key)}${anchor ? `#${anchor}` : ''}`;
}

/** The address of the page that takes changes of an item back; `revision` is the oldest that goes. */
export function buildRestorePath(key: ReportKey, kind: ItemKind, code: string, revision?: number): string {
  const path = addToPath(addToPath(buildReportPath(key, 'restore'), 'kind', kind), 'code', code);
  return revision === undefined ? path : addToPath(path, 'revision', String(revision));
}

/** An address with one more parameter. */
export function addToPath(path: string, name: string, value: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;
}
