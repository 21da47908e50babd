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

/** The body of a stored document, in the form of its newest version. Throws for a version that is not known yet. */
export function parseDocument(text: string): DocumentBody<DocumentKind> {
  const { kind, version, body } = JSON.parse(text) as {
    kind: DocumentKind;
    version: number;
    body: DocumentBody<DocumentKind>;
  };
  if (version !== documentKinds[kind]?.version) {
    throw new Error(`A document of kind ${kind} has version ${version}, which this tracker does not know.`);
  }
  return body;
}
