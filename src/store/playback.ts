/**
 * Turns real time into the instant that the person wants to see. The page's one animation loop calls `tick`; nothing
 * else here knows a clock. Reports go to the frame hub at once, and to the store at most four times a second.
 */
import type { Client, ClientListener, Report } from '../bridge/client'
import { US_PER_MS } from '../base/units'
import type { Command } from '../engine/commands'
import type { Frame } from '../engine/frame'
import type { Recording } from '../engine/scenario'
import type { FrameHub } from './frameHub'
import { addNotice } from './notices'
import { SpeedMeter } from './speedMeter'
import { clampSpeed, FAST_SPEED } from './speeds'
import type { SubscriptionHub } from './subscriptionHub'
import { Told } from './told'
import type { WorldStore } from './worldStore'

export type PlaybackClient = Pick<Client, 'open' | 'goTo' | 'step' | 'submit' | 'tick' | 'isIdle'>

export interface PlaybackOptions<C extends PlaybackClient> {
  world: WorldStore
  hub: FrameHub
  createClient: (listener: ClientListener) => C
}

/** A page that slept does not catch up. */
export const GAP_MS_MAX = 500
/** How far the wish may run ahead of the engine, in real time. */
const AHEAD_MS_MAX = 100
/** Twice a second. */
const SUMMARY_EVERY_MS = 500

export class Playback<C extends PlaybackClient = PlaybackClient> {
  readonly client: C
  readonly #world: WorldStore
  readonly #hub: FrameHub
  readonly #told: Told
  readonly #meter = new SpeedMeter()
  #lastTickMs: number | null = null
  #wantedUs = 0
  #reachedUs = 0
  /** On the way to an instant that was asked for, rather than along with real time. */
  #isSeeking = false
  #missedAtUs: number | null = null
  #isAwaited = false
  #isSummaryWanted = false
  #sinceSummaryMs = 0
  /** At a speed at which a frame covers minutes they wait for the store: river and panels show one instant. */
  #waitingFrames: Frame[] = []
  #idleWaiters: (() => void)[] = []

  constructor({ world, hub, createClient }: PlaybackOptions<C>) {
    this.#world = world
    this.#hub = hub
    this.#told = new Told(world)
    this.client = createClient({
      onReport: (report) => this.#receive(report),
      onRecovering: (death) => {
        world.setState({ host: { phase: 'recovering', message: death.message } })
        this.#told.goOn({ atMs: death.atUs / US_PER_MS, toldUntilMs: death.tellsAllAgain ? -Infinity : death.atUs / US_PER_MS })
        if (death.lost !== null) addNotice(world, { key: 'commandLost', operation: death.lost.type })
      },
      onRecovered: (atUs) => {
        // A run without a snapshot comes there in several bursts, and plays on only from there.
        this.#seek(atUs)
        addNotice(world, { key: 'engineRestored', atMs: atUs / US_PER_MS })
      },
      onStopped: (death) => {
        const recording = death.recording ?? world.getState().recording
        world.setState({ host: { phase: 'stopped', message: death.message }, recording, playing: false })
      },
    })
  }

  open(run: { recording: Recording; atMs: number; playing: boolean }): void {
    this.#told.forgetAll()
    this.#waitingFrames = []
    this.#world.setState({ host: { phase: 'starting', message: null }, recording: run.recording, playing: run.playing, speedReached: null })
    const atUs = Math.round(run.atMs * US_PER_MS)
    this.#seek(atUs)
    this.client.open({ recording: run.recording, atUs })
  }

