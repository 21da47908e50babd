import { datasets } from '../data/datasets.ts';
import { otherFiles } from '../data/other-files.ts';
import { tableFormats } from '../data/table-formats.ts';

/** A file of open data in a catalogue. */
export type DataFile = {
  path: string;
  title: string;
  description: string;
  /** Media type by IANA, without parameters. */
  mediaType: string;
  /** The URL of the standard that it follows, if any. */
  conformsTo?: string;
};

/** URLs of the standards of files. */
const standards: Readonly<Record<string, string>> = {
  '/data/v1/datapackage.json': 'https://specs.frictionlessdata.io/data-package/',
  '/data/v1/openapi.json': 'https://spec.openapis.org/oas/v3.1.0',
  '/data/v1/iati-activities.xml': 'https://iatistandard.org/en/iati-standard/203/',
  '/data/v1/values.sdmx.csv': 'https://github.com/sdmx-twg/sdmx-csv',
  '/data/v1/sdmx/structure.json': 'https://github.com/sdmx-twg/sdmx-json',
  '/data/v1/values.hxl.csv': 'https://hxlstandard.org/standard/1-1final/',
  '/data/v1/activities.hxl.csv': 'https://hxlstandard.org/standard/1-1final/',
};

/**
 * Every file under /data/v1 except the catalogue itself: tables in every format, and files of other
 * standards.
 */
export const dataFiles: readonly DataFile[] = [
  ...datasets.flatMap(({ name, title, holds }) =>
    tableFormats.map(
      ({ ending, label, type }): DataFile => ({
        path: `/data/v1/${name}.${ending}`,
        title: `${title} (${label})`,
        description: holds,
        mediaType: type,
      }),
    ),
  ),
  ...otherFiles
    .filter(({ path }) => path.startsWith('/data/v1/') && path !== '/data/v1/catalog.jsonld')
    .map(({ path, title, type }): DataFile => {
      const conformsTo = standards[path];
      return {
        path,
        title,
        description: title,
        mediaType: type,
        ...(conformsTo === undefined ? {} : { conformsTo }),
      };
    }),
];
