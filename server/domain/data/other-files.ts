/** Files that are not tables: downloads of everything, and the same figures in other standards. */
export const otherFiles: readonly {
  path: string;
  id: string;
  title: string;
  type: string;
  schema?: string;
}[] = [
  {
    path: '/data/v1/workbook.xlsx',
    id: 'workbook',
    title: 'Everything as one workbook',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  {
    path: '/data/v1/datapackage.json',
    id: 'dataPackage',
    title: 'Description of all CSV files by Frictionless Data, with their sizes and checksums',
    type: 'application/json',
    schema: 'DataPackage',
  },
  {
    path: '/data/v1/openapi.json',
    id: 'openApi',
    title: 'This description by OpenAPI',
    type: 'application/json',
    schema: 'OpenApi',
  },
  {
    path: '/data/v1/catalog.jsonld',
    id: 'catalog',
    title: 'Catalogue of the files by DCAT 3, as JSON-LD',
    type: 'application/ld+json',
    schema: 'Catalog',
  },
  {
    path: '/data/v1/iati-activities.xml',
    id: 'iatiActivities',
    title: 'Activities with results, indicators, targets and actuals by IATI 2.03',
    type: 'application/xml',
  },
  {
    path: '/data/v1/values.hxl.csv',
    id: 'valuesHxl',
    title: 'Values as CSV with HXL tags',
    type: 'text/csv',
  },
  {
    path: '/data/v1/activities.hxl.csv',
    id: 'activitiesHxl',
    title: 'Activities as CSV with HXL tags',
    type: 'text/csv',
  },
  {
    path: '/data/v1/values.sdmx.csv',
    id: 'valuesSdmx',
    title: 'Values by SDMX-CSV',
    type: 'application/vnd.sdmx.data+csv',
  },
  {
    path: '/data/v1/sdmx/structure.json',
    id: 'sdmxStructure',
    title: 'What the columns and codes of the SDMX file mean, by SDMX-JSON',
    type: 'application/vnd.sdmx.structure+json',
    schema: 'SdmxStructure',
  },
  {
    path: '/feed.xml',
    id: 'feed',
    title: 'New publications as an Atom feed',
    type: 'application/atom+xml',
  },
];
