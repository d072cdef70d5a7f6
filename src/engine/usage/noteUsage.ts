/** Usage where it happens: records as they are stored, read and pushed, and what applications ask of other services. */
import { US_PER_HOUR } from '../../base/units'
import { LONG_TERM_HOURS } from '../../kinesis/billing'
import { firstOrdinalFrom, measureRead } from '../shardLog'
import type { BatchOutcome } from '../sink'
import type { Shard, Stream, World } from '../state'
import { hasAdvantage } from '../throughputCommitment'
import { createApplicationUsage, createStreamUsage, type ApplicationUsage, type ConsumerUsage, type Plan, type StreamUsage } from './model'

/** Ours: streams of more names are counted together. */
export const STREAMS_MAX = 4_096
const OTHER_STREAMS = ''

export function planOf(world: World, { streamMode }: Stream): Plan {
  return streamMode === 'PROVISIONED' ? 'provisioned' : hasAdvantage(world) ? 'advantage' : 'onDemand'
}

/** @returns what the stream uses under the plan that it is billed by now. */
export function usageOf(world: World, stream: Stream): StreamUsage {
  const { streams } = world.usage.totals
  const name = streams.has(stream.streamName) || streams.size < STREAMS_MAX ? stream.streamName : OTHER_STREAMS
  let plans = streams.get(name)
  if (plans === undefined) streams.set(name, (plans = new Map<Plan, StreamUsage>()))
  const plan = planOf(world, stream)
  let usage = plans.get(plan)
  if (usage === undefined) plans.set(plan, (usage = createStreamUsage()))
  return usage
}

export function consumerUsageOf({ consumers }: StreamUsage, consumerName: string): ConsumerUsage {
  let usage = consumers.get(consumerName)
  if (usage === undefined) consumers.set(consumerName, (usage = { seconds: 0, shardSeconds: 0, bytesPushed: 0 }))
  return usage
}

export function applicationUsage(world: World, { applicationIndex }: { applicationIndex: number }): ApplicationUsage {
  const { applications } = world.usage.totals
  while (applications.length <= applicationIndex) applications.push(createApplicationUsage())
  return applications[applicationIndex]
}

export function noteStored(world: World, stream: Stream, outcome: BatchOutcome): void {
  const usage = usageOf(world, stream)
  usage.recordsIn += outcome.storedCount
  usage.recordsRefused += outcome.count - outcome.storedCount - outcome.struckCount
  usage.bytesIn += outcome.bytesStored
  usage.kibibytesIn += outcome.kibibytesStored
  usage.payloadUnits += outcome.payloadUnits
}

/** An answer of GetRecords. */
export function noteGiven(world: World, stream: Stream, shard: Shard, { fromOrdinal, toOrdinal, bytes }: { fromOrdinal: number; toOrdinal: number; bytes: number }): void {
  if (bytes === 0) return
  const usage = usageOf(world, stream)
  const { caller } = world.guards
  usage.bytesRead.set(caller, (usage.bytesRead.get(caller) ?? 0) + bytes)
  if (stream.retentionPeriodHours <= LONG_TERM_HOURS) return
  const old = Math.min(toOrdinal, firstOrdinalFrom(shard.log, world.nowUs - LONG_TERM_HOURS * US_PER_HOUR)) - fromOrdinal
  if (old > 0) usage.oldBytesRead += measureRead(shard.log, fromOrdinal, { recordsMax: old, bytesMax: bytes }).bytes
}

/** An event that a subscription pushes. */
export function notePushedUsage(world: World, stream: Stream, consumerName: string, bytes: number): void {
  consumerUsageOf(usageOf(world, stream), consumerName).bytesPushed += bytes
}
