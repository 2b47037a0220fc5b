// Server-sent events, read from the body of a reply: `EventSource` cannot post a question or show a key.

/** @typedef {{name: string, data: string}} ServerEvent */

/**
 * The events of a stream of bytes, as they come. What is not ended by a blank line is no event.
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<ServerEvent>}
 */
export async function* eventsOf(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let held = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      held += decoder.decode(value, { stream: !done });
      const blocks = held.split(/\r\n\r\n|\n\n|\r\r/);
      held = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = eventFrom(block);
        if (event) yield event;
      }
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** @param {string} block */
function eventFrom(block) {
  let name = "message";
  const data = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [field, value] = halves(line);
    if (field === "event") name = value;
    else if (field === "data") data.push(value);
  }
  return data.length ? { name, data: data.join("\n") } : null;
}

/** @param {string} line */
function halves(line) {
  const colon = line.indexOf(":");
  return colon < 0 ? [line, ""] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
}
