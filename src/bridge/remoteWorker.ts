/**
 * A served world in the place of a worker: the same messages over a WebSocket. A lost connection is made again; what was
 * asked meanwhile is asked then, except an act, of which nobody knows whether it was done.
 */
import { decode, encode } from '../base/plainData'
import type { Link, LinkProblem } from './link'
import { PROTOCOL_VERSION, WATCH_PATH, type Envelope, type Hello, type Reply, type Request } from './protocol'

export interface RemoteWorkerOptions {
  /** `localhost:4567` */
  address: string
  onLink: (link: Link) => void
  /** The connection broke while this act was under way. */
  onActUncertain: (act: Extract<Request, { type: 'Submit' }>) => void
  openSocket?: (url: string) => SocketLike
  /** Whether anything answers there at all. */
  probe?: (url: string) => Promise<boolean>
  pageOrigin?: string
}

export type SocketLike = Pick<WebSocket, 'send' | 'close' | 'binaryType' | 'addEventListener'>

/** After so many attempts in vain a connection counts as lost; it is still tried. */
export const ATTEMPTS_UNTIL_LOST = 4
export const RETRY_MS: readonly number[] = [500, 1_000, 2_000, 4_000, 8_000]
/** A service that owes an answer for so long is taken for gone. */
export const SILENCE_MS_MAX = 10_000
/** Generations of one connection; those of the next one are all greater. */
const GENERATIONS = 2 ** 32

interface Unanswered {
  envelope: Envelope<Request>
  sentAtMs: number
}

export class RemoteWorker extends EventTarget {
  readonly #options: Required<RemoteWorkerOptions>
  readonly #unanswered = new Map<number, Unanswered>()
  #socket: SocketLike | null = null
  #link: Link = { phase: 'connecting', problem: null }
  #connections = 0
  /** Since the last one that was good. */
  #attempts = 0
  /** The last connection brought an answer. */
  #isHeeded = true
  #triedAtMs = 0
  #watched: string | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #silence: ReturnType<typeof setInterval>
  #isOver = false

  constructor(options: RemoteWorkerOptions) {
    super()
    this.#options = { openSocket: (url) => new WebSocket(url), probe, pageOrigin: globalThis.location?.origin ?? '', ...options }
    this.#silence = setInterval(() => this.#lookForSilence(), SILENCE_MS_MAX / 4)
    this.#connect()
  }

