import { readdirSync, readFileSync } from 'node:fs'
import i18next from 'i18next'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Command } from '../../engine/commands'
import { ENDPOINT_POLICY_DEFAULT, FULL_ACCESS } from '../../engine/iam/settings'
import type { CallPath } from '../../engine/iam/settings'
import type { KmsKeySettings } from '../../engine/kms/settings'
import { submit } from '../../engine/submit'
import type { World } from '../../engine/state'
import { ask, get, wait } from '../../engine/testing/caller'
import { NOWHERE } from '../../engine/testing/nowhere'
import { quietWorld } from '../../engine/testing/quietWorld'
import type { Input, OperationName } from '../../kinesis/api/types'
import type * as Exceptions from '../../kinesis/exceptions'
import { namespaces as englishCalls } from '../../strings/enCalls'
import { namespaces as english } from '../../strings/enServiceRefusals'
import { namespaces as koreanCalls } from '../../strings/koCalls'
import { namespaces as korean } from '../../strings/koServiceRefusals'
import { explainRefusal, findSentence, SENTENCES, type ServiceRefusal } from './explainRefusal'
import type { MeaningKey } from './sentence'

const { sites } = vi.hoisted(() => ({ sites: new Set<string>() }))
vi.mock('../../kinesis/exceptions', async (importOriginal) => {
  const original = await importOriginal<typeof Exceptions>()
  const refused: typeof original.refused = (...said) => {
    sites.add(new Error().stack?.split('\n')[2] ?? '')
    return original.refused(...said)
  }
  return { ...original, refused }
})

const MINUTE_US = 60_000_000
const ARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/s'
const ELSEWHERE = 'arn:aws:kinesis:us-east-1:000000000000:stream/s'
const YOU = 'arn:aws:iam::123456789012:user/you'
const UNIFORM = { ScalingType: 'UNIFORM_SCALING' } as const

/** What came of every call that was refused, by the key of its explanation. */
const provoked: { expected: MeaningKey; refusal: ServiceRefusal }[] = []

class Stage {
  readonly world: World
  constructor(shardCount = 2) {
    this.world = quietWorld({ shardCount })
    this.world.account.throttling = false
  }
  /** The call is to be refused with the sentence of that key. */
  no<Name extends OperationName>(expected: MeaningKey, operation: Name, input: Input<Name>): this {
    const answer = ask(this.world, operation, input)
    if (answer.ok) throw new Error(`${operation} was accepted instead of refused: ${expected}`)
    provoked.push({ expected, refusal: answer.refusal })
    return this
  }
  misshapen(expected: MeaningKey, operation: OperationName, input: object): this {
    return this.no(expected, operation, input)
  }
  yes<Name extends OperationName>(operation: Name, input: Input<Name>): this {
    get(this.world, operation, input)
    return this
  }
  act(command: Command): this {
    submit(this.world, NOWHERE, command, { event: (event) => expect(event.kind).not.toBe('CommandRefused') })
    return this
  }
  you(path: CallPath, accountId?: string, statement?: object): this {
    const policies = [FULL_ACCESS, ...(statement === undefined ? [] : [{ policyName: 'Own', document: JSON.stringify({ Version: '2012-10-17', Statement: statement }) }])]
    return this.act({ type: 'SetIdentity', caller: 'you', identity: { policies, path, ...(accountId === undefined ? {} : { accountId }) } })
  }
  wait(us = MINUTE_US): this {
    wait(this.world, us)
    return this
  }
}

