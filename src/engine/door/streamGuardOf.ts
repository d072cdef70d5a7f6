/** A stream as somebody sees it who guards it: its key, how much of what it holds is encrypted, and who reads it by name. */
import { US_PER_MS } from '../../base/units'
import { keyNow } from '../encryption'
import { dataKeysUntilUs } from '../kms/dataKeys'
import { findKey } from '../kms/kms'
import { consumerArn, streamArn } from '../naming'
import { horizonUsOf } from '../recordMemory'
import { firstOrdinalFrom } from '../shardLog'
import type { Shard, Stream, World } from '../state'
import type { StreamGuardView } from './guardsView'

export function streamGuardOf(world: World, stream: Stream): StreamGuardView {
  const { streamName, streamStatus, encryptionKeyId: keyName, consumers } = stream
  const horizonUs = horizonUsOf(world, stream)
  const keyId = keyNow(stream)
  const untilUs = keyId === null ? null : dataKeysUntilUs(world, keyId)
  const counts = stream.shards.map((shard) => countsOf(shard, { horizonUs, periods: stream.encryptionPeriods }))
  return {
    streamName,
    arn: streamArn(streamName),
    streamStatus,
    keyName,
    // A key that was made again under that alias is another one.
    keyId,
    keyAlias: keyId === null ? null : (findKey(world.guards.kms, keyId, world.nowUs)?.aliasName ?? null),
    dataKeysUntilMs: untilUs === null ? null : untilUs / US_PER_MS,
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
