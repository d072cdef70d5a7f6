/** What a stream is set to: retention, encryption, monitoring. */
import { answer, call, type Case, refusal, type Step, stream, type Told } from '../case'
import { api, kinesalite } from '../sources'
import { DATA, THREE } from './bases'

const summary = (StreamName: string) => call('DescribeStreamSummary', { StreamName })
const keep = (operation: 'IncreaseStreamRetentionPeriod' | 'DecreaseStreamRetentionPeriod', StreamName: string, RetentionPeriodHours: number) => call(operation, { StreamName, RetentionPeriodHours })
const KEY = 'alias/aws/kinesis'
const crypt = (operation: 'StartStreamEncryption' | 'StopStreamEncryption', StreamName: string, more: Told = {}) => call(operation, { StreamName, EncryptionType: 'KMS', KeyId: KEY, ...more })
const sealed = (name: string): Step[] => [...stream(name), crypt('StartStreamEncryption', name), { streamActive: name }]
const HOURS = 'StreamDescriptionSummary.RetentionPeriodHours'
const IN_UPPER = ['IncomingBytes', 'OutgoingRecords']

const retention: readonly Case[] = [
  {
    name: 'retention grows',
    given: [...stream('keep'), keep('IncreaseStreamRetentionPeriod', 'keep', 25), { streamActive: 'keep' }],
    when: summary('keep'),
    look: [HOURS],
    aws: answer({ [HOURS]: 25 }, kinesalite('increaseStreamRetentionPeriod')),
  },
  {
    name: 'retention shrinks',
    given: [
      ...stream('keep-less'),
      keep('IncreaseStreamRetentionPeriod', 'keep-less', 100),
      { streamActive: 'keep-less' },
      keep('DecreaseStreamRetentionPeriod', 'keep-less', 24),
      { streamActive: 'keep-less' },
    ],
    when: summary('keep-less'),
    look: [HOURS],
    aws: answer({ [HOURS]: 24 }, kinesalite('decreaseStreamRetentionPeriod')),
  },
  {
    name: 'retention of 365 days',
    given: [...stream('keep-year'), keep('IncreaseStreamRetentionPeriod', 'keep-year', 8760), { streamActive: 'keep-year' }],
    when: summary('keep-year'),
    look: [HOURS],
    spares: { kinesalite: 'it knows the 168 hours of 2015' },
    aws: answer({ [HOURS]: 8760 }, api('IncreaseStreamRetentionPeriod')),
  },
  {
    name: 'retention above 365 days',
    when: keep('IncreaseStreamRetentionPeriod', THREE, 8761),
    aws: refusal(
      'InvalidArgumentException',
      'Maximum allowed retention period is 8760 hours. Requested retention period (8761 hours) is too long.',
      'getmoto/moto tests/test_kinesis, said to match AWS',
    ),
  },
  {
    name: 'retention grows to 23 hours',
    when: keep('IncreaseStreamRetentionPeriod', THREE, 23),
    aws: refusal(
      'InvalidArgumentException',
      'Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short.',
      kinesalite('increaseStreamRetentionPeriod'),
    ),
  },
  {
    name: 'retention shrinks to 23 hours',
    when: keep('DecreaseStreamRetentionPeriod', THREE, 23),
    aws: refusal(
      'InvalidArgumentException',
      'Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short.',
      kinesalite('decreaseStreamRetentionPeriod'),
    ),
  },
  {
    name: 'retention grows to less',
    given: [...stream('keep-wrong'), keep('IncreaseStreamRetentionPeriod', 'keep-wrong', 25), { streamActive: 'keep-wrong' }],
    when: keep('IncreaseStreamRetentionPeriod', 'keep-wrong', 24),
    aws: refusal(
      'InvalidArgumentException',
      'Requested retention period (24 hours) for stream keep-wrong can not be shorter than existing retention period (25 hours). Use DecreaseRetentionPeriod API.',
      kinesalite('increaseStreamRetentionPeriod'),
    ),
  },
  {
    name: 'retention shrinks to more',
    when: keep('DecreaseStreamRetentionPeriod', THREE, 25),
    aws: refusal(
      'InvalidArgumentException',
      `Requested retention period (25 hours) for stream ${THREE} can not be longer than existing retention period (24 hours). Use IncreaseRetentionPeriod API.`,
      kinesalite('decreaseStreamRetentionPeriod'),
    ),
  },
  {
    name: 'retention grows to what it is',
    given: [...stream('keep-same'), keep('IncreaseStreamRetentionPeriod', 'keep-same', 25), { streamActive: 'keep-same' }],
    when: keep('IncreaseStreamRetentionPeriod', 'keep-same', 25),
    aws: answer({}, kinesalite('increaseStreamRetentionPeriod')),
  },
]

