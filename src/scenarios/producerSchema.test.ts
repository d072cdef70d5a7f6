import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { Command } from '../engine/commands'
import { AGENT_DEFAULTS, type AgentProcessing } from '../engine/producers/agent/settings'
import { CLOUD_WATCH_LOGS_DEFAULTS } from '../engine/producers/cloudWatchLogs/settings'
import { FLINK_DEFAULTS } from '../engine/producers/flink/settings'
import { IOT_DEFAULTS } from '../engine/producers/iot/settings'
import { KPL_DEFAULTS } from '../engine/producers/kpl/settings'
import { SDK_DEFAULTS } from '../engine/producers/sdk/settings'
import type { ProducerSettings } from '../engine/producers/settings'
import { producerSettings } from './producerSchema'
import { actSchema } from './scenarioSchema'

const defaults: ProducerSettings[] = [SDK_DEFAULTS, KPL_DEFAULTS, AGENT_DEFAULTS, CLOUD_WATCH_LOGS_DEFAULTS, IOT_DEFAULTS, FLINK_DEFAULTS]

const options: AgentProcessing[] = [
  { optionName: 'SINGLELINE', parseOptions: ['NO_TRIM', 'ESCAPE_NEW_LINE'] },
  { optionName: 'CSVTOJSON', customFieldNames: ['a', ''], delimiter: '\\|', jsonFormat: 'PRETTYPRINT' },
  { optionName: 'LOGTOJSON', logFormat: 'RFC3339SYSLOG', matchPattern: null, customFieldNames: null, jsonFormat: 'COMPACT' },
  { optionName: 'LOGTOJSON', logFormat: 'SYSLOG', matchPattern: '(.*)', customFieldNames: ['line'], jsonFormat: 'COMPACT' },
  { optionName: 'ADDMETADATA', metadata: { team: ['web', 1, null, { on: true }] }, timestamp: true, jsonFormat: 'COMPACT' },
  { optionName: 'ADDBRACKETS' },
]

const acts: Command[] = [
  { type: 'AddProducer', producer: { settings: { ...AGENT_DEFAULTS, dataProcessingOptions: options, logrotate: { size: 1, rotate: 0 } }, workload: null, trafficPercent: 0 } },
  { type: 'RemoveProducer', producerIndex: 0 },
  { type: 'CrashProducer', producerIndex: 1 },
  { type: 'RestartProducer', producerIndex: 999 },
  ...defaults.map((settings): Command => ({ type: 'SetProducerSettings', producerIndex: 2, settings })),
  { type: 'SetProducerTraffic', producerIndex: 3, workload: { kind: 'replay', sourceId: 'nasa-http', keyColumn: 'host', speed: 10, startAtMs: 0, loop: true }, trafficPercent: 1_000 },
  { type: 'SetNetwork', network: { requestLossPercent: 0.5, responseLossPercent: 100, delayMsMax: 60_000 } },
  { type: 'SetPartition', producerIndex: 0, isPartitioned: true },
  { type: 'LoseRequest', producerIndex: 0, requestNumber: 1, lose: 'response' },
  { type: 'DelayRequest', producerIndex: 999, requestNumber: 1, delayMs: 1 },
  { type: 'DelayRequest', producerIndex: 0, requestNumber: 12_345, delayMs: 600_000 },
]

describe('the schema of producers', () => {
  it.each(acts)('takes %j as it is', (act) => {
    expect(v.parse(actSchema, JSON.parse(JSON.stringify(act)))).toEqual(act)
  })

  it.each(defaults)('names every setting of $kind, and takes no other', (settings) => {
    for (const name of Object.keys(settings)) {
      const { [name as 'kind']: _left, ...rest } = settings
      expect(v.safeParse(producerSettings, rest).success, `without ${name}`).toBe(false)
    }
    expect(v.safeParse(producerSettings, { ...settings, colour: 'red' }).success).toBe(false)
    for (const [name, value] of Object.entries(settings)) {
      if (typeof value !== 'number') continue
      for (const bad of [-1, 0.5, Infinity, '1', null]) expect(v.safeParse(producerSettings, { ...settings, [name]: bad }).success, `${name} ${String(bad)}`).toBe(false)
    }
  })

  it.each<[string, unknown]>([
    ['an agent older than its ranges', { ...AGENT_DEFAULTS, maxBufferAgeMillis: 999 }],
    ['too many records', { ...AGENT_DEFAULTS, maxBufferSizeRecords: 501 }],
    ['metadata that is no JSON', { ...AGENT_DEFAULTS, dataProcessingOptions: [{ ...options[4], metadata: undefined }] }],
    ['metadata without a bottom', { ...AGENT_DEFAULTS, dataProcessingOptions: [{ ...options[4], metadata: JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) as unknown }] }],
    ['an option of another', { ...AGENT_DEFAULTS, dataProcessingOptions: [{ optionName: 'ADDBRACKETS', jsonFormat: 'COMPACT' }] }],
    ['a log group with a blank', { ...CLOUD_WATCH_LOGS_DEFAULTS, logGroup: 'a b' }],
    ['no kind', { ...SDK_DEFAULTS, kind: 'other' }],
  ])('takes no settings with %s', (_name, settings) => {
    expect(v.safeParse(producerSettings, settings).success).toBe(false)
  })

  it.each<[string, unknown]>([
    ['an index', { type: 'CrashProducer', producerIndex: -1 }],
    ['a loss', { type: 'SetNetwork', network: { requestLossPercent: 101, responseLossPercent: 0, delayMsMax: 0 } }],
    ['a delay', { type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: 0, delayMsMax: 60_001 } }],
    ['a way', { type: 'LoseRequest', producerIndex: 0, requestNumber: 1, lose: 'both' }],
    ...[0, 600_001, 1.5, -5, '5', null].map((delayMs): [string, unknown] => [`a delay of ${String(delayMs)}`, { type: 'DelayRequest', producerIndex: 0, requestNumber: 1, delayMs }]),
    ['a request', { type: 'DelayRequest', producerIndex: 0, requestNumber: 0, delayMs: 5 }],
    ['an act', { type: 'BlessProducer', producerIndex: 0 }],
  ])('takes no act with %s that is none', (_name, act) => {
    expect(v.safeParse(actSchema, act).success).toBe(false)
  })
})
