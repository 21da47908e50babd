export { dataLicence } from '#server/domain/data/data-licence.ts';
