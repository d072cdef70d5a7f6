/** The half of the listener that speaks HTTP/2. It never listens itself: connections are handed to it. */
import { createServer, type Http2Session, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2'
import type { Socket } from 'node:net'
import { plainHeaders, type Exchange } from './exchange'
import { HEADERS_MS_MAX, REQUEST_MS_MAX } from './patience'

/** Without a request, or a sign of life within one. */
const IDLE_MS_MAX = 300_000
const STREAMS_PER_CONNECTION_MAX = 256
/** What a client may send before it hears that the service has read on: a batch of PutRecords in one go. */
const WINDOW_BYTES = 4 * 1_048_576
const SESSION_MEMORY_MIB = 256

export interface Http2Side {
  take(socket: Socket): void
  close(): void
}

export function openHttp2(onExchange: (exchange: Exchange) => void): Http2Side {
  const sessions = new Set<Http2Session>()
  const server = createServer({
    maxSessionMemory: SESSION_MEMORY_MIB,
    settings: { initialWindowSize: WINDOW_BYTES, maxConcurrentStreams: STREAMS_PER_CONNECTION_MAX },
  })
  server.on('sessionError', () => undefined)
  server.on('session', (session) => {
    sessions.add(session)
    session.on('error', () => undefined)
    session.once('close', () => sessions.delete(session))
    session.setLocalWindowSize(WINDOW_BYTES)
    // Node leaves a connection open after frames that are none, so one that never asks for anything ends soon.
    session.setTimeout(HEADERS_MS_MAX, () => session.destroy())
    session.once('stream', () => session.setTimeout(IDLE_MS_MAX))
  })
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined)
    stream.setTimeout(REQUEST_MS_MAX, () => stream.close())
    onExchange(http2Exchange(stream, headers))
  })
  return {
    take(socket) {
      // HTTP/1.1 lets a client end its half first; an HTTP/2 session would never learn that its client is gone.
      socket.allowHalfOpen = false
      server.emit('connection', socket)
    },
    close() {
      for (const session of sessions) session.close()
    },
  }
}

function http2Exchange(stream: ServerHttp2Stream, received: IncomingHttpHeaders): Exchange {
  const headers = plainHeaders(received)
  return {
    method: received[':method'] ?? '',
    path: received[':path'] ?? '',
    host: received[':authority'] ?? headers['host'] ?? null,
    headers,
    incoming: stream,
    respond(status, written) {
      if (!stream.destroyed && !stream.headersSent) stream.respond({ ':status': status, ...written })
      return stream
    },
  }
}
