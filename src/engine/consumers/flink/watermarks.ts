/** Watermarks: of each shard, of each subtask, and of the windows, which is as far as the slowest that is not idle. */
import { US_PER_MS, type EpochMs } from '../../../base/units'
import type { World } from '../../state'
import type { EventClock, FlinkApplication, Split, Subtask } from './model'
import { isFlinkKinesisConsumer } from './flinkKinesisConsumer'
import { isBackPressured } from './resultSink'

/** Every 200 ms. While the sink holds the job up nothing is emitted, and nobody grows idle. */
export function emitWatermarks(world: World, application: FlinkApplication): void {
  if (isBackPressured(application)) return
  for (const split of application.splits.values()) if (split.subtask !== null) look(world, application, split.clock)
  const combine = isFlinkKinesisConsumer(application.settings) ? combineThreads : combineShards
  for (const subtask of application.subtasks) combine(world, application, subtask)
  combineSubtasks(application)
}

/** Flink WatermarksWithIdleness: idle is who had no event for longer than `idlenessMs` since the first look without one. */
function look(world: World, { settings: { idlenessMs, outOfOrdernessMs } }: FlinkApplication, clock: EventClock): void {
  if (clock.hasEvents || idlenessMs === 0) clock.quietSinceUs = null
  else clock.quietSinceUs ??= world.nowUs
  const isQuiet = clock.quietSinceUs !== null && world.nowUs - clock.quietSinceUs > idlenessMs * US_PER_MS
  clock.hasEvents = false
  clock.isIdle = isQuiet
  if (!isQuiet && clock.maxEventMs !== null) clock.watermarkMs = clock.maxEventMs - outOfOrdernessMs - 1
}

/** One without shards waits `idlenessMs` too; where that is 0 it holds the windows back for ever. */
function combineShards(world: World, { settings: { idlenessMs }, splits }: FlinkApplication, subtask: Subtask): void {
  if (subtask.withoutShardsSinceUs !== null) {
    subtask.isIdle = idlenessMs > 0 && world.nowUs - subtask.withoutShardsSinceUs > idlenessMs * US_PER_MS
    return
  }
  const clocks = clocksOf(splits, subtask)
  const active = clocks.filter(({ isIdle }) => !isIdle)
  subtask.isIdle = active.length === 0
  subtask.watermarkMs = later(subtask.watermarkMs, active.length > 0 ? lowest(active) : highest(clocks))
}

/**
 * FLK KinesisDataFetcher: only shards whose watermark has moved on count, or those that are not idle where `idlenessMs` says
 * what that is. So a shard that brings nothing for one look is not waited for, and its next records may come too late. A
 * subtask without shards is idle; one whose shards have brought nothing yet is not, unless it was.
 */
function combineThreads(_world: World, { settings: { idlenessMs }, splits }: FlinkApplication, subtask: Subtask): void {
  const clocks = clocksOf(splits, subtask)
  const reachedMs = subtask.watermarkMs ?? -Infinity
  const active = clocks.filter(({ watermarkMs, isIdle }) => watermarkMs !== null && ((idlenessMs > 0 && !isIdle) || watermarkMs > reachedMs))
  if (active.length > 0) {
    subtask.isIdle = false
    subtask.watermarkMs = later(subtask.watermarkMs, lowest(active))
  } else if (clocks.length === 0 || idlenessMs > 0) subtask.isIdle = true
  else if (clocks.some(({ watermarkMs }) => watermarkMs !== null)) subtask.isIdle = false
}

function clocksOf(splits: FlinkApplication['splits'], { index }: Subtask): EventClock[] {
  return Array.from(splits.values()).filter(({ subtask }) => subtask === index).map(({ clock }) => clock)
}

/** Flink StatusWatermarkValve: one that was idle and lags behind does not count until it has caught up; when all are idle, the furthest does. */
function combineSubtasks(application: FlinkApplication): void {
  const { subtasks, watermarkMs } = application
  const active = subtasks.filter(({ isIdle }) => !isIdle)
  if (active.length === 0) {
    application.watermarkMs = later(watermarkMs, highest(subtasks))
    return
  }
  const aligned = active.filter((subtask) => watermarkMs === null || (subtask.watermarkMs !== null && subtask.watermarkMs >= watermarkMs))
  if (aligned.length > 0) application.watermarkMs = later(watermarkMs, lowest(aligned))
}

type Clocked = Pick<EventClock, 'watermarkMs'>

function lowest(clocks: readonly Clocked[]): EpochMs | null {
  return clocks.reduce<EpochMs | null>((low, { watermarkMs }) => (watermarkMs === null || low === null ? null : Math.min(low, watermarkMs)), Infinity)
}

function highest(clocks: readonly Clocked[]): EpochMs | null {
  return clocks.reduce<EpochMs | null>((high, { watermarkMs }) => later(high, watermarkMs), null)
}

function later(left: EpochMs | null, right: EpochMs | null): EpochMs | null {
  return left === null || right === null ? (left ?? right) : Math.max(left, right)
}

/** @returns the shard, or the subtask without one, that the windows wait for; null: all are idle, or there is none. */
export function heldBackBy({ subtasks, splits, settings }: FlinkApplication): { subtask: number; split: Split | null } | null {
  if (isFlinkKinesisConsumer(settings)) return slowestThread(subtasks, splits)
  let holder: { subtask: number; split: Split | null } | null = null
  let lowestMs = Infinity
  for (const { index, isIdle, withoutShardsSinceUs, watermarkMs } of subtasks) {
    if (withoutShardsSinceUs === null || isIdle) continue
    const ms = watermarkMs ?? -Infinity
    if (holder === null || ms < lowestMs) [holder, lowestMs] = [{ subtask: index, split: null }, ms]
  }
  for (const split of splits.values()) {
    if (split.subtask === null || split.clock.isIdle) continue
    const ms = split.clock.maxEventMs ?? -Infinity
    if (holder === null || ms < lowestMs) [holder, lowestMs] = [{ subtask: split.subtask, split }, ms]
  }
  return holder
}

/** Of the slowest subtask that is not idle, the shard that it waits for: of those that it has not left behind the one furthest back. */
function slowestThread(subtasks: readonly Subtask[], splits: FlinkApplication['splits']): { subtask: number; split: Split | null } | null {
  const msOf = ({ watermarkMs }: Clocked) => watermarkMs ?? -Infinity
  const [slowest] = subtasks.filter(({ isIdle }) => !isIdle).toSorted((left, right) => msOf(left) - msOf(right))
  if (slowest === undefined) return null
  const own = Array.from(splits.values()).filter(({ subtask }) => subtask === slowest.index)
  const awaited = own.filter(({ clock }) => msOf(clock) >= msOf(slowest))
  const [split = null] = awaited.toSorted((left, right) => msOf(left.clock) - msOf(right.clock))
  return { subtask: slowest.index, split }
}
