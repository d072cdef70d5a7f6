/**
 * One worker and the requests that it has not answered yet. Notices each way in which a worker can die: an error, a
 * message that cannot be read, its own word, or silence.
 */
import type { Recording } from '../engine/scenario'
import type { Envelope, Reply, Request } from './protocol'

export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

export interface Death {
  message: string
  /** What the engine said it was running; null where it could not say. */
  recording: Recording | null
}

interface Unanswered {
  settle: (reply: Reply) => void
  onEarly: (early: Reply) => void
  patienceMs: number
}

/** Of time with the page visible. */
export const PATIENCE_MS = 10_000
/** Reading a large file may take its time. */
export const FILE_PATIENCE_MS = 120_000

export class Postbox {
  readonly #worker: WorkerLike
  readonly #unanswered = new Map<number, Unanswered>()
  readonly #onDeath: (death: Death) => void
  #lastRequestNumber = 0
  #closed = false

  constructor(worker: WorkerLike, onDeath: (death: Death) => void) {
    this.#worker = worker
    this.#onDeath = onDeath
    worker.addEventListener('message', (event) => this.#receive((event as MessageEvent<Envelope<Reply>>).data))
    worker.addEventListener('messageerror', () => this.#die({ message: 'a message could not be read', recording: null }))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      const message = event.message as string | undefined
      this.#die({ message: message ?? 'the worker could not be started', recording: null })
    })
  }

  /** @param onEarly takes what comes before the answer. */
  send(body: Request, settle: (reply: Reply) => void, onEarly: (early: Reply) => void = () => undefined): void {
    if (this.#closed) return
    const requestNumber = ++this.#lastRequestNumber
    const patienceMs = body.type === 'LoadSource' ? FILE_PATIENCE_MS : PATIENCE_MS
    // Whatever waits behind a file waits as long as the file does.
    this.#unanswered.set(requestNumber, { settle, onEarly, patienceMs: Math.max(patienceMs, this.#longestPatienceMs()) })
    const envelope: Envelope<Request> = { requestNumber, body }
    this.#worker.postMessage(envelope)
  }

  /** @param elapsedMs of time with the page visible. */
  tick(elapsedMs: number): void {
    for (const waiting of this.#unanswered.values()) {
      waiting.patienceMs -= elapsedMs
      if (waiting.patienceMs <= 0) {
        this.#die({ message: `no answer for ${PATIENCE_MS / 1_000} s`, recording: null })
        return
      }
    }
  }

  close(): void {
    this.#closed = true
    this.#unanswered.clear()
    this.#worker.terminate()
  }

  #receive(envelope: Envelope<Reply>): void {
    if (this.#closed) return
    const { requestNumber, body } = envelope
    if (body.type === 'Crashed') {
      this.#die({ message: body.message, recording: body.recording })
      return
    }
    const answered = this.#unanswered.get(requestNumber)
    if (body.type === 'SourceProgress') {
      answered?.onEarly(body)
      return
    }
    this.#unanswered.delete(requestNumber)
    answered?.settle(body)
  }

  #die(death: Death): void {
    if (this.#closed) return
    this.close()
    this.#onDeath(death)
  }

  #longestPatienceMs(): number {
    return Math.max(0, ...Array.from(this.#unanswered.values(), (waiting) => waiting.patienceMs))
  }
}