  goTo(atMs: number): void {
    this.#seek(Math.max(0, Math.round(atMs * US_PER_MS)))
    if (this.#isReady()) this.#ask()
  }

  play(): void {
    if (this.#world.getState().host.phase !== 'stopped') this.#world.setState({ playing: true })
  }

  pause(): void {
    this.#world.setState({ playing: false, speedReached: null })
    this.#isSummaryWanted = true
  }

  step(): void {
    this.pause()
    this.#isSeeking = false
    if (!this.#isReady()) return
    this.#isAwaited = true
    this.client.step()
  }

  get subscriptions(): SubscriptionHub {
    return this.#told.subscriptions
  }

  /** @param onReport takes what the command led to at once, null where it was lost. */
  submit(command: Command, onReport?: (report: Report | null) => void): void {
    this.#isSummaryWanted = true
    this.client.submit(command, onReport)
  }

  setSpeed(speed: number): void {
    this.#meter.reset()
    this.#world.setState({ speed: clampSpeed(speed), speedReached: null })
  }

  /** Resolves when the world stands still, everything asked is answered, and the store knows it. */
  whenIdle(): Promise<void> {
    return new Promise((resolve) => this.#idleWaiters.push(resolve))
  }

  /** Once an animation frame. */
  tick(nowMs: number): void {
    const gapMs = nowMs - (this.#lastTickMs ?? nowMs)
    this.#lastTickMs = nowMs
    const elapsedMs = gapMs > GAP_MS_MAX ? 0 : Math.max(0, gapMs)
    this.client.tick(elapsedMs)
    if (this.#isReady()) {
      this.#advance(elapsedMs)
      if (!this.#isAwaited && (this.#isSummaryWanted || Math.floor(this.#wantedUs) !== this.#reachedUs)) this.#ask()
    }
    const isWritten = this.#told.tick(elapsedMs)
    if (isWritten) this.#publish()
    if (isWritten && this.#isIdle()) for (const resolve of this.#idleWaiters.splice(0)) resolve()
  }

  #advance(elapsedMs: number): void {
    const { playing, speed } = this.#world.getState()
    if (!playing || this.#isSeeking) return
    this.#sinceSummaryMs += elapsedMs
    if (this.#sinceSummaryMs >= SUMMARY_EVERY_MS || speed >= FAST_SPEED) this.#isSummaryWanted = true
    const furthestUs = this.#reachedUs + AHEAD_MS_MAX * US_PER_MS * speed
    const wantedUs = this.#wantedUs + elapsedMs * US_PER_MS * speed
    this.#wantedUs = Math.max(this.#reachedUs, Math.min(wantedUs, furthestUs))
    const reached = this.#meter.measure({ elapsedMs, atMs: this.#reachedUs / US_PER_MS, speed })
    if (reached !== undefined) this.#world.setState({ speedReached: reached })
  }

  #ask(): void {
    this.#isAwaited = true
    this.client.goTo({ atUs: Math.floor(this.#wantedUs), summary: this.#isSummaryWanted })
    if (this.#isSummaryWanted) this.#sinceSummaryMs = 0
    this.#isSummaryWanted = false
  }

  #receive(report: Report): void {
    this.#isAwaited = false
    this.#reachedUs = Math.round(report.frame.atMs * US_PER_MS)
    if (this.#world.getState().host.phase !== 'ready') this.#world.setState({ host: { phase: 'ready', message: null } })
    this.#waitingFrames.push(report.frame)
    if (!this.#isFast()) this.#publish()
    this.#told.take(report)
    if (this.#isSeeking && report.reached) {
      this.#noteArrival()
      if (report.summary === null) this.#isSummaryWanted = true
    }
    if (!report.reached && Math.floor(this.#wantedUs) !== this.#reachedUs) this.#ask()
    else if (!this.#isSeeking && !this.#world.getState().playing) this.#wantedUs = this.#reachedUs
  }

  /** A restored engine may not know the past before its snapshot: arriving twice at one wrong instant ends the way. */
  #noteArrival(): void {
    if (this.#reachedUs === this.#wantedUs || this.#reachedUs === this.#missedAtUs) {
      this.#isSeeking = false
      this.#wantedUs = this.#reachedUs
      this.#missedAtUs = null
      this.#meter.reset()
    } else this.#missedAtUs = this.#reachedUs
  }

  #seek(atUs: number): void {
    this.#wantedUs = atUs
    this.#isSeeking = true
    this.#missedAtUs = null
    this.#isSummaryWanted = true
  }

  #publish(): void {
    for (const frame of this.#waitingFrames.splice(0)) this.#hub.publish(frame)
  }

  #isFast(): boolean {
    const { playing, speed } = this.#world.getState()
    return playing && speed >= FAST_SPEED
  }

  #isReady(): boolean {
    return this.#world.getState().host.phase === 'ready'
  }

  #isIdle(): boolean {
    return !this.#world.getState().playing && !this.#isSeeking && !this.#isAwaited && !this.#isSummaryWanted && this.client.isIdle()
  }
}
