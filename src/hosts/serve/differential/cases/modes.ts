/** What a stream is set to: mode, record size, distribution strategy, policy; and the account. */
import { answer, call, type Case, refusal, type Step, stream } from '../case'
import { api, kinesalite, localstack } from '../sources'
import { arnOf, DATA, ONE, THREE } from './bases'

const summary = (StreamName: string) => call('DescribeStreamSummary', { StreamName })
const MODE = 'StreamDescriptionSummary.StreamModeDetails.StreamMode'
const mode = (name: string, StreamMode: string) => call('UpdateStreamMode', { StreamARN: arnOf(name), StreamModeDetails: { StreamMode } })
const policyOf = (name: string) => JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'AllowCrossAccountWrite', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kinesis:PutRecord', Resource: arnOf(name) }],
})

const modes: readonly Case[] = [
  {
    name: 'a stream goes on demand and keeps its shards',
    given: [...stream('to-demand', 2), mode('to-demand', 'ON_DEMAND'), { streamActive: 'to-demand' }],
    when: summary('to-demand'),
    look: [MODE, 'StreamDescriptionSummary.OpenShardCount'],
    aws: answer({ [MODE]: 'ON_DEMAND' }, api('UpdateStreamMode')),
  },
  {
    name: 'a stream goes back to provisioned',
    given: [
      call('CreateStream', { StreamName: 'to-shards', StreamModeDetails: { StreamMode: 'ON_DEMAND' } }),
      { streamActive: 'to-shards' },
      mode('to-shards', 'PROVISIONED'),
      { streamActive: 'to-shards' },
    ],
    when: summary('to-shards'),
    look: [MODE, 'StreamDescriptionSummary.OpenShardCount'],
    aws: answer({ [MODE]: 'PROVISIONED', 'StreamDescriptionSummary.OpenShardCount': 4 }, api('UpdateStreamMode')),
  },
  {
    name: 'a mode of its own',
    when: mode(THREE, 'SERVERLESS'),
    aws: refusal(
      'ValidationException',
      /^1 validation error detected: Value 'SERVERLESS' at 'streamModeDetails\.streamMode' failed to satisfy constraint: Member must satisfy enum value set: \[/, api(
        'UpdateStreamMode',
      ),
    ),
  },
  {
    name: 'a mode of nothing',
    when: call('UpdateStreamMode', { StreamARN: arnOf(THREE), StreamModeDetails: {} }),
    aws: refusal(
      'ValidationException',
      "1 validation error detected: Value null at 'streamModeDetails.streamMode' failed to satisfy constraint: Member must not be null",
      api('UpdateStreamMode'),
    ),
  },
]

/** Recorded in the shape of 2022, before streams had sizes and strategies. */
const whole: Case = {
  name: 'DescribeStream of one new shard',
  when: call('DescribeStream', { StreamName: ONE }),
  look: ['StreamDescription.StreamModeDetails', 'StreamDescription.Shards.0.HashKeyRange.StartingHashKey', 'StreamDescription.EncryptionType', 'StreamDescription.RetentionPeriodHours'],
  aws: answer(
    {
      'StreamDescription.StreamModeDetails': { StreamMode: 'PROVISIONED' },
      'StreamDescription.Shards.0.HashKeyRange.StartingHashKey': '0',
      'StreamDescription.EncryptionType': 'NONE',
      'StreamDescription.RetentionPeriodHours': 24,
    },
    localstack('cloudformation test_stream_creation', '2022-09-12'),
  ),
}

const sizes: readonly Case[] = [
  {
    name: 'records may grow',
    given: [...stream('grown'), call('UpdateMaxRecordSize', { StreamARN: arnOf('grown'), MaxRecordSizeInKiB: 10_240 }), { streamActive: 'grown' }],
    when: summary('grown'),
    look: ['StreamDescriptionSummary.MaxRecordSizeInKiB'],
    aws: answer({ 'StreamDescriptionSummary.MaxRecordSizeInKiB': 10_240 }, api('UpdateMaxRecordSize')),
  },
  {
    name: 'records are 1 MiB at first',
    when: summary(THREE),
    look: ['StreamDescriptionSummary.MaxRecordSizeInKiB'],
    aws: answer({ 'StreamDescriptionSummary.MaxRecordSizeInKiB': 1024 }, api('UpdateMaxRecordSize')),
  },
  {
    name: 'warm throughput of a provisioned stream',
    given: stream('warm'),
    when: call('UpdateStreamWarmThroughput', { StreamARN: arnOf('warm'), WarmThroughputMiBps: 10 }),
  },
  {
    name: 'DescribeAccountSettings',
    when: call('DescribeAccountSettings', {}),
    look: ['MinimumThroughputBillingCommitment.Status'],
    aws: answer({ 'MinimumThroughputBillingCommitment.Status': 'DISABLED' }, api('DescribeAccountSettings')),
  },
  {
    name: 'UpdateAccountSettings of nothing',
    when: call('UpdateAccountSettings', { MinimumThroughputBillingCommitment: {} }),
    aws: refusal(
      'ValidationException',
      "1 validation error detected: Value null at 'minimumThroughputBillingCommitment.status' failed to satisfy constraint: Member must not be null",
      api('UpdateAccountSettings'),
    ),
  },
]

const strategy = (name: string, RecordDistributionStrategy: string) => call('UpdateStreamRecordDistributionStrategy', { StreamARN: arnOf(name), RecordDistributionStrategy })
const onDemand = (StreamName: string): Step[] => [call('CreateStream', { StreamName, StreamModeDetails: { StreamMode: 'ON_DEMAND' } }), { streamActive: StreamName }]
const strategies: readonly Case[] = [
  {
    name: 'records on demand go where their keys say, at first',
    given: onDemand('strategy'),
    when: summary('strategy'),
    look: ['StreamDescriptionSummary.RecordDistributionStrategy'],
    spares: { kinesalite: 'it knows no modes' },
    aws: answer({ 'StreamDescriptionSummary.RecordDistributionStrategy': 'USER_PARTITION_KEY' }, api('RecordDistributionStrategy')),
  },
  {
    name: 'provisioned streams have no strategy',
    when: summary(THREE),
    look: ['StreamDescriptionSummary.RecordDistributionStrategy'],
    aws: answer({ 'StreamDescriptionSummary.RecordDistributionStrategy': undefined }, api('StreamDescriptionSummary')),
  },
  {
    name: 'AUTO on a provisioned stream',
    when: strategy(THREE, 'AUTO'),
    aws: refusal('InvalidArgumentException', /./, api('UpdateStreamRecordDistributionStrategy')),
  },
  {
    name: 'AUTO on demand is told',
    given: [...onDemand('auto'), strategy('auto', 'AUTO')],
    when: summary('auto'),
    look: ['StreamDescriptionSummary.RecordDistributionStrategy'],
    aws: answer({ 'StreamDescriptionSummary.RecordDistributionStrategy': 'AUTO' }, api('UpdateStreamRecordDistributionStrategy')),
  },
  {
    name: 'AUTO takes records without a key',
    given: [...onDemand('auto-put'), strategy('auto-put', 'AUTO')],
    when: call('PutRecord', { StreamName: 'auto-put', Data: DATA }),
    look: ['SequenceNumber'],
    aws: answer({ SequenceNumber: '#0' }, api('UpdateStreamRecordDistributionStrategy')),
  },
  {
    name: 'AUTO takes no SequenceNumberForOrdering',
    given: [...onDemand('auto-order'), strategy('auto-order', 'AUTO'), call('PutRecord', { StreamName: 'auto-order', Data: DATA }, 'put')],
    when: call('PutRecord', { StreamName: 'auto-order', Data: DATA, SequenceNumberForOrdering: '{put.SequenceNumber}' }),
    aws: refusal('InvalidArgumentException', /./, api('UpdateStreamRecordDistributionStrategy')),
  },
  {
    name: 'a record without a key where keys decide',
    when: call('PutRecord', { StreamName: THREE, Data: DATA }),
    aws: refusal(
      'ValidationException',
      "1 validation error detected: Value null at 'partitionKey' failed to satisfy constraint: Member must not be null",
      kinesalite('putRecord'),
    ),
  },
]

const policies: readonly Case[] = [
  {
    name: 'GetResourcePolicy of none',
    when: call('GetResourcePolicy', { ResourceARN: arnOf(THREE) }),
    aws: answer({ Policy: '{}' }, localstack('test_resource_policy_crud', '2025-08-01')),
  },
  {
    name: 'PutResourcePolicy answers with nothing',
    given: stream('policy-put'),
    when: call('PutResourcePolicy', { ResourceARN: arnOf('policy-put'), Policy: policyOf('policy-put') }),
    aws: answer({}, localstack('test_resource_policy_crud', '2025-08-01')),
  },
  {
    name: 'GetResourcePolicy of one',
    given: [...stream('policy'), call('PutResourcePolicy', { ResourceARN: arnOf('policy'), Policy: policyOf('policy') })],
    when: call('GetResourcePolicy', { ResourceARN: arnOf('policy') }),
    aws: answer({ Policy: /AllowCrossAccountWrite/ }, localstack('test_resource_policy_crud', '2025-08-01')),
  },
  {
    name: 'GetResourcePolicy after its end',
    given: [
      ...stream('policy-end'),
      call('PutResourcePolicy', { ResourceARN: arnOf('policy-end'), Policy: policyOf('policy-end') }),
      call('DeleteResourcePolicy', { ResourceARN: arnOf('policy-end') }),
    ],
    when: call('GetResourcePolicy', { ResourceARN: arnOf('policy-end') }),
    aws: answer({ Policy: '{}' }, localstack('test_resource_policy_crud', '2025-08-01')),
  },
  {
    name: 'DeleteResourcePolicy of none',
    given: stream('policy-none'),
    when: call('DeleteResourcePolicy', { ResourceARN: arnOf('policy-none') }),
    aws: refusal('ResourceNotFoundException', /./, `${localstack('test_resource_policy_crud', '2025-08-01')}: an error, its name not kept`),
  },
  {
    name: 'PutResourcePolicy of no JSON',
    given: stream('policy-bad'),
    when: call('PutResourcePolicy', { ResourceARN: arnOf('policy-bad'), Policy: 'nothing' }),
    aws: refusal('InvalidArgumentException', /./, api('PutResourcePolicy')),
  },
]

export const modeCases: readonly Case[] = [whole, ...modes, ...sizes, ...strategies, ...policies]