function provokeStreams(): void {
  const streams = new Stage().no('nameTaken', 'CreateStream', { StreamName: 's', ShardCount: 1 })
  streams.no('shardCountOnDemand', 'CreateStream', { StreamName: 't', ShardCount: 1, StreamModeDetails: { StreamMode: 'ON_DEMAND' } })
  streams.no('warmProvisioned', 'CreateStream', { StreamName: 't', ShardCount: 1, WarmThroughputMiBps: 10 })
  streams.no('autoProvisioned', 'CreateStream', { StreamName: 't', ShardCount: 1, RecordDistributionStrategy: 'AUTO' })
  streams.no('autoProvisioned', 'UpdateStreamRecordDistributionStrategy', { StreamARN: ARN, RecordDistributionStrategy: 'AUTO' })
  streams.no('accountShards', 'CreateStream', { StreamName: 't', ShardCount: 20_000 })
  streams.no('noStream', 'DeleteStream', { StreamName: 'none' }).no('noStreamArn', 'DeleteStream', { StreamARN: ELSEWHERE })
  streams.no('nameOrArn', 'DeleteStream', {}).no('nameAndArn', 'DeleteStream', { StreamName: 't', StreamARN: ARN })
  for (const name of 'abcde') streams.yes('CreateStream', { StreamName: name, ShardCount: 1 })
  streams.no('inTransition', 'CreateStream', { StreamName: 'f', ShardCount: 1 })
  streams.no('creating', 'UpdateMaxRecordSize', { StreamARN: `${ARN.slice(0, -1)}a`, MaxRecordSizeInKiB: 2_048 })
  streams.yes('RegisterStreamConsumer', { StreamARN: ARN, ConsumerName: 'c' }).no('streamHasConsumers', 'DeleteStream', { StreamName: 's' })
  streams.yes('DeleteStream', { StreamName: 's', EnforceConsumerDeletion: true }).no('deleting', 'UpdateShardCount', { StreamName: 's', TargetShardCount: 1, ...UNIFORM })
  const many = new Stage()
  for (let at = 0; at < 50; at++) many.yes('CreateStream', { StreamName: `on-${at}` }).wait()
  many.no('onDemandStreams', 'CreateStream', { StreamName: 'more' }).no('onDemandStreams', 'UpdateStreamMode', { StreamARN: ARN, StreamModeDetails: { StreamMode: 'ON_DEMAND' } })
  const often = new Stage()
  often.world.account.throttling = true
  for (let at = 0; at < 5; at++) often.yes('IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 24 }).yes('UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'DISABLED' } })
  often.no('rateOfStream', 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 24 }).no('rate', 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'DISABLED' } })
}

function provokeShards(): void {
  const scale = (TargetShardCount: number) => ({ StreamName: 's', TargetShardCount, ...UNIFORM })
  const split = (ShardToSplit: string, NewStartingHashKey: string) => ({ StreamName: 's', ShardToSplit, NewStartingHashKey })
  const merge = (ShardToMerge: string, AdjacentShardToMerge: string) => ({ StreamName: 's', ShardToMerge, AdjacentShardToMerge })
  const shards = new Stage(5).no('targetMax', 'UpdateShardCount', scale(10_001)).no('overDouble', 'UpdateShardCount', scale(11)).no('belowHalf', 'UpdateShardCount', scale(2))
  shards.no('noShard', 'SplitShard', split('nowhere', '5')).no('noShard', 'SplitShard', split('shardId-000000000009', '5')).no('cutOutside', 'SplitShard', split('0', '1')).no('notAdjacent', 'MergeShards', merge('0', '2'))
  shards.no('noStream', 'SplitShard', { ...split('0', '9'), StreamName: 'none' }).no('nameOrArn', 'MergeShards', { ShardToMerge: '0', AdjacentShardToMerge: '1' })
  for (let at = 0; at < 10; at++) shards.yes('UpdateShardCount', scale(5))
  shards.no('scaledToday', 'UpdateShardCount', scale(6)).yes('MergeShards', merge('0', '1')).no('updating', 'MergeShards', merge('2', '3')).wait().no('shardClosed', 'SplitShard', split('0', '5'))
  const full = new Stage(20_000).no('accountShards', 'SplitShard', split('0', '1000'))
  full.yes('UpdateStreamMode', { StreamARN: ARN, StreamModeDetails: { StreamMode: 'ON_DEMAND' } })
  new Stage().yes('UpdateStreamMode', { StreamARN: ARN, StreamModeDetails: { StreamMode: 'ON_DEMAND' } }).wait().no('inOnDemand', 'UpdateShardCount', scale(4)).no('inOnDemand', 'SplitShard', split('0', '5'))
}

