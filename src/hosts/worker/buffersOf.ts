/** Which buffers of a reply change hands instead of being copied. */
import type { Reply } from '../../bridge/protocol'

export function buffersOf(reply: Reply): ArrayBuffer[] {
  switch (reply.type) {
    case 'Report':
      return [reply.frame.lanes, reply.frame.waterlines, reply.frame.arrivals].flatMap(columnsOf)
    case 'Window':
      return columnsOf(reply.arrivals)
    case 'Saved':
      return [reply.snapshot]
    case 'Inspected':
    case 'SourceProgress':
    case 'SourceLoaded':
    case 'SourceCancelled':
    case 'SourceRefused':
    case 'Crashed':
      return []
  }
}

function columnsOf(columns: object): ArrayBuffer[] {
  return Object.values(columns)
    .filter((column): column is ArrayBufferView<ArrayBuffer> => ArrayBuffer.isView(column))
    .map(({ buffer }) => buffer)
}
