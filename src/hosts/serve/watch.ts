/** Pages that watch the service: one WebSocket each, over which they speak as to a worker of their own. */
import type { IncomingMessage } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'
import { decode, encode } from '../../base/plainData'
import { PROTOCOL_VERSION, WATCH_PATH, type Envelope, type Hello, type Reply } from '../../bridge/protocol'
import { createLiveHost, type LivePage } from './liveHost'
import { readEnvelope } from './liveHostRequests'
import type { Service } from './service'

export interface Watch {
  /** Pages that are connected now. */
  readonly pageCount: number
  close(): void
}

/** Each holds up to a third of a megabyte of arrivals. */
export const PAGES_MAX = 16
/** The largest act: a PutRecords of 10 MiB, its data as bytes. */
const MESSAGE_BYTES_MAX = 16 * 1_048_576
/** A page asks again when it has its answer, and a few questions beside. */
const UNANSWERED_MAX = 64
/** A page that does not read. */
const UNREAD_BYTES_MAX = 64 * 1_048_576
const HEARTBEAT_MS = 15_000

/** Codes of the WebSocket protocol; those from 4000 on are for programs to define. */
const CLOSED = { version: 4_409, misspoken: 1_008, busy: 1_013 } as const

export function openWatch(service: Pick<Service, 'running' | 'onUpgrade' | 'attend'>): Watch {
  const host = createLiveHost(service.running)
  const server = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX, perMessageDeflate: false })
  const pages = new Map<WebSocket, { isAlive: boolean }>()
  const heartbeat = setInterval(() => {
    for (const [socket, page] of pages) {
      if (!page.isAlive || socket.bufferedAmount > UNREAD_BYTES_MAX) socket.terminate()
      else socket.ping()
      page.isAlive = false
    }
  }, HEARTBEAT_MS).unref()

  service.onUpgrade(WATCH_PATH, (request, socket, head) => {
    server.handleUpgrade(request, socket, head, (page) => welcome(page, request))
  })

  function welcome(socket: WebSocket, request: IncomingMessage): void {
    // A connection that breaks is closed; there is nobody to tell.
    socket.on('error', () => undefined)
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
    socket.send(JSON.stringify({ program: 'shardscope', protocolVersion: PROTOCOL_VERSION } satisfies Hello))
    if (searchParams.get('protocol') !== String(PROTOCOL_VERSION)) socket.close(CLOSED.version, 'another version of the protocol')
    else if (pages.size >= PAGES_MAX) socket.close(CLOSED.busy, 'too many pages')
    else serve(socket, searchParams.get('watch'))
  }

  function serve(socket: WebSocket, streamName: string | null): void {
    const page = host.openPage(streamName)
    const stopAttending = service.attend()
    const life = { isAlive: true }
    pages.set(socket, life)
    socket.on('pong', () => (life.isAlive = true))
    socket.once('close', () => {
      pages.delete(socket)
      stopAttending()
      page.close()
    })
    listen(socket, page, () => (life.isAlive = true))
  }

  return {
    get pageCount() {
      return pages.size
    },
    close() {
      clearInterval(heartbeat)
      for (const socket of pages.keys()) socket.terminate()
      server.close()
      host.close()
    },
  }
}

/** Answers one after another, in the order in which they were asked; a page that asks faster than that has to wait. */
function listen(socket: WebSocket, page: LivePage, onSign: () => void): void {
  let unanswered = 0
  let last: Promise<void> = Promise.resolve()
  socket.on('message', (data, isBinary) => {
    onSign()
    const envelope = isBinary ? decodeEnvelope(data as Buffer) : null
    if (envelope === null) {
      socket.close(CLOSED.misspoken, 'no message of this protocol')
      return
    }
    if (++unanswered >= UNANSWERED_MAX) socket.pause()
    last = last.then(async () => {
      const { requestNumber, body } = envelope
      if (socket.readyState === socket.OPEN) {
        const reply = await answerSafely(page, body)
        socket.send(encodeReply({ requestNumber, body: reply }))
        if (socket.bufferedAmount > UNREAD_BYTES_MAX) socket.terminate()
        // Others have their turn.
        await nextTurn()
      }
      if (--unanswered < UNANSWERED_MAX) socket.resume()
    })
  })
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

function decodeEnvelope(data: Buffer): ReturnType<typeof readEnvelope> {
  try {
    return readEnvelope(decode(new Uint8Array(data).buffer))
  } catch {
    return null
  }
}

/** A world that broke one of its own assumptions is told as such: the page decides what to do, the service goes on. */
async function answerSafely(page: LivePage, request: Parameters<LivePage['answer']>[0]): Promise<Reply> {
  try {
    return await page.answer(request)
  } catch (error) {
    return { type: 'Crashed', message: String(error), recording: null }
  }
}

function encodeReply(envelope: Envelope<Reply>): ArrayBuffer {
  try {
    return encode(envelope)
  } catch (error) {
    return encode({ requestNumber: envelope.requestNumber, body: { type: 'Crashed', message: String(error), recording: null } })
  }
}
