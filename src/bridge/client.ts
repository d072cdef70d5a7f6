/**
 * The page's side of the bridge: keeps one request that moves the world in flight, remembers only the latest wish,
 * and puts a new worker in the place of a dead one without losing what the person did.
 */
import { US_PER_MS } from '../base/units'
import type { SimUs } from '../base/units'
import type { Command } from '../engine/commands'
import type { ArrivalColumns } from '../engine/frame'
import type { Recording } from '../engine/scenario'
import { DeathCount } from './deathCount'
import { Postbox } from './postbox'
import type { Death, WorkerLike } from './postbox'
import { Questions } from './questions'
import type { Inspected, InspectSubject, Reply, Request, SourceFacts, SourceProblem } from './protocol'

export type Report = Extract<Reply, { type: 'Report' }>
export type SourceRequest = Omit<Extract<Request, { type: 'LoadSource' }>, 'type'>
export type SourceProgress = Pick<Extract<Reply, { type: 'SourceProgress' }>, 'doneBytes' | 'totalBytes'>
export type SourceAnswer = { facts: SourceFacts } | { line: number | null; problem: SourceProblem } | { cancelled: true }

export interface Run {
  recording: Recording
  atUs: SimUs
}

export interface ClientListener {
  onReport(report: Report): void
  /** A worker died; another one is being brought to `atUs`. What was told later than that will be told again. */
  onRecovering(restored: Death & { atUs: SimUs; tellsAllAgain: boolean; lost: Command | null }): void
  onRecovered(atUs: SimUs): void
  /** It died again and again: nothing runs until `open`. */
  onStopped(death: Death): void
}

interface Submission {
  command: Command
  attempts: number
  /** Null where the command was left behind or lost. */
  onReport: (report: Report | null) => void
}

export const SAVE_EVERY_MS = 10_000
const SUBMIT_ATTEMPTS_MAX = 2

