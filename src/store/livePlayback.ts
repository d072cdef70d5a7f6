/**
 * Playback of a served stream: its clock is the service's, so the page only asks how it stands now, and a pause freezes the
 * picture alone. Fetched when the address asks to connect.
 */
import { Client, type Report } from '../bridge/client'
import { RemoteWorker, type RemoteWorkerOptions } from '../bridge/remoteWorker'
import type { Command } from '../engine/commands'
import type { Recording } from '../engine/scenario'
import type { FrameHub } from './frameHub'
import { addNotice } from './notices'
import { clampSpeed, SPEED_PRESETS } from './speeds'
import type { SubscriptionHub } from './subscriptionHub'
import { Told } from './told'
import type { WorldStore } from './worldStore'

/** 25 pictures a second: at the river's usual pace it moves by less than a pixel between two. */
const ASK_EVERY_MS = 40
const SUMMARY_EVERY_MS = 500
const MEASURE_EVERY_MS = 2_000
/** A busy machine is no other speed. */
const SPEED_SLACK = 0.3

/** A service neither needs nor reads what a page would run; it has a world of its own. */
const NOTHING: Recording = {
  version: 1,
  scenario: {
    id: 'served',
    seed: 0,
    epochMs: 0,
    openAtMs: 0,
    untilMs: 0,
    stream: null,
    producers: { count: 0, workload: { kind: 'synthetic', ratePerSecond: 0, recordBytes: 0, keys: { kind: 'uniform', keyCount: 1 } } },
    applications: [],
    commands: [],
  },
  commands: [],
}

export interface LivePlaybackOptions {
  world: WorldStore
  hub: FrameHub
  /** `localhost:4567` */
  address: string
  remote?: Partial<RemoteWorkerOptions>
}

export class LivePlayback {
  readonly client: Client
  readonly #world: WorldStore
  readonly #hub: FrameHub
  readonly #told: Told
  #worker: RemoteWorker | null = null
  #lastTickMs: number | null = null
  #sinceAskMs = 0
  #sinceSummaryMs = 0
  #isSummaryWanted = false
  #isAwaited = true
  /** Where the speed was measured from. */
  #measured: { atMs: number; elapsedMs: number } | null = null
  #waiters: { resolve: () => void; hasAsked: boolean }[] = []

  constructor({ world, hub, address, remote = {} }: LivePlaybackOptions) {
    this.#world = world
    this.#hub = hub
    this.#told = new Told(world)
    world.setState({ live: { address, phase: 'connecting', problem: null }, playing: true, speed: 1, speedReached: null })
    this.client = new Client({
      createWorker: () =>
        (this.#worker = new RemoteWorker({
          address,
          onLink: (link) => {
            world.setState({ live: { address, ...link } })
            // As with any client of the service: a subscription ends with its connection.
            if (link.phase !== 'connected') this.#told.subscriptions.endAll()
          },
          onActUncertain: ({ command }) => addNotice(world, { key: 'actUncertain', operation: operationOf(command) }),
          ...remote,
        })),
      listener: {
        onReport: (report) => this.#receive(report),
        onRecovering: ({ message }) => world.setState({ host: { phase: 'recovering', message } }),
        onRecovered: () => undefined,
        onStopped: ({ message }) => world.setState({ host: { phase: 'stopped', message }, playing: false }),
      },
    })
    this.client.open({ recording: NOTHING, atUs: 0 })
  }

  /** There is no other run to open. */
  open(): void {
    return
  }

  /** Tries to reach the service now, or begins again where its answers could not be used. */
  retry(): void {
    if (this.#world.getState().host.phase === 'stopped') this.client.open({ recording: NOTHING, atUs: 0 })
    else this.#worker?.retry()
  }

  play(): void {
    this.#isSummaryWanted = true
    this.#measured = null
    this.#world.setState({ playing: true })
  }

  pause(): void {
    this.#world.setState({ playing: false })
  }

  get subscriptions(): SubscriptionHub {
    return this.#told.subscriptions
  }

  /** What is done now is meant for the service of now: it does not wait for another one to be started. */
  submit(command: Command, onReport?: (report: Report | null) => void): void {
    if (this.#world.getState().live?.phase === 'connected') {
      this.client.submit(command, onReport)
      return
    }
    addNotice(this.#world, { key: 'actNotSent', operation: operationOf(command) })
    onReport?.(null)
  }

  /** The service's clock can be neither turned nor hurried. */
  goTo(): void {
    return
  }

  step(): void {
    return
  }

  setSpeed(): void {
    return
  }

  /** Resolves when what was asked is answered and the store knows it. */
  whenIdle(): Promise<void> {
    return new Promise((resolve) => this.#waiters.push({ resolve, hasAsked: false }))
  }

  /** Once an animation frame. */
  tick(nowMs: number): void {
    const elapsedMs = Math.max(0, nowMs - (this.#lastTickMs ?? nowMs))
    this.#lastTickMs = nowMs
    this.#sinceAskMs += elapsedMs
    if (this.#measured !== null) this.#measured.elapsedMs += elapsedMs
    this.#sinceSummaryMs += elapsedMs
    const isWaitedFor = this.#waiters.some(({ hasAsked }) => !hasAsked)
    if (!this.#isAwaited && (isWaitedFor || (this.#world.getState().playing && this.#sinceAskMs >= ASK_EVERY_MS))) this.#ask(isWaitedFor)
    const isWritten = this.#told.tick(elapsedMs)
    if (!isWritten || this.#isAwaited || !this.client.isIdle()) return
    for (const { resolve, hasAsked } of this.#waiters) if (hasAsked) resolve()
    this.#waiters = this.#waiters.filter(({ hasAsked }) => !hasAsked)
  }

  #ask(isWaitedFor: boolean): void {
    const summary = isWaitedFor || this.#isSummaryWanted || this.#sinceSummaryMs >= SUMMARY_EVERY_MS
    this.#isAwaited = true
    this.#sinceAskMs = 0
    if (summary) this.#sinceSummaryMs = 0
    this.#isSummaryWanted = false
    for (const waiter of this.#waiters) waiter.hasAsked = true
    this.client.goTo({ atUs: 0, summary })
  }

  #receive(report: Report): void {
    this.#isAwaited = false
    if (this.#world.getState().host.phase !== 'ready') this.#world.setState({ host: { phase: 'ready', message: null } })
    this.#hub.publish(report.frame)
    this.#told.take(report)
    this.#measureSpeed(report.frame.atMs)
  }

  /** A service may run faster than the wall clock; the river and its captions keep pace with it. */
  #measureSpeed(atMs: number): void {
    const from = (this.#measured ??= { atMs, elapsedMs: 0 })
    if (from.elapsedMs < MEASURE_EVERY_MS && atMs >= from.atMs) return
    const speed = likelySpeed((atMs - from.atMs) / from.elapsedMs)
    this.#measured = { atMs, elapsedMs: 0 }
    const { playing, speed: known } = this.#world.getState()
    // A service that was started anew begins at nothing.
    if (playing && atMs >= from.atMs && Math.abs(speed - known) >= known * SPEED_SLACK) this.#world.setState({ speed })
  }
}

/** A usual speed where it may be one: what is measured on a busy machine is never quite it. */
function likelySpeed(measured: number): number {
  return SPEED_PRESETS.find((preset) => Math.abs(measured - preset) <= preset * SPEED_SLACK) ?? clampSpeed(Math.round(measured))
}

function operationOf(command: Command): string {
  return command.type === 'Call' ? command.operation : command.type
}
