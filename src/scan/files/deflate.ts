/**
 * Deflates (zlib, RFC 1950) as it comes, by the browser's own compressor. Pieces are copied: not every compressor has
 * read one when it asks for the next (that of Node has not).
 */
export async function* deflated(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>> | Iterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const { readable, writable } = new CompressionStream('deflate');
  const writer = writable.getWriter();
  const reader = readable.getReader();
  const feeding = (async () => {
    try {
      for await (const piece of pieces) await writer.write(piece.slice());
      await writer.close();
    } catch (error) {
      await writer.abort(error).catch(() => undefined);
      throw error;
    }
  })();
  // Who reads hears of it below.
  feeding.catch(() => undefined);
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      yield value as Uint8Array<ArrayBuffer>;
    }
    await feeding;
  } catch (error) {
    // Why the feeding stopped says more than that the stream broke.
    await feeding;
    throw error;
  } finally {
    await reader.cancel().catch(() => undefined);
    await feeding.catch(() => undefined);
  }
}
