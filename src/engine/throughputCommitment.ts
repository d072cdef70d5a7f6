/** On-demand Advantage: the account's commitment to a minimum throughput, kept for 24 h at least. */
import type { ApiShape } from '../kinesis/api/types'
import { COMMITMENT_US_MIN } from '../kinesis/limits'
import { epochMsOf } from './naming'
import type { World } from './state'

/** Whether on-demand streams are billed by it, and have 50 consumers. */
export function hasAdvantage({ account, nowUs }: World): boolean {
  const { throughputCommitment } = account
  return throughputCommitment !== null && (throughputCommitment.endedAtUs === null || throughputCommitment.endedAtUs > nowUs)
}

/** Whether it is there and nobody has asked for its end: warm throughput must be gone before it ends. */
export function isCommitted(world: World): boolean {
  return hasAdvantage(world) && world.account.throughputCommitment?.endedAtUs === null
}

export function startCommitment(world: World): void {
  const { account, nowUs } = world
  if (account.throughputCommitment !== null && hasAdvantage(world)) account.throughputCommitment.endedAtUs = null
  else account.throughputCommitment = { startedAtUs: nowUs, endedAtUs: null }
}

/** Ends at once, or when its 24 h are over. */
export function endCommitment({ account, nowUs }: World): void {
  const commitment = account.throughputCommitment
  if (commitment?.endedAtUs === null) commitment.endedAtUs = Math.max(nowUs, commitment.startedAtUs + COMMITMENT_US_MIN)
}

export function describeCommitment(world: World): ApiShape<'MinimumThroughputBillingCommitmentOutput'> {
  const commitment = world.account.throughputCommitment
  if (commitment === null) return { Status: 'DISABLED' }
  const { startedAtUs, endedAtUs } = commitment
  const timestamp = (atUs: number) => epochMsOf(world, atUs) / 1_000
  const since = { StartedAt: timestamp(startedAtUs), EarliestAllowedEndAt: timestamp(startedAtUs + COMMITMENT_US_MIN) }
  if (endedAtUs === null) return { Status: 'ENABLED', ...since }
  if (endedAtUs > world.nowUs) return { Status: 'ENABLED_UNTIL_EARLIEST_ALLOWED_END', ...since }
  return { Status: 'DISABLED', ...since, EndedAt: timestamp(endedAtUs) }
}
