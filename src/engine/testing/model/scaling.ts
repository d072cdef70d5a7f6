/** UpdateShardCount, warm throughput and the scaling of on-demand streams as seen from outside: the model takes over the shards that come and go, and judges the result. */
import { US_PER_MS, US_PER_SECOND } from '../../../base/units'
import type { World } from '../../state'
import { get } from '../caller'
import { HASH_KEY_SPACE, indexOf, same, type Model, type ModelStream } from './state'

export function isScaling(model: Model): boolean {
  return Array.from(model.streams.values()).some(({ scaling }) => scaling !== null)
}

export function followScaling(world: World, model: Model): void {
  for (const stream of model.streams.values()) {
    if (stream.scaling !== null) follow(world, model, stream, stream.scaling)
    else if (stream.onDemand && (stream.status === 'ACTIVE' || stream.status === 'UPDATING')) takeOver(world, model, stream)
  }
}

function follow(world: World, model: Model, stream: ModelStream, scaling: { target: number; byUs: number }): void {
  takeOver(world, model, stream)
  if (get(world, 'DescribeStreamSummary', { StreamName: stream.name }).StreamDescriptionSummary.StreamStatus === 'UPDATING') {
    same(`${stream.name} is scaled in time`, model.nowUs <= scaling.byUs, true)
    return
  }
  stream.status = 'ACTIVE'
  stream.scaling = null
  judge(stream, scaling.target)
}

/** Shards that are new, and those that are closed since. */
function takeOver(world: World, model: Model, stream: ModelStream): void {
  const ref = { StreamName: stream.name }
  for (const { ShardId, HashKeyRange, SequenceNumberRange } of get(world, 'ListShards', ref).Shards ?? []) {
    const index = indexOf(ShardId)
    if (index >= stream.shards.length) {
      same(`${ShardId} is the next one`, index, stream.shards.length)
      const { StartingHashKey, EndingHashKey } = HashKeyRange
      const createdSecond = secondIn(SequenceNumberRange.StartingSequenceNumber)
      stream.shards.push({ start: BigInt(StartingHashKey), end: BigInt(EndingHashKey), createdSecond, closedUs: null, records: [], goneUs: null })
    }
    const { EndingSequenceNumber } = SequenceNumberRange
    if (EndingSequenceNumber !== undefined) stream.shards[index].closedUs ??= (secondIn(EndingSequenceNumber) + 1) * US_PER_SECOND - model.epochMs * US_PER_MS
  }
}

/** The time in a sequence number: nine hex digits, seventeen before the end. */
function secondIn(sequenceNumber: string): number {
  return Number.parseInt(BigInt(sequenceNumber).toString(16).slice(29, 38), 16)
}

/** As many open shards as asked for, side by side, each as wide as the others but for a few keys. */
function judge(stream: ModelStream, target: number): void {
  const open = stream.shards.filter(({ closedUs }) => closedUs === null).sort((left, right) => (left.start < right.start ? -1 : 1))
  same(`open shards of ${stream.name}`, open.length, target)
  const width = HASH_KEY_SPACE / BigInt(target)
  open.forEach(({ start, end }, at) => {
    same(`shard ${at} begins where the last one ends`, String(start), String(at === 0 ? 0n : open[at - 1].end + 1n))
    const tooWide = end - start + 1n - width
    same(`width of shard ${at} of ${target}`, tooWide > -100n && tooWide < 100n, true)
  })
  same('the last shard ends at', String(open[target - 1].end), String(HASH_KEY_SPACE - 1n))
}