  postMessage(envelope: Envelope<Request>): void {
    const { body } = envelope
    if (body.type === 'Watch') this.#watched = body.streamName
    if (body.type === 'LoadSource') {
      // A file does not travel to a service.
      this.#hear({ requestNumber: envelope.requestNumber, body: { type: 'SourceRefused', fileName: body.fileName, line: null, message: { key: 'unreadable', values: {} } } })
      return
    }
    this.#unanswered.set(envelope.requestNumber, { envelope, sentAtMs: Date.now() })
    if (this.#link.phase === 'connected') this.#socket?.send(encode(envelope))
  }

  terminate(): void {
    this.#isOver = true
    clearTimeout(this.#timer)
    clearInterval(this.#silence)
    const socket = this.#socket
    this.#socket = null
    socket?.close()
  }

  /** Somebody does not want to wait for the next attempt. */
  retry(): void {
    if (this.#link.phase === 'connected' || this.#isOver || this.#socket !== null) return
    clearTimeout(this.#timer)
    this.#connect()
  }

  #connect(): void {
    this.#attempts++
    const { address, openSocket } = this.#options
    const watch = this.#watched === null ? '' : `&watch=${encodeURIComponent(this.#watched)}`
    let socket: SocketLike
    try {
      socket = openSocket(`ws://${address}${WATCH_PATH}?protocol=${PROTOCOL_VERSION}${watch}`)
    } catch {
      // The browser takes no such address, or not from a page like this one.
      this.#fail('refused')
      return
    }
    this.#socket = socket
    this.#triedAtMs = Date.now()
    socket.binaryType = 'arraybuffer'
    let isOpen = false
    const lose = (problem: LinkProblem | null) => {
      if (this.#socket !== socket) return
      this.#socket = null
      socket.close()
      if (problem !== null) this.#fail(problem)
      else void this.#findOut()
    }
    socket.addEventListener('open', () => (isOpen = true))
    socket.addEventListener('error', () => undefined)
    socket.addEventListener('message', ({ data }) => {
      if (this.#socket === socket) this.#receive(data, lose)
    })
    socket.addEventListener('close', () => lose(this.#link.phase === 'connected' ? 'dropped' : isOpen ? 'stranger' : null))
  }

  #receive(data: unknown, lose: (problem: LinkProblem) => void): void {
    if (this.#link.phase !== 'connected') {
      const problem = problemOf(data)
      if (problem === null) this.#welcome()
      else lose(problem)
      return
    }
    try {
      const envelope = decode(data as ArrayBuffer) as Envelope<Reply>
      this.#isHeeded = true
      this.#attempts = 0
      this.#unanswered.delete(envelope.requestNumber)
      this.#hear(envelope)
    } catch {
      lose('stranger')
    }
  }

  /** The service has introduced itself: it hears what is still owed. */
  #welcome(): void {
    // One that has too many pages greets this one and sends it away: that alone is no success.
    if (this.#isHeeded) this.#attempts = 0
    this.#isHeeded = false
    this.#connections++
    this.#tell({ phase: 'connected', problem: null })
    for (const waiting of this.#unanswered.values()) {
      waiting.sentAtMs = Date.now()
      this.#socket?.send(encode(waiting.envelope))
    }
  }

  #hear(envelope: Envelope<Reply>): void {
    const { body } = envelope
    if (body.type === 'Report') body.frame.generation += this.#connections * GENERATIONS
    this.dispatchEvent(new MessageEvent('message', { data: envelope }))
  }

  async #findOut(): Promise<void> {
    const { probe: ask, address, pageOrigin } = this.#options
    const answers = await ask(`http://${address}${WATCH_PATH}`)
    // Somebody was impatient meanwhile.
    if (this.#socket !== null) return
    this.#fail(!answers ? 'nothing' : isOfThisMachine(pageOrigin) ? 'stranger' : 'refused')
  }

  #fail(problem: LinkProblem): void {
    if (this.#isOver) return
    this.#keepWhatMayBeAskedAgain()
    const isLost = this.#attempts >= ATTEMPTS_UNTIL_LOST || this.#connections === 0 || problem === 'version'
    this.#tell({ phase: isLost ? 'lost' : 'reconnecting', problem })
    const waitMs = RETRY_MS[Math.min(this.#attempts, RETRY_MS.length - 1)]
    this.#timer = setTimeout(() => this.#connect(), waitMs)
  }

  /** In the place of an act the page asks how the world stands now. */
  #keepWhatMayBeAskedAgain(): void {
    for (const waiting of this.#unanswered.values()) {
      const { requestNumber, body } = waiting.envelope
      if (body.type !== 'Submit') continue
      waiting.envelope = { requestNumber, body: { type: 'GoTo', atUs: 0, summary: true } }
      this.#options.onActUncertain(body)
    }
  }

  #lookForSilence(): void {
    if (this.#link.phase !== 'connected') {
      if (this.#socket !== null && Date.now() - this.#triedAtMs >= SILENCE_MS_MAX) this.#socket.close()
      return
    }
    for (const { sentAtMs } of this.#unanswered.values()) {
      if (Date.now() - sentAtMs < SILENCE_MS_MAX) continue
      const socket = this.#socket
      this.#socket = null
      socket?.close()
      this.#fail('dropped')
      return
    }
  }

  #tell(link: Link): void {
    this.#link = link
    if (!this.#isOver) this.#options.onLink(link)
  }
}

/** @returns null when this is how a service of ours begins. */
function problemOf(data: unknown): LinkProblem | null {
  try {
    const hello = JSON.parse(data as string) as Partial<Hello> | null
    if (hello?.program !== 'shardscope') return 'stranger'
    return hello.protocolVersion === PROTOCOL_VERSION ? null : 'version'
  } catch {
    return 'stranger'
  }
}

/** The service takes every page of its own machine: if it does not, it is another program. */
function isOfThisMachine(origin: string): boolean {
  return /^https?:\/\/(localhost|[^/]*\.localhost|127\.[\d.]+|\[::1\])(:\d+)?$/.test(origin)
}

/** Its answer cannot be read from here, but that there is one can be told. */
async function probe(url: string): Promise<boolean> {
  try {
    await fetch(url, { mode: 'no-cors', cache: 'no-store' })
    return true
  } catch {
    return false
  }
}
