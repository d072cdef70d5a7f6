/** What a run has told so far: reports are gathered here and written to the store at most four times a second. */
import type { Report } from '../bridge/client'
import type { SimEvent } from '../engine/events'
import { eventsInView } from './eventsInView'
import { SubscriptionHub } from './subscriptionHub'
import type { WorldState, WorldStore } from './worldStore'
import { EVENTS_KEPT_MAX } from './worldStore'

/** 4 Hz: each write makes the panels render, which is most of what the page's thread does. */
export const WRITE_EVERY_MS = 250

export class Told {
  readonly subscriptions = new SubscriptionHub()
  readonly #world: WorldStore
  #pending: Partial<WorldState> | null = null
  #events: SimEvent[] = []
  /** Of every stream; the store holds those of the one that is watched. */
  #all: readonly SimEvent[] = []
  readonly #inView = eventsInView()
  #forkedAtMs: number | null = null
  #furthestMs = 0
  /** After a recovery the new worker tells again what is known already. */
  #knownUntilMs = -Infinity
  #sinceWriteMs = Infinity

  constructor(world: WorldStore) {
    this.#world = world
  }

  take(report: Report): void {
    const { events, forkedAtMs, subscriptions = [] } = report.reported
    this.subscriptions.publish(subscriptions, report.frame.atMs)
    if (forkedAtMs !== null) {
      this.#events = this.#events.filter((event) => event.at <= forkedAtMs)
      this.#forkedAtMs = Math.min(forkedAtMs, this.#forkedAtMs ?? Infinity)
      this.#furthestMs = forkedAtMs
    }
    this.#furthestMs = Math.max(this.#furthestMs, report.frame.atMs)
    for (const event of events) if (event.at > this.#knownUntilMs) this.#events.push(event)
    this.#pending = {
      ...this.#pending,
      atMs: report.frame.atMs,
      ...(report.summary === null ? {} : { summary: report.summary }),
      ...(report.recording === null ? {} : { recording: report.recording }),
    }
  }

  /** @returns whether nothing waits to be written. */
  tick(elapsedMs: number): boolean {
    this.#sinceWriteMs += elapsedMs
    if (this.#pending === null) return true
    if (this.#sinceWriteMs < WRITE_EVERY_MS) return false
    this.#write(this.#pending)
    return true
  }

  /** Another run begins: nothing that was told belongs to it. */
  forgetAll(): void {
    this.subscriptions.endAll()
    this.#events = []
    this.#all = []
    this.#pending = null
    this.#forkedAtMs = null
    this.#knownUntilMs = -Infinity
    this.#furthestMs = 0
    this.#sinceWriteMs = Infinity
    this.#world.setState({ events: [], summary: null, wantedWorkload: null, recording: null, atMs: 0, furthestMs: 0 })
  }

  /** A new worker goes on at `atMs`, and tells again what came after `toldUntilMs`. */
  goOn(from: { atMs: number; toldUntilMs: number }): void {
    this.#events = this.#events.filter((event) => event.at <= from.toldUntilMs)
    this.#forkedAtMs = Math.min(from.toldUntilMs, this.#forkedAtMs ?? Infinity)
    this.#knownUntilMs = from.toldUntilMs
    this.#furthestMs = from.atMs
    this.#pending = { ...this.#pending, atMs: from.atMs }
  }

  #write(pending: Partial<WorldState>): void {
    const forkedAtMs = this.#forkedAtMs
    const fresh = this.#events
    const kept = forkedAtMs === null ? this.#all : this.#all.filter((event) => event.at <= forkedAtMs)
    this.#all = fresh.length === 0 ? kept : [...kept, ...fresh].slice(-EVENTS_KEPT_MAX)
    const summary = pending.summary ?? this.#world.getState().summary
    this.#world.setState({ ...pending, events: this.#inView(this.#all, summary), furthestMs: this.#furthestMs })
    this.#pending = null
    this.#events = []
    this.#forkedAtMs = null
    this.#sinceWriteMs = 0
  }
}