function provokeSettings(): void {
  const hours = (RetentionPeriodHours: number) => ({ StreamName: 's', RetentionPeriodHours })
  const mode = (StreamMode: 'ON_DEMAND' | 'PROVISIONED', more = {}, StreamARN = ARN) => ({ StreamARN, StreamModeDetails: { StreamMode }, ...more })
  const advantage = (Status: 'ENABLED' | 'DISABLED') => ({ MinimumThroughputBillingCommitment: { Status } })
  const warm = (WarmThroughputMiBps: number) => ({ StreamName: 's', WarmThroughputMiBps })
  new Stage().no('retentionShort', 'DecreaseStreamRetentionPeriod', hours(1)).no('retentionLong', 'IncreaseStreamRetentionPeriod', hours(9_600)).yes('IncreaseStreamRetentionPeriod', hours(48)).wait()
    .no('increaseShortens', 'IncreaseStreamRetentionPeriod', hours(30)).no('decreaseLengthens', 'DecreaseStreamRetentionPeriod', hours(72))
    .yes('UpdateMaxRecordSize', { StreamARN: ARN, MaxRecordSizeInKiB: 2_048 }).no('updating', 'EnableEnhancedMonitoring', { StreamName: 's', ShardLevelMetrics: ['ALL'] }).no('updating', 'IncreaseStreamRetentionPeriod', hours(72))
  new Stage().no('warmOnSwitch', 'UpdateStreamMode', mode('PROVISIONED', { WarmThroughputMiBps: 5 })).yes('UpdateStreamMode', mode('ON_DEMAND')).wait().yes('UpdateStreamMode', mode('PROVISIONED')).wait().no('switchedToday', 'UpdateStreamMode', mode('ON_DEMAND'))
  new Stage().yes('CreateStream', { StreamName: 'auto', StreamModeDetails: { StreamMode: 'ON_DEMAND' }, RecordDistributionStrategy: 'AUTO' }).wait().no('autoBeforeSwitch', 'UpdateStreamMode', mode('PROVISIONED', {}, `${ARN.slice(0, -1)}auto`))
  new Stage().no('inProvisioned', 'UpdateStreamWarmThroughput', warm(10)).no('warmNeedsAdvantage', 'UpdateStreamMode', mode('ON_DEMAND', { WarmThroughputMiBps: 5 })).yes('UpdateStreamMode', mode('ON_DEMAND')).wait()
    .no('warmNeedsAdvantage', 'UpdateStreamWarmThroughput', warm(10)).yes('UpdateAccountSettings', advantage('ENABLED')).no('warmMax', 'UpdateStreamWarmThroughput', warm(10_241))
    .yes('UpdateStreamWarmThroughput', warm(10)).wait(60 * MINUTE_US).no('warmFirst', 'UpdateAccountSettings', advantage('DISABLED'))
  const start = { StreamName: 's', EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' } as const
  const encrypted = new Stage().no('encryptionType', 'StartStreamEncryption', { ...start, EncryptionType: 'NONE' })
  for (let at = 0; at < 25; at++) encrypted.yes('StartStreamEncryption', start).wait().yes('StopStreamEncryption', start).wait()
  encrypted.no('encryptionToday', 'StartStreamEncryption', start).no('encryptionToday', 'StopStreamEncryption', start)
}

function provokeKeys(): void {
  const keys = new Stage()
  const start = (KeyId: string) => ({ StreamName: 's', EncryptionType: 'KMS', KeyId }) as const
  const key = (keyState: KmsKeySettings['keyState'], keyPolicy: object | null = null) =>
    keys.act({ type: 'SetKmsKey', aliasName: 'alias/own', key: { keyState, keyPolicy: keyPolicy === null ? null : JSON.stringify({ Version: '2012-10-17', Statement: keyPolicy }), ...(keyState === 'PendingDeletion' ? { pendingWindowInDays: 7 } : {}) } })
  const states = { Disabled: 'keyDisabled', PendingDeletion: 'keyPendingDeletion', PendingImport: 'keyPendingImport', Unavailable: 'keyUnavailable' } as const
  keys.no('noAlias', 'StartStreamEncryption', start('alias/none')).no('noKey', 'StartStreamEncryption', start('none'))
  for (const [state, expected] of Object.entries(states)) key(state as keyof typeof states).no(expected, 'StartStreamEncryption', start('alias/own'))
  key('Enabled', { Effect: 'Deny', Principal: '*', Action: 'kms:GenerateDataKey', Resource: '*' }).no('keyDenied', 'StartStreamEncryption', start('alias/own'))
  key('Enabled', { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:user/other' }, Action: 'kms:*', Resource: '*' }).no('keyNotAllowed', 'StartStreamEncryption', start('alias/own'))
  keys.act({ type: 'SetKmsFault', fault: 'KMSThrottlingException' }).no('kmsThrottles', 'StartStreamEncryption', start('alias/own'))
  keys.act({ type: 'SetKmsFault', fault: 'KMSOptInRequired' }).no('kmsOptIn', 'StartStreamEncryption', start('alias/own'))
}

function provokeGuards(): void {
  const ofShards = (Effect: 'Allow' | 'Deny', Principal: object | string) => JSON.stringify({ Version: '2012-10-17', Statement: { Effect, Principal, Action: 'kinesis:ListShards', Resource: ARN } })
  const everywhere = (Effect: 'Allow' | 'Deny', Action: string) => JSON.stringify({ Statement: { Effect, Principal: '*', Action, Resource: '*' } })
  const list = { StreamName: 's' }
  const access = new Stage().you('public', undefined, { Effect: 'Deny', Action: 'kinesis:ListShards', Resource: '*' }).no('deniedByIdentity', 'ListShards', list)
  access.act({ type: 'SetIdentity', caller: 'you', identity: { policies: [], path: 'public' } }).no('notAllowedByIdentity', 'ListShards', list).no('notAllowedByIdentity', 'UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } })
  access.you('http').no('withoutTls', 'ListShards', list).you('public').yes('PutResourcePolicy', { ResourceARN: ARN, Policy: ofShards('Deny', { AWS: YOU }) }).no('deniedByResource', 'ListShards', list)
  access.yes('DeleteResourcePolicy', { ResourceARN: ARN }).you('public', '210987654321').no('notAllowedByResource', 'ListShards', { StreamARN: ARN })
  access.act({ type: 'SetVpcEndpoint', endpoint: { policy: ENDPOINT_POLICY_DEFAULT } }).you('vpcEndpoint')
  access.act({ type: 'SetVpcEndpoint', endpoint: { policy: everywhere('Deny', 'kinesis:*') } }).no('deniedByEndpoint', 'ListShards', list)
  access.act({ type: 'SetVpcEndpoint', endpoint: { policy: everywhere('Allow', 'kinesis:Get*') } }).no('notAllowedByEndpoint', 'ListShards', list)
  new Stage().act({ type: 'StartExperiment', action: 'aws:network:disrupt-connectivity', parameters: { duration: 'PT5M', scope: 'all' }, target: { streamName: null, shardIds: null, callers: ['you'] } }).no('cutOff', 'ListShards', list)
  const put = (Policy: string) => ({ ResourceARN: ARN, Policy })
  new Stage().no('policyJson', 'PutResourcePolicy', put('{"Statement": [}')).no('policyProblem', 'PutResourcePolicy', put('{"Statement": [{}]}')).no('policyProblem', 'PutResourcePolicy', put(ofShards('Deny', '*').replace('ListShards', 'Fly')))
    .no('policySize', 'PutResourcePolicy', put(`{"Version": "2012-10-17", "Id": "${'x'.repeat(30_000)}", "Statement": []}`)).no('noPolicy', 'DeleteResourcePolicy', { ResourceARN: ARN })
}

function provokeConsumers(): void {
  const register = (ConsumerName: string) => ({ StreamARN: ARN, ConsumerName })
  const stage = new Stage().yes('RegisterStreamConsumer', register('c0')).no('consumerTaken', 'RegisterStreamConsumer', register('c0'))
  const { ConsumerARN } = get(stage.world, 'DescribeStreamConsumer', { StreamARN: ARN, ConsumerName: 'c0' }).ConsumerDescription
  stage.no('consumerNotActive', 'PutResourcePolicy', { ResourceARN: ConsumerARN, Policy: '{}' })
  stage.no('noConsumer', 'DeregisterStreamConsumer', register('none')).no('noConsumer', 'DeregisterStreamConsumer', { ConsumerARN: `${ConsumerARN}1` }).no('noConsumer', 'DeleteResourcePolicy', { ResourceARN: `${ConsumerARN}1` })
  stage.no('noConsumer', 'DeregisterStreamConsumer', { ConsumerARN: ConsumerARN.replace('123456789012', '000000000000') })
  stage.no('consumerMismatch', 'DeregisterStreamConsumer', { ConsumerARN, ConsumerName: 'other' }).no('consumerMismatch', 'DeregisterStreamConsumer', { ConsumerARN, StreamARN: `${ARN}2` }).no('consumerRef', 'DeregisterStreamConsumer', { StreamARN: ARN })
  for (let at = 1; at < 5; at++) stage.yes('RegisterStreamConsumer', register(`c${at}`))
  stage.no('consumersCreating', 'RegisterStreamConsumer', register('c5'))
  for (let at = 5; at < 20; at++) stage.wait().yes('RegisterStreamConsumer', register(`c${at}`))
  stage.no('consumersMax', 'RegisterStreamConsumer', register('c20'))
  stage.no('tagCharacters', 'AddTagsToStream', { StreamName: 's', Tags: { 'a!': 'b' } }).no('tagPercent', 'AddTagsToStream', { StreamName: 's', Tags: { a: '5%' } })
  stage.no('tagCharacters', 'RemoveTagsFromStream', { StreamName: 's', TagKeys: ['a!'] }).no('tagPercent', 'UntagResource', { ResourceARN: ARN, TagKeys: ['5%'] })
  stage.no('tagsMax', 'TagResource', { ResourceARN: ARN, Tags: Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`t${at}`, ''])) })
}

function provokeModel(): void {
  new Stage().misshapen('required', 'UpdateShardCount', { StreamName: 's', ...UNIFORM }).no('whole', 'UpdateShardCount', { StreamName: 's', TargetShardCount: 2.5, ...UNIFORM })
    .no('whole', 'IncreaseStreamRetentionPeriod', { StreamName: 's', RetentionPeriodHours: 24.5 }).no('atLeast', 'UpdateShardCount', { StreamName: 's', TargetShardCount: 0, ...UNIFORM })
    .no('atMost', 'UpdateMaxRecordSize', { StreamARN: ARN, MaxRecordSizeInKiB: 20_000 }).no('longEnough', 'EnableEnhancedMonitoring', { StreamName: 's', ShardLevelMetrics: [] })
    .no('tooLong', 'DeleteStream', { StreamName: 's'.repeat(129) }).misshapen('choice', 'StartStreamEncryption', { StreamName: 's', EncryptionType: 'AES', KeyId: 'a' })
    .no('pattern', 'SplitShard', { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: '01' }).no('pattern', 'DeleteStream', { StreamName: "it's' at 'a" }).no('atLeast', 'CreateStream', { StreamName: "it's' at 'a", ShardCount: 0 })
    .misshapen('parts', 'EnableEnhancedMonitoring', { StreamName: 's', ShardLevelMetrics: ['Some'] }).no('parts', 'AddTagsToStream', { StreamName: 's', Tags: { ['k'.repeat(129)]: 'v' } })
}

beforeAll(async () => {
  for (const provoke of [provokeStreams, provokeShards, provokeSettings, provokeKeys, provokeGuards, provokeConsumers, provokeModel]) provoke()
  await i18next.init({ lng: 'en', resources: { en: { ...english, ...englishCalls }, ko: { ...korean, ...koreanCalls } }, interpolation: { escapeValue: false } })
})

const explain = (refusal: ServiceRefusal, language: 'en' | 'ko') => explainRefusal(refusal, i18next.getFixedT(language, ['serviceRefusals', 'console']))

describe('a refusal of the service', () => {
  it('is known by its sentence, whatever the operation', () => {
    expect(provoked.map(({ refusal }) => [findSentence(refusal)?.sentence.means, refusal.message])).toEqual(provoked.map(({ expected, refusal }) => [expected, refusal.message]))
  })

  it('has a sentence in the table for each that an operation can give, and no other', () => {
    const given = new Set(provoked.map(({ refusal }) => findSentence(refusal)?.sentence))
    expect(SENTENCES.filter((sentence) => !given.has(sentence)).map(({ means, pattern }) => [means, pattern.source])).toEqual([])
  })

  it('was provoked at each place where the engine makes one', () => {
    expect(PLACES.length).toBeGreaterThan(20)
    const hit = (file: string) => Array.from(sites).filter((site) => site.includes(`/${file}:`)).length
    expect(Object.fromEntries(PLACES.map((file) => [file, hit(file)]))).toEqual(Object.fromEntries(PLACES.map((file) => [file, refusalsIn(file)])))
  })

  it.each(['en', 'ko'] as const)('is explained in %s with nothing left open, in that language', (language) => {
    for (const { refusal } of provoked) {
      const { means, help } = explain(refusal, language)
      for (const text of [means, help]) {
        expect(text, refusal.message).not.toMatch(/\{\{|undefined|NaN|^(means|do)\./)
        expect(text, refusal.message).toMatch(language === 'ko' ? /\p{Script=Hangul}/u : /^[^\p{Script=Hangul}]+[.:]/u)
      }
    }
  })
})

const ENGINE = new URL('../../engine/', import.meta.url)
/** Readers' own: the page has no control that calls them. */
const OF_READERS = /operations\/records\/|(describe|get|list|subscribe|nextToken|dryRun)[A-Za-z]*\.ts$/
const PLACES = [
  ...readdirSync(new URL('operations/', ENGINE), { recursive: true, encoding: 'utf8' }).map((file) => `operations/${file}`),
  'shardLimit.ts',
  'callRates.ts',
  'door/lateJudge.ts',
  'kms/dataKeys.ts',
].filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !OF_READERS.test(file) && refusalsIn(file) > 0)

/** What only readers are told stands in the same file. */
function refusalsIn(file: string): number {
  const source = readFileSync(new URL(file, ENGINE), 'utf8').replace(/export function shardDoesNotExist[^}]*\}/, '')
  return source.match(/(?<![\w.])refused\(/g)?.length ?? 0
}

describe('the numbers of a sentence', () => {
  const said = (expected: MeaningKey, language: 'en' | 'ko' = 'en') => provoked.filter((each) => each.expected === expected).map(({ refusal }) => explain(refusal, language))

  it('are those of the explanation, and what follows from them', () => {
    expect(said('retentionShort')).toEqual([{ means: 'A period of 1 h is too short: records are kept for 24 h at least.', help: expect.stringContaining('24 h or more') as string }])
    expect(said('retentionLong', 'ko')[0]?.means).toBe('9600시간은 너무 깁니다. 보존 기간은 최대 8,760시간(365일)입니다.')
    expect(said('overDouble')[0]?.means).toBe('A target of 11 is more than double the open shards (5): one call goes to 10 at most.')
    expect(said('belowHalf', 'ko')[0]).toEqual({ means: '열린 샤드 5개에서 2개로 줄이면 절반보다 적어집니다. 한 번의 호출로는 3개까지만 줄일 수 있습니다.', help: expect.stringContaining('먼저 3개로 줄이고') as string })
    expect(said('accountShards')[0]?.means).toContain('have 2 shards; with 20,000 more that is over the quota of 20,000')
    expect(said('cutOutside')[0]?.help).toContain('above 0 + 1 and below 68056473384187692692674921486353642290')
  })

  it('of the model name the parameter as the API does, and count the other failures', () => {
    expect(said('whole').map(({ means }) => means)).toEqual(['TargetShardCount is 2.5; only whole numbers are possible.', 'RetentionPeriodHours is 24.5; only whole numbers are possible.'])
    expect(said('choice')[0]?.help).toContain('NONE, KMS')
    expect(said('atLeast').at(-1)?.means).toMatch(/Another value breaks a rule, too; the sentence names it\.$/)
    expect(said('atLeast', 'ko').at(-1)?.means).toMatch(/규칙에 어긋난 값이 1개 더 있으며, 위 메시지에 나와 있습니다\.$/)
  })

  it('are cut where a value is endless', () => {
    const { means } = explain({ exception: 'ValidationException', message: `1 validation error detected: Value '${'x'.repeat(5_000)}' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+` }, 'en')
    expect(means.length).toBeLessThan(300)
  })

  it('leave what is not in the table to the exception, and what no exception explains to the sentence', () => {
    expect(explain({ exception: 'ThrottlingException', message: 'The request was denied due to request throttling.' }, 'ko').means).toBe(koreanCalls.console.exception.ThrottlingException.means)
    expect(explain({ exception: 'NewException', message: 'Something new.' }, 'en')).toEqual({ means: englishCalls.console.exception.other.means, help: englishCalls.console.exception.other.do })
  })
})
