/** Warm throughput: what an on-demand stream of an account with On-demand Advantage is to take at once. */
import type { ApiShape } from '../../../kinesis/api/types'
import { refused, type Refused } from '../../../kinesis/exceptions'
import { ACCOUNT_ID, WARM_THROUGHPUT_MIBPS_MAX, WRITE_BYTES_PER_SECOND_MAX } from '../../../kinesis/limits'
import { MIB } from '../../../base/units'
import type { Stream, World } from '../../state'
import { hasAdvantage, isCommitted } from '../../throughputCommitment'

/** The exception without a commitment is measured (go-to-k/cdkd#1695), the texts are ours, and that one which is about to end counts as none but for removing (UNVERIFIED). */
export function refuseWarmThroughput(world: World, miBps: number): Refused | null {
  if (!(miBps === 0 ? hasAdvantage(world) : isCommitted(world))) {
    return refused('ValidationException', `Warm throughput needs MinimumThroughputBillingCommitment to be enabled for account ${ACCOUNT_ID}.`)
  }
  if (miBps <= WARM_THROUGHPUT_MIBPS_MAX) return null
  return refused('LimitExceededException', `Warm throughput of a stream cannot be greater than ${WARM_THROUGHPUT_MIBPS_MAX} MiBps. Requested: ${miBps}`)
}

/** 0 takes it away. */
export function warmThroughputFrom(miBps: number): number | null {
  return miBps === 0 ? null : miBps
}

/** As described: a stream without warm throughput has what its open shards take. Undefined where none is set or on its way. */
export function describeWarmThroughput(stream: Stream): ApiShape<'WarmThroughputObject'> | undefined {
  const current = stream.warmThroughputMiBps
  const target = stream.update?.change.warmThroughputMiBps
  if (current === null && (target === undefined || target === null)) return undefined
  const ofShards = stream.openShards.length * (WRITE_BYTES_PER_SECOND_MAX / MIB)
  const isWarming = stream.plannedSteps.length > 0
  return { TargetMiBps: (target === undefined ? current : target) ?? 0, CurrentMiBps: isWarming ? ofShards : (current ?? ofShards) }
}
