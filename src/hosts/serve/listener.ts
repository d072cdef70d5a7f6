/** One port for HTTP/1.1 and for HTTP/2 with prior knowledge: the first bytes of a connection tell which. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex, Readable } from 'node:stream'
import { plainHeaders, type Exchange } from './exchange'
import { lookAtFirstBytes } from './firstBytes'
import { openHttp2 } from './http2Side'
import { HEADERS_MS_MAX, REQUEST_MS_MAX } from './patience'
import { answerUpgrade } from './upgrade'

const KEEP_ALIVE_MS = 60_000
/** How soon a slow one is noticed. */
const CHECK_EVERY_MS = 5_000
const CONNECTIONS_MAX = 4_096

export interface Listener {
  port: number
  /** Takes no more connections, and no more requests on those that are there. */
  close(): Promise<void>
  /** Ends what has nothing left to say, then tears what is still there. */
  tear(): Promise<void>
}

export interface ListenerOptions {
  host: string
  port: number
  onExchange: (exchange: Exchange) => void
  onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean
}

export async function openListener({ host, port, onExchange, onUpgrade }: ListenerOptions): Promise<Listener> {
  const sockets = new Set<Socket>()
  const http1 = createServer({ headersTimeout: HEADERS_MS_MAX, requestTimeout: REQUEST_MS_MAX, keepAliveTimeout: KEEP_ALIVE_MS, connectionsCheckingInterval: CHECK_EVERY_MS }, (request, response) => {
    onExchange(http1Exchange(request, response))
  })
  http1.maxConnections = CONNECTIONS_MAX
  http1.timeout = REQUEST_MS_MAX
  http1.on('upgrade', (request, socket, head) => {
    if (!onUpgrade(request, socket, head)) answerUpgrade(request, socket, head, (...offered) => onExchange(http1Exchange(...offered)))
  })
  const http2 = openHttp2(onExchange)
  // The HTTP/1.1 server listens; its connections pass by us first.
  const [serveHttp1] = http1.listeners('connection') as ((socket: Socket) => void)[]
  http1.removeAllListeners('connection')
  http1.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    lookAtFirstBytes(socket, HEADERS_MS_MAX, (protocol) => {
      if (protocol === 'http2') http2.take(socket)
      else serveHttp1?.call(http1, socket)
    })
  })
  await new Promise<void>((resolve, reject) => {
    http1.once('error', reject)
    http1.listen(port, host, () => {
      http1.off('error', reject)
      resolve()
    })
  })
  http1.on('error', () => undefined)
  return {
    port: (http1.address() as AddressInfo).port,
    close() {
      const closed = new Promise<void>((resolve) => http1.close(() => resolve()))
      http2.close()
      return closed
    },
    async tear() {
      http1.closeIdleConnections()
      await nextTurn()
      for (const socket of sockets) socket.destroy()
    },
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

function http1Exchange(request: IncomingMessage, response: ServerResponse, incoming: Readable = request): Exchange {
  request.on('error', () => undefined)
  response.on('error', () => undefined)
  const headers = plainHeaders(request.headers)
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    host: headers['host'] ?? null,
    headers,
    incoming,
    respond: (status, written) => response.writeHead(status, written),
  }
}
