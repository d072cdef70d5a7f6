/** One request and its answer, the same over HTTP/1.1 and HTTP/2. */
import type { IncomingHttpHeaders } from 'node:http'
import { finished, type Readable, type Writable } from 'node:stream'
import type { Headers, WireResponse } from '../../wire/httpMessage'

export interface Exchange {
  method: string
  path: string
  /** Whom the client believes to speak to: Host, or `:authority`. */
  host: string | null
  headers: Headers
  incoming: Readable
  /** Begins the answer. */
  respond(status: number, headers: Headers): Writable
}

/** What came of reading a body. */
export type Body = { kind: 'whole'; bytes: Uint8Array } | { kind: 'too large' } | { kind: 'no room' } | { kind: 'torn' }

/** Bytes of all bodies, read and not yet answered or written and not yet sent: many large ones must not fill the memory. */
export interface Room {
  bytesLeft: number
}

const NOTHING = new Uint8Array(0)
/** A piece of one byte weighs hundreds: so many at a time become one. */
const PIECES_MAX = 1_024

/**
 * A body beyond `bytesMax` is read on and dropped, so that the client hears the answer instead of a torn connection; beyond
 * `discardMax` the connection is torn.
 */
export function readBody({ incoming }: Exchange, room: Room, bytesMax: number, discardMax: number): Promise<Body> {
  return new Promise((resolve) => {
    let pieces: Buffer[] = []
    let newest: Buffer[] = []
    let length = 0
    let held = 0
    let dropped: 'too large' | 'no room' | null = null
    const drop = (why: 'too large' | 'no room') => {
      dropped ??= why
      room.bytesLeft += held
      held = 0
      pieces = []
      newest = []
    }
    incoming.on('data', (piece: Buffer) => {
      length += piece.length
      if (length > discardMax) incoming.destroy()
      if (length > bytesMax) drop('too large')
      else if (room.bytesLeft < piece.length) drop('no room')
      if (dropped !== null) return
      newest.push(piece)
      if (newest.length === PIECES_MAX) {
        pieces.push(Buffer.concat(newest))
        newest = []
      }
      held += piece.length
      room.bytesLeft -= piece.length
    })
    incoming.once('end', () => {
      room.bytesLeft += held
      held = 0
      resolve(dropped === null ? { kind: 'whole', bytes: joined([...pieces, ...newest]) } : { kind: dropped })
    })
    incoming.once('close', () => {
      room.bytesLeft += held
      held = 0
      resolve({ kind: 'torn' })
    })
  })
}

function joined(pieces: readonly Buffer[]): Uint8Array {
  return pieces.length === 1 ? (pieces[0] ?? NOTHING) : pieces.length === 0 ? NOTHING : Buffer.concat(pieces)
}

/** Below this an answer is gone with the system's next write, or hardly counts. */
const COUNTED_FROM_BYTES = 65_536

/** A HEAD request gets the headers alone. */
export function answer(exchange: Exchange, { status, headers, body }: WireResponse, room: Room | null = null): void {
  const outgoing = exchange.respond(status, { ...headers, 'content-length': String(body.length) })
  if (exchange.method === 'HEAD' || body.length === 0) {
    outgoing.end()
    return
  }
  if (room !== null && body.length >= COUNTED_FROM_BYTES) {
    room.bytesLeft -= body.length
    finished(outgoing, { readable: false }, () => {
      room.bytesLeft += body.length
    })
  }
  outgoing.end(body)
}

/** Names as they are, lower-case already; a header that came twice is joined as HTTP says. */
export function plainHeaders(received: IncomingHttpHeaders): Headers {
  const headers: Record<string, string> = {}
  for (const name in received) {
    const value = received[name]
    if (name.startsWith(':') || value === undefined) continue
    headers[name] = typeof value === 'string' ? value : value.join(', ')
  }
  return headers
}
