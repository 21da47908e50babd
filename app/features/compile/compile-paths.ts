const desk = (round: string) => `/secretariat/compile/${encodeURIComponent(round)}`;

/** Addresses of the desk on which a round's report is written. */
export const compilePaths = {
  desk,
  section: (round: string, key: string) => `${desk(round)}/sections/${encodeURIComponent(key)}`,
  versions: (round: string, key: string, earlier: number, later: number) =>
    `${desk(round)}/sections/${encodeURIComponent(key)}/versions?earlier=${earlier}&later=${later}`,
  comparability: (round: string, indicator?: string) =>
    `${desk(round)}/comparability${indicator === undefined ? '' : `?indicator=${encodeURIComponent(indicator)}`}`,
};

/** "A: Prevention", or the title alone where it has no code. */
export const nameSection = ({
  code,
  kind,
  title,
}: {
  code: string | null;
  kind: string;
  title: string;
}): string => (code === null || kind === 'lens' ? title : `${code} ${title}`);
