/** Watermarks: of each shard, of each subtask, and of the windows, which is as far as the slowest that is not idle. */
import { US_PER_MS, type EpochMs } from '../../../base/units'
import type { World } from '../../state'
import type { EventClock, FlinkApplication, Split, Subtask } from './model'
import { isBackPressured } from './resultSink'

/** Every 200 ms. While the sink holds the job up nothing is emitted, and nobody grows idle. */
export function emitWatermarks(world: World, application: FlinkApplication): void {
  if (isBackPressured(application)) return
  for (const split of application.splits.values()) if (split.subtask !== null) look(world, application, split.clock)
  for (const subtask of application.subtasks) combineShards(world, application, subtask)
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
  const clocks = Array.from(splits.values()).filter((split) => split.subtask === subtask.index).map(({ clock }) => clock)
  const active = clocks.filter(({ isIdle }) => !isIdle)
  subtask.isIdle = active.length === 0
  subtask.watermarkMs = later(subtask.watermarkMs, active.length > 0 ? lowest(active) : highest(clocks))
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
export function heldBackBy({ subtasks, splits }: FlinkApplication): { subtask: number; split: Split | null } | null {
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
