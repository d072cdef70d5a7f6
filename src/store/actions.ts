/** What a person may do, as plain functions: each panel calls these and knows neither the bridge nor the clock. */
import type { SimMs } from '../base/units'
import type { Inspected, InspectSubject, KeyFacts, SourceFacts } from '../bridge/protocol'
import type { CallCommand, Command } from '../engine/commands'
import type { SimEvent } from '../engine/events'
import type { ArrivalColumns, Frame } from '../engine/frame'
import type { SubscriptionHub } from './subscriptionHub'

/** A call with what the service answered. */
export type CallTold = Extract<SimEvent, { kind: 'CallAccepted' | 'CallRefused' }>

export interface WindowRange {
  fromMs: SimMs
  toMs: SimMs
  recordsMax: number
}

export interface FrameSource {
  /** Calls `listener` with the newest frame (at once when there is one) and every later one. @returns how to stop. */
  subscribe: (listener: (frame: Frame) => void) => () => void
}

export interface Actions {
  /** Applied at the instant that the person is looking at; refusals come back as a CallRefused event. */
  submit: (command: Command) => void
  /** As `submit`, but at an earlier instant: travels there first. Null: where the world is now. */
  submitAt: (command: Command, atMs: SimMs | null) => Promise<void>
  /** As `submit`, for who waits for the answer. @returns null when another run was opened, or the engine died on it. */
  call: (command: CallCommand) => Promise<CallTold | null>
  /** What a subscription of this page pushes. @returns how to stop listening. */
  onSubscription: SubscriptionHub['listen']
  /** Travels to an instant, backwards too. Plays on from there when it was playing. */
  goTo: (atMs: SimMs) => void
  play: () => void
  pause: () => void
  /** Pauses, then runs until the next thing that a person can see. */
  step: () => void
  /** From instant 0; the same seed unless another is given. */
  restart: (seed?: number) => void
  /** Looks at another stream of the same world. */
  watch: (streamName: string) => void
  /** Tries to reach the served stream now. */
  reconnect: () => void
  /** Virtual seconds a real second, 0.1 … 1000. */
  setSpeed: (speed: number) => void
  openScenario: (scenarioId: string) => void
  inspect: (subject: InspectSubject) => Promise<Inspected>
  requestWindow: (range: WindowRange) => Promise<ArrivalColumns>
  /** Stops the reading that is under way. */
  cancelSource: () => void
  /** @returns null when the reading was stopped or the file refused; worldStore.sourceProblem then says why. */
  loadSource: (wanted: { sourceId: string; file: Blob | null; fileName: string }) => Promise<SourceFacts | null>
  /** Lights a partition key in the river; null puts it out. */
  followKey: (partitionKey: string | null) => Promise<KeyFacts | null>
}
