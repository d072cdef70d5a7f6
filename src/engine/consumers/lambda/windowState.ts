/** Tumbling windows: which one a record belongs to, how the state of one grows, and what ends it. */
import { share } from '../../../base/plainData'
import { US_PER_MS, US_PER_SECOND, type SimUs } from '../../../base/units'
import { epochMsOf } from '../../naming'
import { arrivalUsOf } from '../../shardLog'
import type { World } from '../../state'
import { PAST_WINDOWS_MAX, STATE_BYTES_EMPTY, STATE_BYTES_PER_KEY, WINDOW_STATE_BYTES_MAX } from './constants'
import { forEachKeySeen } from './keysSeen'
import type { LambdaApplication } from './model'
import type { WindowState } from './parts'
import type { Place } from './place'
import { countIn, type Runs } from './runs'

/** @returns the empty window that an instant falls into: windows follow each other from 1970 on. */
function openWindow(world: World, application: LambdaApplication, atUs: SimUs): WindowState {
  const lengthMs = (application.settings.tumblingWindowInSeconds * US_PER_SECOND) / US_PER_MS
  const startMs = Math.floor(epochMsOf(world, atUs) / lengthMs) * lengthMs
  return { startMs, endMs: startMs + lengthMs, records: 0, counts: new Map() }
}

export function lengthMsOf({ startMs, endMs }: WindowState): number {
  return endMs - startMs
}

export function endUsOf(world: World, { endMs }: WindowState): SimUs {
  return Math.ceil((endMs - world.epochMs) * US_PER_MS)
}

/** The window that records belong to, by their approximateArrivalTimestamp. */
export function windowOfFirst({ world, application, stored }: Place, runs: Readonly<Runs>): WindowState {
  return openWindow(world, application, arrivalUsOf(stored.log, runs[0]))
}

export function stateBytesOf({ counts }: WindowState): number {
  return STATE_BYTES_EMPTY + STATE_BYTES_PER_KEY * counts.size
}

export function isOverfull(window: WindowState): boolean {
  return stateBytesOf(window) > WINDOW_STATE_BYTES_MAX
}

/** The function has returned the state with these records in it. */
export function addToWindow(place: Place, runs: Readonly<Runs>): void {
  const { window } = place.shard
  if (window === null) return
  window.records += countIn(runs)
  forEachKeySeen(place, runs, (_keyId, hashTop) => {
    window.counts.set(hashTop, (window.counts.get(hashTop) ?? 0) + 1)
    return true
  })
}

/** Its last call is over. */
export function closeWindow({ world, application, shard }: Place, isGivenUp: boolean): void {
  const { window } = shard
  if (window === null) return
  const { startMs, endMs, records, counts } = window
  const isEarly = isOverfull(window)
  const { books, pastWindows } = application
  if (isGivenUp) books.windowsGivenUp++
  else books.windowsClosed++
  if (isEarly) books.windowsClosedEarly++
  pastWindows.push(share({ shardIndex: shard.shardIndex, startMs, endMs, records, keys: counts.size, stateBytes: stateBytesOf(window), closedUs: world.nowUs, isWindowTerminatedEarly: isEarly, isGivenUp }))
  if (pastWindows.length > PAST_WINDOWS_MAX) pastWindows.shift()
  shard.window = null
}
