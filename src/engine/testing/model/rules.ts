/** The rule of every operation: it throws what the call is refused with, or gives what to do with a good answer. */
import type { Input, OperationName } from '../../../kinesis/api/types'
import type { Outcome } from '../../door/serviceCall'
import { getRecords, getShardIterator, putRecord, putRecords, type HashKeyOf } from './records'
import { accountRules, consumerRules, policyRules, tagRules } from './resources'
import { settingRules } from './settings'
import type { Model } from './state'
import { createStream, deleteStream, describeStream, describeStreamSummary, listShards, mergeShards, splitShard, updateShardCount } from './streams'

/** `any`: the model does not say. */
export type Verdict<Name extends OperationName> = ((output: Outcome<Name>) => void) | 'any'

export type Rules = { readonly [Name in OperationName]: (model: Model, input: Input<Name>) => Verdict<Name> }

export function createRules(hashKeyOf: HashKeyOf): Rules {
  return {
    ...tagRules,
    ...policyRules,
    ...consumerRules,
    ...accountRules,
    ...settingRules,
    CreateStream: createStream,
    DeleteStream: deleteStream,
    DescribeStream: describeStream,
    DescribeStreamSummary: describeStreamSummary,
    GetRecords: getRecords,
    GetShardIterator: getShardIterator,
    ListShards: listShards,
    MergeShards: mergeShards,
    PutRecord: (model, input) => putRecord(model, input, hashKeyOf),
    PutRecords: (model, input) => putRecords(model, input, hashKeyOf),
    SplitShard: splitShard,
    UpdateShardCount: updateShardCount,
  }
}
