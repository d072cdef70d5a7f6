/** How often an operation may be called: token buckets for an account or for one of its streams, each holding a second's worth. */
import { US_PER_SECOND } from '../base/units'
import type { Input, OperationName } from '../kinesis/api/types'
import { CALL_LIMITS, type CallLimit } from '../kinesis/callLimits'
import { refused, type Refused } from '../kinesis/exceptions'
import { ACCOUNT_ID } from '../kinesis/limits'
import { parseConsumerArn, parseStreamArn } from './naming'
import type { CallBucket, World } from './state'

/** Tokens are millionths of a call, so that a microsecond's refill is whole. */
const CALL_TOKEN = US_PER_SECOND
const BUCKETS_KEPT_MIN = 64

/** A refused call costs nothing. Sentences recorded on AWS (botocore#821; graylog-plugin-integrations#341 for calls that name no stream). */
export function refuseRate(world: World, operation: OperationName, input: Input<OperationName>): Refused | null {
  const limit = CALL_LIMITS[operation]
  if (limit === null || !world.account.throttling) return null
  const streamName = streamNamedBy(input)
  const bucket = bucketOf(world, limit.scope === 'stream' && streamName !== null ? `${operation}/${streamName}` : operation, limit)
  if (bucket.calls < CALL_TOKEN) {
    return refused('LimitExceededException', `Rate exceeded for ${streamName === null ? '' : `stream ${streamName} under `}account ${ACCOUNT_ID}.`)
  }
  bucket.calls -= CALL_TOKEN
  return null
}

/** @returns null where it names none. */
function streamNamedBy(input: Readonly<Record<string, unknown>>): string | null {
  if (typeof input.StreamName === 'string') return input.StreamName
  const arn = input.StreamARN ?? input.ConsumerARN ?? input.ResourceARN
  return typeof arn === 'string' ? (parseStreamArn(arn) ?? parseConsumerArn(arn)?.streamName ?? null) : null
}

function bucketOf(world: World, name: string, limit: CallLimit): CallBucket {
  const { callBuckets } = world.account
  let bucket = callBuckets.get(name)
  if (bucket === undefined) {
    if (isTimeToLook(callBuckets.size)) dropFull(world)
    bucket = { calls: tokensMax(limit), refilledUs: world.nowUs }
    callBuckets.set(name, bucket)
  }
  refill(world, bucket, limit)
  return bucket
}

function tokensMax({ callsPerSecond }: CallLimit): number {
  return callsPerSecond * CALL_TOKEN
}

function refill(world: World, bucket: CallBucket, limit: CallLimit): void {
  bucket.calls = Math.min(tokensMax(limit), bucket.calls + (world.nowUs - bucket.refilledUs) * limit.callsPerSecond)
  bucket.refilledUs = world.nowUs
}

/** At every power of two, so that looking costs a new bucket next to nothing on average. */
function isTimeToLook(count: number): boolean {
  return count >= BUCKETS_KEPT_MIN && (count & (count - 1)) === 0
}

/** A full bucket is as good as none: what stays was called within the last second. */
function dropFull(world: World): void {
  const { callBuckets } = world.account
  for (const [name, { refilledUs }] of callBuckets) if (world.nowUs - refilledUs >= US_PER_SECOND) callBuckets.delete(name)
}
