import { datasets } from '../data/datasets.ts';

/** A file of open data as catalogues list it. */
export type DataFile = {
  path: string;
  title: string;
  description: string;
  /** Media type by IANA, without parameters. */
  mediaType: string;
  /** The standard that it follows, where there is one. */
  conformsTo?: string;
};

/** Every file under /data/v1, for catalogues: ours as JSON and CSV, and those of other standards. */
export const dataFiles: readonly DataFile[] = [
  ...datasets.flatMap(({ name, title, holds }): DataFile[] => [
    { path: `/data/v1/${name}.csv`, title: `${title} (CSV)`, description: holds, mediaType: 'text/csv' },
    {
      path: `/data/v1/${name}.json`,
      title: `${title} (JSON)`,
      description: holds,
      mediaType: 'application/json',
    },
  ]),
  {
    path: '/data/v1/workbook.xlsx',
    title: 'Workbook',
    description: 'All files as sheets of one workbook',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  {
    path: '/data/v1/datapackage.json',
    title: 'Data package',
    description: 'Columns, keys and references of the files in CSV',
    mediaType: 'application/json',
    conformsTo: 'https://specs.frictionlessdata.io/data-package/',
  },
  {
    path: '/data/v1/iati-activities.xml',
    title: 'IATI activities',
    description: 'Activities with results, indicators, periods, targets and actual values',
    mediaType: 'application/xml',
    conformsTo: 'https://iatistandard.org/en/iati-standard/203/',
  },
  {
    path: '/data/v1/values.sdmx.csv',
    title: 'Values (SDMX-CSV)',
    description: 'Every public figure as observations of SDMX',
    mediaType: 'text/csv',
    conformsTo: 'https://github.com/sdmx-twg/sdmx-csv',
  },
  {
    path: '/data/v1/sdmx/structure.json',
    title: 'Structure of the values (SDMX-JSON)',
    description: 'Dimensions, attributes and code lists of the SDMX file',
    mediaType: 'application/json',
    conformsTo: 'https://github.com/sdmx-twg/sdmx-json',
  },
  {
    path: '/data/v1/values.hxl.csv',
    title: 'Values (HXL)',
    description: 'Every public figure, with a line of HXL tags',
    mediaType: 'text/csv',
    conformsTo: 'https://hxlstandard.org/standard/1-1final/',
  },
  {
    path: '/data/v1/activities.hxl.csv',
    title: 'Activities (HXL)',
    description: 'How every activity stood in every round, with a line of HXL tags',
    mediaType: 'text/csv',
    conformsTo: 'https://hxlstandard.org/standard/1-1final/',
  },
];
