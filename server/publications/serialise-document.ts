import { hash } from 'node:crypto';
import {
  type Address,
  type DocumentBody,
  type DocumentKind,
  documentKinds,
  parseDocumentKind,
} from '#server/domain/publication/documents.ts';

/** `bytes` are its text as UTF-8: what the checksum is of. */
export type StoredDocument = { sha256: string; kind: DocumentKind; version: number; bytes: Uint8Array };

export const hashText = (text: string | Uint8Array): string => hash('sha256', text);

/** A document as it is stored and handed out. */
export function serialiseDocument(address: Address, body: DocumentBody<DocumentKind>): StoredDocument {
  const kind = parseDocumentKind(address);
  const { version } = documentKinds[kind];
  const text = `{"kind":"${kind}","version":${version},"body":${JSON.stringify(body)}}`;
  const bytes = Buffer.from(text);
  return { sha256: hashText(bytes), kind, version, bytes };
}

/** Documents before version 2 say that a figure is kept in its note only. */
const withoutKeptFrom = <Figure extends object>(figures: readonly Figure[]) =>
  figures.map((figure) => ({ ...figure, keptFrom: null }));

/** Narratives before version 2 have words only. */
const withoutKinds = (body: unknown) =>
  (body as object[]).map((words) => ({ ...words, obstacles: [], helpWanted: [] }));

/** Converts the body of an older version of a kind to the next one. */
const upgrades: Partial<Record<DocumentKind, Record<number, (body: unknown) => unknown>>> = {
  narratives: { 1: withoutKinds },
  values: { 1: (body) => withoutKeptFrom(body as object[]) },
  totals: {
    1: (body) =>
      Object.fromEntries(
        Object.entries(body as Record<string, object[]>).map(([code, list]) => [code, withoutKeptFrom(list)]),
      ),
  },
};

/** The body of a stored document, in the form of its newest version. Throws for a version that is not known yet. */
export function parseDocument(text: string): DocumentBody<DocumentKind> {
  const { kind, version, body } = JSON.parse(text) as { kind: DocumentKind; version: number; body: unknown };
  let now = body;
  let at = version;
  for (let upgrade = upgrades[kind]?.[at]; upgrade; upgrade = upgrades[kind]?.[at]) {
    now = upgrade(now);
    at += 1;
  }
  if (at !== documentKinds[kind]?.version) {
    throw new Error(`A document of kind ${kind} has version ${version}, which this tracker does not know.`);
  }
  return now as DocumentBody<DocumentKind>;
}
