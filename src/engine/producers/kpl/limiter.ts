/**
 * The KPL's rate limiter: Kinesis records for a predicted shard wait for tokens, those with the earliest deadline first. It never
 * learns: refusals of the service change nothing.
 */
import type { Bytes, SimUs } from '../../../base/units'
import { LIMITER_BYTES_MAX, LIMITER_BYTES_PER_SECOND, LIMITER_RECORDS_MAX, LIMITER_RECORDS_PER_SECOND, LIMITER_TOKEN } from './constants'
import { pushSlot, removeSlot, type HeapColumns } from './slotHeap'
import { NONE, type UserRecords } from './userRecords'

export interface ShardLimiter {
  shardIndex: number
  /** Heads that wait, as heaps. */
  byDeadline: number[]
  byExpiry: number[]
  /** In parts of LIMITER_TOKEN. */
  recordTokens: number
  byteTokens: number
  refilledUs: SimUs
}

export function createShardLimiter(shardIndex: number, nowUs: SimUs): ShardLimiter {
  return {
    shardIndex,
    byDeadline: [],
    byExpiry: [],
    recordTokens: LIMITER_RECORDS_MAX * LIMITER_TOKEN,
    byteTokens: LIMITER_BYTES_MAX * LIMITER_TOKEN,
    refilledUs: nowUs,
  }
}

export function enqueue(records: UserRecords, { byDeadline, byExpiry }: ShardLimiter, head: number): void {
  pushSlot(byDeadline, deadlines(records), head)
  pushSlot(byExpiry, expiries(records), head)
}

/** @returns heads whose expiry is past, taken out. */
export function takeExpired(records: UserRecords, limiter: ShardLimiter, nowUs: SimUs): number[] {
  const expired: number[] = []
  while (limiter.byExpiry.length > 0 && nowUs > records.headExpiryUs[limiter.byExpiry[0]]) {
    const [head] = limiter.byExpiry
    takeOut(records, limiter, head)
    expired.push(head)
  }
  return expired
}

/** @returns the next head that its tokens let through, taken out, or NONE. */
export function takeAllowed(records: UserRecords, limiter: ShardLimiter, rateLimitPercent: number, nowUs: SimUs): number {
  if (limiter.byDeadline.length === 0) return NONE
  refill(limiter, rateLimitPercent, nowUs)
  const [head] = limiter.byDeadline
  const bytes = records.putBytes[head] * LIMITER_TOKEN
  if (limiter.recordTokens < LIMITER_TOKEN || limiter.byteTokens < bytes) return NONE
  limiter.recordTokens -= LIMITER_TOKEN
  limiter.byteTokens -= bytes
  takeOut(records, limiter, head)
  return head
}

export function refill(limiter: ShardLimiter, rateLimitPercent: number, nowUs: SimUs): void {
  const grown = (nowUs - limiter.refilledUs) * rateLimitPercent
  limiter.recordTokens = Math.min(LIMITER_RECORDS_MAX * LIMITER_TOKEN, limiter.recordTokens + grown * LIMITER_RECORDS_PER_SECOND)
  limiter.byteTokens = Math.min(LIMITER_BYTES_MAX * LIMITER_TOKEN, limiter.byteTokens + grown * LIMITER_BYTES_PER_SECOND)
  limiter.refilledUs = nowUs
}

export function tokensOf({ recordTokens, byteTokens }: ShardLimiter): { records: number; bytes: Bytes } {
  return { records: recordTokens / LIMITER_TOKEN, bytes: byteTokens / LIMITER_TOKEN }
}

function takeOut(records: UserRecords, { byDeadline, byExpiry }: ShardLimiter, head: number): void {
  removeSlot(byDeadline, deadlines(records), head)
  removeSlot(byExpiry, expiries(records), head)
}

function deadlines({ headDeadlineUs, order, byDeadlineAt }: UserRecords): HeapColumns {
  return { key: headDeadlineUs, order, place: byDeadlineAt }
}

function expiries({ headExpiryUs, order, byExpiryAt }: UserRecords): HeapColumns {
  return { key: headExpiryUs, order, place: byExpiryAt }
}
