/** A file of the secretariat's that is written while it is sent, and kept by nobody on the way. */
export function streamRestrictedCsv(pieces: AsyncGenerator<Uint8Array>, name: string): Response {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = await pieces.next();
      if (piece.done) controller.close();
      else controller.enqueue(piece.value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="bohol-${name}-restricted.csv"`,
      'cache-control': 'no-store',
    },
  });
}