export class Client {
  readonly #createWorker: () => WorkerLike
  readonly #listener: ClientListener
  #postbox: Postbox | null = null
  #phase: 'empty' | 'opening' | 'running' | 'stopped' = 'empty'
  /** The newest recording, and where a new worker would begin. */
  #run: Run | null = null
  #saved: { snapshot: ArrayBuffer | null; atUs: SimUs } | null = null
  #isMoving = false
  #isRecovering = false
  #openWanted = false
  #submitting: Submission | null = null
  #submissions: Submission[] = []
  #stepWanted = false
  /** The stream that was asked for last, and whether the worker has heard of it. */
  #watched: { streamName: string | null; isTold: boolean } = { streamName: null, isTold: true }
  #wish: { atUs: SimUs; summary: boolean } | null = null
  /** Files may come before there is a world; everything else is asked of a world. */
  readonly #questions = new Questions({
    mayAsk: ({ type }) => this.#phase === 'running' || (type.endsWith('Source') && this.#phase !== 'stopped'),
    send: (body, settle, onEarly) => this.#postbox?.send(body, settle, onEarly),
  })
  readonly #sources = new Map<string, SourceRequest>()
  #sourcesAwaited = 0
  #runNumber = 0
  #sinceSaveMs = 0
  #isSaving = false
  #visibleMs = 0
  readonly #deaths = new DeathCount()

  constructor(options: { createWorker: () => WorkerLike; listener: ClientListener }) {
    this.#createWorker = options.createWorker
    this.#listener = options.listener
    this.#employ()
  }

  /** Leaves whatever ran before. */
  open(run: Run): void {
    if (this.#phase === 'stopped') this.#employ()
    this.#phase = 'opening'
    this.#isRecovering = false
    this.#runNumber++
    this.#run = run
    this.#saved = null
    this.#deaths.forget()
    this.#openWanted = true
    for (const left of [this.#submitting, ...this.#submissions]) left?.onReport(null)
    this.#submitting = null
    this.#submissions = []
    this.#stepWanted = false
    this.#watched = { streamName: null, isTold: true }
    this.#wish = null
    this.#next()
  }

  goTo(wish: { atUs: SimUs; summary: boolean }): void {
    this.#wish = { atUs: wish.atUs, summary: wish.summary || (this.#wish?.summary ?? false) }
    this.#next()
  }

  step(): void {
    this.#stepWanted = true
    this.#wish = null
    this.#next()
  }

  submit(command: Command, onReport: Submission['onReport'] = () => undefined): void {
    this.#submissions.push({ command, attempts: 0, onReport })
    this.#next()
  }

  /** Looks at another stream of the same run; null: at whichever is there. */
  watch(streamName: string | null): void {
    this.#watched = { streamName, isTold: false }
    this.#next()
  }

  requestWindow(range: { fromMs: number; toMs: number; recordsMax: number }): Promise<ArrivalColumns> {
    return new Promise((resolve) => {
      this.#questions.add({ type: 'Window', ...range }, (reply) => {
        if (reply.type === 'Window') resolve(reply.arrivals)
      })
    })
  }

  inspect(subject: InspectSubject): Promise<Inspected> {
    return new Promise((resolve) => {
      this.#questions.add({ type: 'Inspect', subject }, (reply) => {
        if (reply.type === 'Inspected') resolve(reply)
      })
    })
  }

  loadSource(wanted: SourceRequest, onProgress: (done: SourceProgress) => void = () => undefined): Promise<SourceAnswer> {
    return new Promise((resolve) => {
      const settle = (reply: Reply) => {
        if (reply.type === 'SourceLoaded') {
          this.#sources.set(wanted.sourceId, wanted)
          resolve({ facts: reply.facts })
        } else if (reply.type === 'SourceRefused') resolve({ line: reply.line, problem: reply.message })
        else resolve({ cancelled: true })
      }
      this.#questions.add({ type: 'LoadSource', ...wanted }, settle, (early) => {
        if (early.type === 'SourceProgress') onProgress(early)
      })
    })
  }

  cancelSource(sourceId: string): void {
    this.#questions.add({ type: 'CancelSource', sourceId }, () => undefined)
  }

  /** Called from the page's one animation loop, so that it counts visible time alone. */
  tick(elapsedMs: number): void {
    if (this.#phase === 'stopped') return
    this.#visibleMs += elapsedMs
    this.#sinceSaveMs += elapsedMs
    this.#postbox?.tick(elapsedMs)
    if (this.#sinceSaveMs >= SAVE_EVERY_MS) this.#save()
  }

  isIdle(): boolean {
    return this.#phase === 'running' && !this.#isMoving && this.#wish === null && this.#questions.size === 0
  }

  /** Sends the most urgent request that moves the world, when none is in flight. */
  #next(): void {
    if (this.#isMoving || this.#run === null || this.#phase === 'stopped' || this.#sourcesAwaited > 0) return
    if (this.#openWanted) {
      this.#openWanted = false
      const recovered = this.#isRecovering
      const atUs = this.#saved?.atUs ?? this.#run.atUs
      this.#move({ type: 'Open', recording: this.#run.recording, atUs, snapshot: this.#saved?.snapshot ?? null }, () => {
        this.#phase = 'running'
        this.#isRecovering = false
        this.#sinceSaveMs = 0
        this.#questions.askAll()
        if (recovered) this.#listener.onRecovered(atUs)
      })
      return
    }
    if (this.#phase !== 'running') return
    const submission = this.#submissions.shift()
    if (submission !== undefined) {
      this.#submitting = { ...submission, attempts: submission.attempts + 1 }
      this.#move({ type: 'Submit', command: submission.command }, (report) => {
        this.#submitting = null
        this.#forgetLaterSnapshot(report)
        this.#save()
        submission.onReport(report)
      })
    } else if (!this.#watched.isTold) {
      this.#watched.isTold = true
      this.#move({ type: 'Watch', streamName: this.#watched.streamName })
    } else if (this.#stepWanted) {
      this.#stepWanted = false
      this.#move({ type: 'Step' })
    } else if (this.#wish !== null) {
      const wish = this.#wish
      this.#wish = null
      this.#move({ type: 'GoTo', ...wish })
    }
  }

  #move(body: Request, onAnswer?: (report: Report) => void): void {
    this.#isMoving = true
    this.#postbox?.send(body, (reply) => {
      this.#isMoving = false
      // A run that was left meanwhile has nothing more to tell.
      if (!this.#openWanted && reply.type === 'Report') {
        if (reply.recording !== null && this.#run !== null) this.#run = { ...this.#run, recording: reply.recording }
        onAnswer?.(reply)
        this.#listener.onReport(reply)
      }
      this.#next()
    })
  }

  /** A command in the past begins another future than the one that was saved. */
  #forgetLaterSnapshot(report: Report): void {
    const atUs = report.frame.atMs * US_PER_MS
    if (this.#run === null || this.#saved === null || this.#saved.atUs <= atUs) return
    this.#saved = null
    this.#run = { ...this.#run, atUs: Math.floor(atUs) }
  }

  #save(): void {
    if (this.#phase !== 'running' || this.#isSaving) return
    this.#isSaving = true
    this.#sinceSaveMs = 0
    const runNumber = this.#runNumber
    this.#postbox?.send({ type: 'Save' }, (reply) => {
      this.#isSaving = false
      if (reply.type !== 'Saved' || runNumber !== this.#runNumber) return
      // A world too large to save comes back empty; its recording still says where it was.
      this.#saved = { snapshot: reply.snapshot.byteLength === 0 ? null : reply.snapshot, atUs: reply.atUs }
    })
  }

  #bury(death: Death): void {
    this.#isMoving = false
    this.#isSaving = false
    const lost = this.#takeBackSubmission(death)
    this.#questions.bury()
    if (this.#deaths.note(this.#run?.recording ?? null, this.#visibleMs)) {
      this.#phase = 'stopped'
      this.#listener.onStopped(death)
      return
    }
    this.#phase = this.#run === null ? 'empty' : 'opening'
    this.#employ()
    if (this.#run === null) return
    this.#isRecovering = true
    this.#openWanted = true
    this.#watched.isTold = this.#watched.streamName === null
    this.#wish = null
    const atUs = this.#saved?.atUs ?? this.#run.atUs
    this.#listener.onRecovering({ ...death, atUs, tellsAllAgain: (this.#saved?.snapshot ?? null) === null, lost })
    this.#next()
  }

  /** A command that was under way is sent once more, unless it seems to be what the engine broke on. */
  #takeBackSubmission(death: Death): Command | null {
    const submission = this.#submitting
    this.#submitting = null
    if (submission === null) return null
    if (death.recording !== null || submission.attempts >= SUBMIT_ATTEMPTS_MAX) {
      submission.onReport(null)
      return submission.command
    }
    this.#submissions.unshift(submission)
    return null
  }

  /** Gives the new worker the files of the old one. */
  #employ(): void {
    const postbox = new Postbox(this.#createWorker(), (death) => this.#bury(death))
    this.#postbox = postbox
    this.#sourcesAwaited = this.#sources.size
    for (const source of this.#sources.values()) {
      postbox.send({ type: 'LoadSource', ...source }, () => {
        this.#sourcesAwaited--
        this.#next()
      })
    }
    this.#questions.askAll()
  }
}