const encryption: readonly Case[] = [
  {
    name: 'StartStreamEncryption answers with nothing',
    given: stream('seal-now'),
    when: crypt('StartStreamEncryption', 'seal-now'),
    aws: answer({}, api('StartStreamEncryption')),
  },
  {
    name: 'an encrypted stream names its key',
    given: sealed('seal'),
    when: summary('seal'),
    look: ['StreamDescriptionSummary.EncryptionType', 'StreamDescriptionSummary.KeyId'],
    aws: answer({ 'StreamDescriptionSummary.EncryptionType': 'KMS', 'StreamDescriptionSummary.KeyId': KEY }, api('StartStreamEncryption')),
  },
  {
    name: 'a put to an encrypted stream says so',
    given: sealed('seal-put'),
    when: call('PutRecord', { StreamName: 'seal-put', PartitionKey: 'a', Data: DATA }),
    aws: answer({ EncryptionType: 'KMS', ShardId: 'shardId-000000000000' }, api('PutRecord')),
  },
  {
    name: 'records of an encrypted stream say so',
    given: [
      ...sealed('seal-get'),
      call('PutRecord', { StreamName: 'seal-get', PartitionKey: 'a', Data: DATA }),
      call('GetShardIterator', { StreamName: 'seal-get', ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' }, 'at'),
    ],
    when: call('GetRecords', { ShardIterator: '{at.ShardIterator}' }),
    look: ['Records.0.EncryptionType', 'Records.0.Data'],
    aws: answer({ 'Records.0.EncryptionType': 'KMS', 'Records.0.Data': 'd' }, api('Record')),
  },
  {
    name: 'encryption ends',
    given: [...sealed('unseal'), crypt('StopStreamEncryption', 'unseal'), { streamActive: 'unseal' }],
    when: summary('unseal'),
    look: ['StreamDescriptionSummary.EncryptionType', 'StreamDescriptionSummary.KeyId'],
    aws: answer({ 'StreamDescriptionSummary.EncryptionType': 'NONE' }, api('StopStreamEncryption')),
  },
  {
    name: 'StartStreamEncryption of the kind NONE',
    given: stream('seal-none'),
    when: crypt('StartStreamEncryption', 'seal-none', { EncryptionType: 'NONE' }),
    aws: refusal('InvalidArgumentException', /./, api('StartStreamEncryption')),
  },
  { name: 'StopStreamEncryption of a stream in the clear', given: stream('unseal-clear'), when: crypt('StopStreamEncryption', 'unseal-clear') },
  {
    name: 'StartStreamEncryption of another kind',
    when: crypt('StartStreamEncryption', THREE, { EncryptionType: 'AES' }),
    aws: refusal(
      'ValidationException',
      /^1 validation error detected: Value 'AES' at 'encryptionType' failed to satisfy constraint: Member must satisfy enum value set: \[/, api(
        'StartStreamEncryption',
      ),
    ),
  },
]

const monitoring: readonly Case[] = [
  {
    name: 'EnableEnhancedMonitoring tells before and after',
    given: stream('metrics'),
    when: call('EnableEnhancedMonitoring', { StreamName: 'metrics', ShardLevelMetrics: IN_UPPER }),
    aws: answer({ StreamName: 'metrics', CurrentShardLevelMetrics: [], DesiredShardLevelMetrics: IN_UPPER, StreamARN: 'arn:aws:kinesis:us-east-1:{account}:stream/metrics' }, api('EnableEnhancedMonitoring')),
  },
  {
    name: 'DisableEnhancedMonitoring tells before and after',
    given: [...stream('metrics-off'), call('EnableEnhancedMonitoring', { StreamName: 'metrics-off', ShardLevelMetrics: IN_UPPER }), { streamActive: 'metrics-off' }],
    when: call('DisableEnhancedMonitoring', { StreamName: 'metrics-off', ShardLevelMetrics: ['IncomingBytes'] }),
    aws: answer({ StreamName: 'metrics-off', CurrentShardLevelMetrics: IN_UPPER, DesiredShardLevelMetrics: ['OutgoingRecords'] }, api('DisableEnhancedMonitoring')),
  },
  {
    name: 'ALL is every metric',
    given: [
      ...stream('metrics-all'),
      call('EnableEnhancedMonitoring', { StreamName: 'metrics-all', ShardLevelMetrics: ['ALL'] }),
      { streamActive: 'metrics-all' },
    ],
    when: summary('metrics-all'),
    look: ['StreamDescriptionSummary.EnhancedMonitoring.0.ShardLevelMetrics.length'],
    aws: answer({ 'StreamDescriptionSummary.EnhancedMonitoring.0.ShardLevelMetrics.length': 7 }, api('EnhancedMetrics')),
  },
  {
    name: 'a metric of nobody',
    when: call('EnableEnhancedMonitoring', { StreamName: THREE, ShardLevelMetrics: ['Latency'] }),
    aws: refusal(
      'ValidationException',
      /^1 validation error detected: Value '\[Latency\]' at 'shardLevelMetrics' failed to satisfy constraint: Member must satisfy constraint: \[Member must satisfy enum value set: \[/, api(
        'EnableEnhancedMonitoring',
      ),
    ),
  },
]

export const settingCases: readonly Case[] = [...retention, ...encryption, ...monitoring]
