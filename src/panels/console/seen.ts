/** What is on the screen that a new call could use: stream, shards, the last iterator and consumer that were answered. */
import type { SimEvent } from '../../engine/events'
import type { Summary } from '../../engine/summary'
import { ACCOUNT_ID, REGION } from '../../kinesis/limits'
import type { Seen } from './defaultDraft'

/** Older calls are no longer in mind. */
const EVENTS_LOOKED_AT_MAX = 500

export function seenOf(summary: Summary | null, events: readonly SimEvent[]): Seen {
  const stream = summary?.stream
  // Without a stream its name is empty.
  const streamName = stream?.streamName || null
  const open = (summary?.shards ?? []).filter(({ state }) => state === 'OPEN')
  const [first] = open
  return {
    streamName,
    streamArn: streamName === null ? null : `arn:aws:kinesis:${REGION}:${ACCOUNT_ID}:stream/${streamName}`,
    openShardIds: open.map(({ shardId }) => shardId),
    middleHashKey: first === undefined ? null : middleOf(first),
    openShardCount: stream?.openShardCount ?? 0,
    retentionPeriodHours: stream?.retentionPeriodHours ?? 24,
    ...lastAnswers(events),
  }
}

function middleOf({ startingHashKey, endingHashKey }: { startingHashKey: string; endingHashKey: string }): string {
  const start = BigInt(startingHashKey)
  return String(start + (BigInt(endingHashKey) - start + 1n) / 2n)
}

function lastAnswers(events: readonly SimEvent[]): Pick<Seen, 'lastShardIterator' | 'lastConsumerArn'> {
  let lastShardIterator: string | null = null
  let lastConsumerArn: string | null = null
  for (let at = events.length - 1; at >= Math.max(0, events.length - EVENTS_LOOKED_AT_MAX); at--) {
    const event = events[at]
    if (event?.kind !== 'CallAccepted' || event.output === null) continue
    const { ShardIterator: given, NextShardIterator: next, Consumer: consumer } = event.output
    lastShardIterator ??= text(given) ?? text(next)
    if (typeof consumer === 'object' && consumer !== null && 'ConsumerARN' in consumer) lastConsumerArn ??= text(consumer.ConsumerARN)
  }
  return { lastShardIterator, lastConsumerArn }
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
