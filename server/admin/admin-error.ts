/** A command cannot do what it was asked. The message is one sentence or two for a person: what, and what to do. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
}
