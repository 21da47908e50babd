import { findOwnWithdrawal, describeWithdrawal } from '../../publication/withdrawal.rules.ts';
import type { Addresses } from '../addresses.ts';
import type { Exchange } from '../exchange.types.ts';
import { describeSource } from '../value-words.ts';
import {
  type Code,
  confidentialities,
  frequencies,
  listCodes,
  observationStatuses,
  valueStates,
} from './sdmx-codes.ts';
import {
  agency,
  buildVersion,
  type CodeListId,
  type Component,
  components,
  conceptSchemeId,
  flowId,
  structureId,
} from './sdmx-components.ts';

/** The schema of the message. */
const schemaUrl =
  'https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json';

const listNames: Record<CodeListId, string> = {
  CL_FREQ: 'Frequency',
  CL_INDICATOR: 'Indicators of the plan',
  CL_AREA: 'Reference area: ISO 3166-1 alpha-2, and the region',
  CL_REPORTER: 'Reporters: member states and bodies',
  CL_SEX: 'Sex',
  CL_AGE: 'Age',
  CL_BREAKDOWN: 'Breakdowns of the plan other than by sex and age',
  CL_UNIT_MEASURE: 'Unit of measure',
  CL_OBS_STATUS: 'Observation status',
  CL_CONF_STATUS: 'Confidentiality status',
  CL_VALUE_STATE: 'What a value says',
};

/**
 * Builds the structure of values.sdmx.csv as an SDMX-JSON 2.0 structure message: concepts, code lists, data
 * structure and dataflow. Uses the same list of components as the columns.
 */
export function buildStructureMessage({ exchange, addresses }: { exchange: Exchange; addresses: Addresses }) {
  const { publication } = exchange;
  const version = buildVersion(publication.number);
  const named = (name: string) => ({ name, names: { en: name } });
  const described = (text: string) => ({ description: text, descriptions: { en: text } });
  const maintained = { agencyID: agency, version };
  const urn = (kind: string, id: string) => `urn:sdmx:org.sdmx.infomodel.${kind}=${agency}:${id}(${version})`;
  const dataType = ({ dataType: type }: Component) => ({ format: { dataType: type ?? 'String' } });
  const represent = (component: Component) =>
    component.codeList ? { enumeration: urn('codelist.Codelist', component.codeList) } : dataType(component);
  const identify = (component: Component) => ({
    id: component.id,
    conceptIdentity: `urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=${agency}:${conceptSchemeId}(${version}).${component.id}`,
    localRepresentation: represent(component),
  });
  const withRole = (role: Component['role']) => components.filter((component) => component.role === role);
  const [time] = withRole('time').map(identify);
  return {
    meta: {
      schema: schemaUrl,
      id: `${structureId}_${publication.number}`,
      test: publication.notice !== '',
      prepared: publication.publishedAt,
      contentLanguages: ['en'],
      ...named(`Structure of the values of publication ${publication.number}`),
      sender: { id: agency, ...named('Bohol tracker') },
      links: [
        {
          href: addresses.pinned('/data/v1/values.sdmx.csv'),
          rel: 'related',
          type: 'application/vnd.sdmx.data+csv; version=2.0.0',
        },
      ],
    },
    data: {
      dataStructures: [
        {
          id: structureId,
          ...maintained,
          ...named(`Values of ${publication.planTitle}`),
          ...described(describeSource(exchange)),
          ...annotateWithdrawal(exchange),
          isExternalReference: false,
          dataStructureComponents: {
            dimensionList: {
              id: 'DimensionDescriptor',
              dimensions: withRole('dimension').map((component, position) => ({
                ...identify(component),
                position,
              })),
              timeDimension: time,
            },
            measureList: {
              id: 'MeasureDescriptor',
              measures: withRole('measure').map((component) => ({
                ...identify(component),
                usage: 'optional',
              })),
            },
            attributeList: {
              id: 'AttributeDescriptor',
              attributes: withRole('attribute').map((component) => ({
                ...identify(component),
                usage: 'optional',
                attributeRelationship: relate(component),
              })),
            },
          },
        },
      ],
      dataflows: [
        {
          id: flowId,
          ...maintained,
          ...named(`Values of ${publication.planTitle}`),
          ...described(describeSource(exchange)),
          ...annotateWithdrawal(exchange),
          isExternalReference: false,
          structure: urn('datastructure.DataStructure', structureId),
        },
      ],
      conceptSchemes: [
        {
          id: conceptSchemeId,
          ...maintained,
          ...named('Concepts of the values'),
          isExternalReference: false,
          concepts: components.map(({ id, name }) => ({ id, ...named(name) })),
        },
      ],
      codelists: Object.entries(buildLists(exchange)).map(([id, codes]) => ({
        id,
        ...maintained,
        ...named(listNames[id as CodeListId]),
        isExternalReference: false,
        codes: codes.map((code) => ({
          id: code.id,
          ...named(code.name),
          ...(code.description ? described(code.description) : {}),
        })),
      })),
    },
  };
}

/** Returns the annotation of the structure and dataflow of a withdrawn publication: when, and why. */
function annotateWithdrawal({ publication }: Exchange) {
  const withdrawal = findOwnWithdrawal(publication);
  if (!withdrawal) return {};
  const text = describeWithdrawal(withdrawal);
  return {
    annotations: [{ id: 'WITHDRAWN', type: 'STATUS', value: withdrawal.at, text, texts: { en: text } }],
  };
}

/** Returns what an attribute is attached to, in the terms of the information model. */
function relate({ attachedTo }: Component) {
  if (attachedTo === 'dataflow') return { dataflow: {} };
  return attachedTo ? { dimensions: attachedTo } : { observation: {} };
}

function buildLists(exchange: Exchange): Record<CodeListId, readonly Code[]> {
  const codes = listCodes(exchange);
  return {
    CL_FREQ: frequencies,
    CL_INDICATOR: codes.indicators,
    CL_AREA: codes.areas,
    CL_REPORTER: codes.reporters,
    CL_SEX: codes.sexes,
    CL_AGE: codes.ages,
    CL_BREAKDOWN: codes.breakdowns,
    CL_UNIT_MEASURE: codes.units,
    CL_OBS_STATUS: observationStatuses,
    CL_CONF_STATUS: confidentialities,
    CL_VALUE_STATE: valueStates,
  };
}
