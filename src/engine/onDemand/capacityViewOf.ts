/** What a stream may take now, by which rule, and what will change that. */
import { US_PER_MS } from '../../base/units'
import { COMMITMENT_BYTES_PER_SECOND, COMMITMENT_US_MIN, MODE_SWITCHES_MAX, READ_BYTES_PER_SECOND_MAX, WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../../kinesis/limits'
import { describeWarmThroughput } from '../operations/streamSettings/warmThroughput'
import { shareOfLimit, type Load } from '../shardAttempts'
import type { Stream, World } from '../state'
import { describeCommitment } from '../throughputCommitment'
import type { CapacityView, CommitmentView, ModeSwitches, WarmView } from './capacityView'
import type { MinuteLoad } from './model'
import { onDemandViewOf, perSecond } from './onDemandViewOf'
import { minuteOfStream, secondsSince } from './peaks'
import { freeAtMs, quotasOf, usedWithinDay } from './quotasOf'
import { rangesOf } from './rangesOf'
import { retentionOf } from './retentionOf'

/** @returns null where there is no stream. */
export function capacityViewOf(world: World, stream: Stream | null): CapacityView | null {
  if (stream === null) return null
  const { length: open } = stream.openShards
  const seconds = secondsSince(world, stream.createdAtUs)
  const lastMinute = perSecond(minuteOfStream(world.meters, stream, seconds), seconds)
  return {
    streamName: stream.streamName,
    streamStatus: stream.streamStatus,
    mode: stream.streamMode,
    openShardCount: open,
    capacity: { write: writeOf(open), readBytes: open * READ_BYTES_PER_SECOND_MAX },
    lastMinute: { ...lastMinute, use: open === 0 ? 0 : shareOfLimit(lastMinute, open), seconds },
    modeSwitches: modeSwitchesOf(world, stream),
    onDemand: stream.onDemand === null ? null : { ...onDemandViewOf(world, stream, stream.onDemand), warm: warmOf(stream) },
    commitment: commitmentOf(world),
    quotas: quotasOf(world, stream),
    shardLevelMetrics: [...stream.shardLevelMetrics],
    pendingShardLevelMetrics: pendingMetricsOf(stream),
    ranges: rangesOf(world, stream),
    retention: retentionOf(world, stream),
  }
}

function writeOf(shards: number): Load {
  return { records: shards * WRITE_RECORDS_PER_SECOND_MAX, bytes: shards * WRITE_BYTES_PER_SECOND_MAX }
}

function modeSwitchesOf(world: World, stream: Stream): ModeSwitches {
  const left = Math.max(0, MODE_SWITCHES_MAX - usedWithinDay(world, stream.modeSwitchesUs))
  return {
    max: MODE_SWITCHES_MAX,
    left,
    nextAllowedAtMs: left > 0 ? null : freeAtMs(world, stream.modeSwitchesUs),
    pending: stream.update?.change.streamMode ?? null,
  }
}

function pendingMetricsOf({ update }: Stream): CapacityView['pendingShardLevelMetrics'] {
  const names = update?.change.shardLevelMetrics
  return update === null || names === undefined ? null : { names: [...names], atMs: update.dueUs / US_PER_MS }
}

function warmOf(stream: Stream): WarmView | null {
  const { update } = stream
  const described = describeWarmThroughput(stream)
  if (described === undefined) return null
  return { targetMiBps: described.TargetMiBps ?? 0, currentMiBps: described.CurrentMiBps ?? 0, stepsLeft: stream.plannedSteps.length, stepsFromMs: update?.change.warmThroughputMiBps === undefined ? null : update.dueUs / US_PER_MS }
}

function commitmentOf(world: World): CommitmentView {
  const startedAtUs = world.account.throughputCommitment?.startedAtUs ?? null
  const onDemand = world.streams.filter(({ streamMode, deletedAtUs }) => streamMode === 'ON_DEMAND' && deletedAtUs === null)
  const written = onDemand.map((stream): MinuteLoad => minuteOfStream(world.meters, stream)).reduce((sum, { bytes }) => sum + bytes, 0)
  return {
    status: describeCommitment(world).Status,
    startedAtMs: startedAtUs === null ? null : startedAtUs / US_PER_MS,
    earliestAllowedEndAtMs: startedAtUs === null ? null : (startedAtUs + COMMITMENT_US_MIN) / US_PER_MS,
    writtenBytesPerSecond: perSecond({ bytes: written, records: 0 }, secondsSince(world, 0)).bytes,
    committedBytesPerSecond: COMMITMENT_BYTES_PER_SECOND,
    warmStreamNames: onDemand.filter(({ warmThroughputMiBps }) => warmThroughputMiBps !== null).map(({ streamName }) => streamName),
  }
}
