/** Files beside the tables: whole things, and the same figures as other standards have them. */
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
];
