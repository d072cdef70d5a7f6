import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RefusalKey, RefusalReason, SettingName } from '../../engine/refusalReasons'
import { namespaces as englishConsumers } from '../../strings/enConsumers'
import { namespaces as englishProducers } from '../../strings/enProducers'
import { namespaces as english } from '../../strings/enRefusals'
import { namespaces as koreanConsumers } from '../../strings/koConsumers'
import { namespaces as koreanProducers } from '../../strings/koProducers'
import { namespaces as korean } from '../../strings/koRefusals'
import { refusalTexts } from './refusalTexts'
import { SETTING_FACTS } from './settingFacts'

type ReasonOf<Key extends RefusalKey> = Extract<RefusalReason, { key: Key }>['values']

const IN_POLICY = { policy: 'ReadOnly', place: 'Statement[1].Action[0]' }
const BOUNDS = { setting: 'lambda.batchSize', value: 20_000, min: 1, max: 10_000 } as const

/** The compiler asks for the new ones. */
const EVERY: { [Key in RefusalKey]: ReasonOf<Key> } = {
  noProducer: { producer: 'producer-7' },
  noRoomForProducer: { max: 64 },
  producersEver: { max: 1_000 },
  producerKind: { producer: 'producer-7', is: 'sdk', wanted: 'cloudWatchLogs' },
  requestOver: { producer: 'producer-7', number: 12 },
  requestArrived: { producer: 'producer-7', number: 12 },
  requestDelay: { ms: 0.5, min: 1, max: 600_000 },
  requestLarge: { producer: 'producer-7', number: 12, max: 100_000 },
  noSource: { source: 'clicks.csv' },
  noColumn: { source: 'clicks.csv', column: 'user' },
  topicEmpty: {},
  topicWildcard: {},
  topicReserved: {},
  topicSlashes: { slashes: 8, max: 7 },
  topicBytes: { bytes: 300, max: 256 },
  keyMissing: {},
  keyUnclosed: { expression: '${topic()' },
  keyLevel: { level: 4, levels: 3 },
  keyExpression: { expression: '${nosuch}', fields: 'device, seq' },
  keyEmpty: {},
  keyLong: { characters: 257, max: 256 },
  bufferNotAboveBatch: { buffered: 500, batch: 500 },
  noStream: {},
  nameCharacters: { name: 'with space', max: 128 },
  nameTaken: { application: 'orders' },
  noRoomForApplication: { max: 16 },
  applicationsEver: { max: 64 },
  applicationKind: { application: 'orders', is: 'kcl', wanted: 'lambda' },
  nameKept: { application: 'orders' },
  noWorkers: { application: 'orders', is: 'firehose' },
  crashed: { application: 'orders' },
  connectorLibrary: {},
  firehoseDeduplication: {},
  prefixExpression: { prefix: 'logs/!{timestamp:yyyy}/' },
  s3Percent: { percent: 101 },
  transformPercent: { percent: 120 },
  slide: { sizeMs: 10_000, slideMs: 3_000 },
  windowsOfRecord: { windows: 10_000, max: 1_000 },
  alarmName: { field: 'AlarmName', max: 255 },
  alarmsMany: { field: 'AlarmName', max: 100 },
  alarmEmpty: { field: 'Namespace' },
  alarmDimensions: { field: 'Dimensions', max: 30 },
  alarmStatistics: { field: 'Statistic' },
  alarmPercentile: { field: 'ExtendedStatistic', statistic: 'p101' },
  alarmPeriod: { field: 'Period', seconds: 90 },
  alarmWhole: { field: 'EvaluationPeriods', value: 0 },
  alarmSpan: { field: 'EvaluationPeriods', seconds: 90_000, max: 86_400 },
  alarmDatapoints: { field: 'DatapointsToAlarm', datapoints: 4, periods: 3 },
  alarmThreshold: { field: 'Threshold' },
  mathMetrics: { field: 'Metrics', max: 10 },
  mathId: { field: 'Metrics.1', id: 'M1' },
  mathLong: { field: 'Expression', max: 2_048 },
  mathToken: { field: 'Expression', text: '^', at: 4 },
  mathEnd: { field: 'Expression' },
  mathName: { field: 'Expression', name: 'm9', at: 1 },
  mathArguments: { field: 'Expression', name: 'FILL', at: 1 },
  mathDepth: { field: 'Expression', max: 50 },
  mathNoMetric: { field: 'Expression' },
  noAlarm: { alarm: 'orders-scale-up' },
  noAutoscaling: { stream: 'orders' },
  noStreamNamed: { stream: 'orders' },
  scalingBounds: { field: 'maxShards', value: 0, min: 1, max: 10_000 },
  scalingThreshold: { field: 'scaleOut.threshold' },
  scalingThresholds: { field: 'scaleIn.threshold', out: 0.75, in: 0.8 },
  scalingSteps: { field: 'scaleOut.steps', max: 20 },
  stepAdjustment: { field: 'scaleOut.steps.0.ScalingAdjustment', step: 1 },
  stepRange: { field: 'scaleOut.steps.0.MetricIntervalUpperBound', step: 1 },
  stepOverlap: { field: 'scaleOut.steps.1.MetricIntervalLowerBound', step: 2, other: 1 },
  stepGap: { field: 'scaleOut.steps.1.MetricIntervalLowerBound', step: 2, other: 1 },
  stepOpenBelow: { field: 'scaleIn.steps.0.MetricIntervalLowerBound', step: 1 },
  stepOpenAbove: { field: 'scaleOut.steps.0.MetricIntervalUpperBound', step: 1 },
  policyJson: { policy: 'ReadOnly', line: 3, column: 14 },
  policySize: { policy: 'ReadOnly', size: 7_000, max: 6_144 },
  policyShape: { ...IN_POLICY, wanted: 'string | string[]' },
  policyMissing: { ...IN_POLICY, element: 'Effect' },
  policyElement: { ...IN_POLICY, element: 'Grants' },
  policyElementNear: { ...IN_POLICY, element: 'Efect', nearest: 'Effect' },
  policyBoth: { ...IN_POLICY, one: 'Action', other: 'NotAction' },
  policyValue: { ...IN_POLICY, value: 'allow', allowed: 'Allow, Deny' },
  policySid: { ...IN_POLICY, value: 'a b' },
  policySidTwice: { ...IN_POLICY, value: 'First' },
  policyAction: { ...IN_POLICY, value: 'kinesis:Fly' },
  policyActionNear: { ...IN_POLICY, value: 'kinesis:PutRecordz', nearest: 'kinesis:PutRecords' },
  policyActionForm: { ...IN_POLICY, value: 'PutRecords' },
  policyActionShared: { ...IN_POLICY, value: 'kinesis:DeleteStream', allowed: 'kinesis:GetRecords' },
  policyResource: { ...IN_POLICY, value: 'orders' },
  policyResourceOther: { ...IN_POLICY, value: 'arn:aws:kinesis:us-east-1:123456789012:stream/b', arn: 'arn:aws:kinesis:us-east-1:123456789012:stream/a' },
  policyNoPrincipal: IN_POLICY,
  policyPrincipal: { ...IN_POLICY, value: 'bob' },
  policyWildcard: { ...IN_POLICY, value: 'kinesis:*' },
  policyOperator: { ...IN_POLICY, value: 'Whenever' },
  policyOperatorNear: { ...IN_POLICY, value: 'StringEqual', nearest: 'StringEquals' },
  policyOperatorValue: { ...IN_POLICY, value: 'often', operator: 'NumericEquals' },
  policyName: { name: 'a b', max: 128 },
  policyNameTwice: { name: 'ReadOnly' },
  policiesMax: { max: 10 },
  accountDigits: { value: '12' },
  keyAlias: { alias: 'orders' },
  keyOfAws: { alias: 'alias/aws/kinesis' },
  keysMax: { max: 32 },
  keyWindow: { days: 3, min: 7, max: 30 },
  faultAction: { value: 'aws:ec2:stop-instances' },
  faultActionNear: { value: 'aws:fis:inject-api-throttling-error', nearest: 'aws:fis:inject-api-throttle-error' },
  faultParameterMissing: { parameter: 'percentage', action: 'aws:kinesis:stream-expired-iterator-exception' },
  faultParameterUnknown: { parameter: 'service', action: 'aws:kinesis:stream-expired-iterator-exception' },
  faultDuration: { value: '5 minutes', min: 'PT1M', max: 'PT12H' },
  faultPercentage: { value: '0', min: 1, max: 100 },
  faultService: { value: 'ec2' },
  faultScope: { value: 'dynamodb' },
  faultOperation: { value: 'RunInstances' },
  faultOperationNear: { value: 'PutRecordz', nearest: 'PutRecords' },
  faultNoEndpoint: {},
  faultShard: { shard: 'shardId-000000000009', stream: 'orders' },
  faultShardsStream: {},
  faultShardsAction: { action: 'aws:fis:inject-api-internal-error' },
  faultShardsNone: {},
  faultCaller: { caller: 'producer/producer-99' },
  faultCallersNone: {},
  experimentsMax: { max: 5 },
  noExperiment: { experiment: 'EXP000000000000001' },
  notWhole: BOUNDS,
  notWholeNorMinusOne: BOUNDS,
  notWithin: { setting: 'firehose.transformBufferSizeInMBs', value: 0.1, min: 0.2, max: 3 },
}
const REASONS = Object.entries(EVERY).map(([key, values]) => ({ key, values }) as RefusalReason)
const SETTINGS = Object.keys(SETTING_FACTS) as SettingName[]
const PLACEHOLDER = /{{\s*(\w+)/g

function say(reason: RefusalReason, language: 'en' | 'ko') {
  return refusalTexts(reason, { t: i18next.getFixedT(language, ['refusals', 'consumers', 'producers']), language, ofProducer: (producerId) => `<${producerId}>` })
}

beforeAll(async () => {
  const resources = { en: { ...english, ...englishConsumers, ...englishProducers }, ko: { ...korean, ...koreanConsumers, ...koreanProducers } }
  await i18next.init({ lng: 'en', resources, interpolation: { escapeValue: false } })
})

describe.each([
  ['en', english.refusals],
  ['ko', korean.refusals],
] as const)('refusals in %s', (language, texts) => {
  it.each(REASONS)('$key: says why and what to do, with every value in its place', (reason) => {
    const { why, help } = say(reason, language)
    for (const text of [why, help]) {
      expect(text.length).toBeGreaterThan(3)
      expect(text).not.toMatch(/\{\{|undefined|NaN|^(reason|help|bound|kind)\.|(consumers|producers):/)
    }
    const wanted = [...texts.reason[reason.key].matchAll(PLACEHOLDER)].map(([, name]) => name)
    expect(Object.keys(reason.values)).toEqual(expect.arrayContaining(wanted))
    const wantedByHelp = reason.key in texts.help ? [...texts.help[reason.key as keyof typeof texts.help].matchAll(PLACEHOLDER)].map(([, name]) => name) : []
    // What the reason bears is said, one place or the other.
    expect(new Set([...wanted, ...wantedByHelp])).toEqual(new Set(Object.keys(reason.values)))
  })

  it('have no string that nothing says', () => {
    expect(Object.keys(texts.reason).sort()).toEqual(REASONS.map(({ key }) => key).sort())
    expect(Object.keys(texts.help).sort()).toEqual(REASONS.flatMap(({ key, values }) => ('setting' in values ? [] : [key])).sort())
    expect(Object.keys(texts.bound).sort()).toEqual([...new Set(SETTINGS.map((setting) => SETTING_FACTS[setting].bound))].sort())
  })

  it.each(SETTINGS)('call %s by a name, and write its bounds to the last digit', (setting) => {
    const { why } = say({ key: 'notWithin', values: { setting, value: 3_600_001.5, min: 1, max: 3_600_000 } }, language)
    expect(why).toContain('3,600,000')
    expect(why).toContain('3,600,001.5')
    expect(why).not.toMatch(/consumers|producers|\.name/)
  })
})

describe('a refusal', () => {
  it('reads as sentences in both languages', () => {
    expect(say({ key: 'notWhole', values: BOUNDS }, 'en')).toEqual({ why: 'BatchSize must be a whole number from 1 to 10,000; 20,000 is not.', help: 'Choose a value that AWS takes.' })
    expect(say({ key: 'notWhole', values: BOUNDS }, 'ko')).toEqual({ why: 'BatchSize: 1~10,000 범위의 정수여야 합니다. 20,000은(는) 쓸 수 없습니다.', help: 'AWS가 허용하는 값을 선택하세요.' })
    const failover = { setting: 'kcl.failoverTimeMs', value: 299, min: 300, max: 3_600_000 } as const
    expect(say({ key: 'notWhole', values: failover }, 'en').why).toBe('Failover time must be a whole number from 300 ms to 3,600,000 ms; 299 ms is not.')
    expect(say({ key: 'applicationKind', values: EVERY.applicationKind }, 'en').why).toBe('orders is of the kind KCL and cannot become AWS Lambda.')
  })

  it('of a step names its place once', () => {
    expect(say({ key: 'stepAdjustment', values: EVERY.stepAdjustment }, 'en').why).toBe('scaleOut, step 1: the change must be a whole number, and with ExactCapacity not below 0.')
    expect(say({ key: 'stepGap', values: EVERY.stepGap }, 'en').why).toBe('scaleOut: between step 1 and step 2 there is a gap.')
    expect(say({ key: 'stepRange', values: EVERY.stepRange }, 'ko').why).toBe('scaleOut 1단계: 하한이 상한보다 작아야 하며, 둘 중 하나는 있어야 합니다.')
  })

  it('calls producers as the page does', () => {
    for (const key of ['noProducer', 'producerKind', 'requestOver', 'requestArrived'] as const) {
      for (const language of ['en', 'ko'] as const) expect(say({ key, values: EVERY[key] } as RefusalReason, language).why).toContain('<producer-7>')
    }
  })

  it('quotes no more of a text than can be read, and tears no character apart', () => {
    const { why } = say({ key: 'nameCharacters', values: { name: '😀'.repeat(5_000), max: 128 } }, 'en')
    expect(why).toBe(`“${'😀'.repeat(200)}…” cannot be the name of an application.`)
    expect(say({ key: 'nameCharacters', values: { name: '{{max}} $t(x) <b>', max: 128 } }, 'en').why).toBe('“{{max}} $t(x) <b>” cannot be the name of an application.')
  })
})
