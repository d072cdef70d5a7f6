/** Calls that change what a stream may hold and take; what of their numbers goes the service says, in its own words. */
import * as v from 'valibot'
import { caller } from './guardSchema'
import { count, positive, text } from './schemaParts'

const as = v.exactOptional(caller)
const retention = v.strictObject({ StreamName: text, RetentionPeriodHours: positive(1_000_000) })
const WARM_MAX = 1_000_000
const shardLevelMetric = v.picklist(['IncomingBytes', 'IncomingRecords', 'OutgoingBytes', 'OutgoingRecords', 'WriteProvisionedThroughputExceeded', 'ReadProvisionedThroughputExceeded', 'IteratorAgeMilliseconds', 'ALL'])

export const capacityCalls = [
  v.strictObject({ type: v.literal('Call'), operation: v.literal('IncreaseStreamRetentionPeriod'), input: retention, as }),
  v.strictObject({ type: v.literal('Call'), operation: v.literal('DecreaseStreamRetentionPeriod'), input: retention, as }),
  v.strictObject({
    type: v.literal('Call'),
    operation: v.literal('UpdateStreamMode'),
    input: v.strictObject({
      StreamARN: text,
      StreamModeDetails: v.strictObject({ StreamMode: v.picklist(['PROVISIONED', 'ON_DEMAND']) }),
      WarmThroughputMiBps: v.exactOptional(positive(WARM_MAX)),
    }),
    as,
  }),
  v.strictObject({
    type: v.literal('Call'),
    operation: v.literal('UpdateStreamWarmThroughput'),
    // 0 removes it.
    input: v.strictObject({ StreamName: text, WarmThroughputMiBps: count(WARM_MAX) }),
    as,
  }),
  v.strictObject({
    type: v.literal('Call'),
    operation: v.literal('EnableEnhancedMonitoring'),
    input: v.strictObject({ StreamName: text, ShardLevelMetrics: v.pipe(v.array(shardLevelMetric), v.minLength(1)) }),
    as,
  }),
  v.strictObject({
    type: v.literal('Call'),
    operation: v.literal('UpdateAccountSettings'),
    input: v.strictObject({ MinimumThroughputBillingCommitment: v.strictObject({ Status: v.picklist(['ENABLED', 'DISABLED']) }) }),
    as,
  }),
] as const
