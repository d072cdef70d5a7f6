/** A stream as somebody sees it who guards it: its key, how much of what it holds is encrypted, and who reads it by name. */
import { findKey } from '../kms/kms'
import { consumerArn, streamArn } from '../naming'
import { horizonUsOf } from '../recordMemory'
import { firstOrdinalFrom } from '../shardLog'
import type { Shard, Stream, World } from '../state'
import type { StreamGuardView } from './guardsView'

export function streamGuardOf(world: World, stream: Stream): StreamGuardView {
  const { streamName, streamStatus, encryptionKeyId: keyName, consumers } = stream
  const horizonUs = horizonUsOf(world, stream)
  const counts = stream.shards.map((shard) => countsOf(shard, { horizonUs, periods: stream.encryptionPeriods }))
  return {
    streamName,
    arn: streamArn(streamName),
    streamStatus,
    keyName,
    keyAlias: keyName === null ? null : (findKey(world.guards.kms, keyName, world.nowUs)?.aliasName ?? null),
    recordsHeld: counts.reduce((sum, { held }) => sum + held, 0),
    recordsEncrypted: counts.reduce((sum, { encrypted }) => sum + encrypted, 0),
    consumers: consumers.map((consumer) => ({ consumerName: consumer.consumerName, arn: consumerArn(world, stream, consumer) })),
  }
}

function countsOf({ log }: Shard, { horizonUs, periods }: { horizonUs: number; periods: Stream['encryptionPeriods'] }): { held: number; encrypted: number } {
  const first = Math.max(log.trimOrdinal, firstOrdinalFrom(log, horizonUs))
  const from = (atUs: number) => Math.max(first, firstOrdinalFrom(log, atUs))
  const encrypted = periods.reduce((sum, { fromUs, keyName }, at) => {
    const next = periods.at(at + 1)
    return keyName === null ? sum : sum + (next === undefined ? log.nextOrdinal : from(next.fromUs)) - from(fromUs)
  }, 0)
  return { held: log.nextOrdinal - first, encrypted }
}
