/** Three hundred devices publish to one topic, and the rule takes the topic as partition key: one of four shards gets it all. Then the rule takes the client's id. */
import { IOT_DEFAULTS } from '../../engine/producers/iot/settings'
import type { IotSettings } from '../../engine/producers/iot/settings'
import type { Scenario } from '../../engine/scenario'
import { bring, SECOND_US, stage } from './stage'

const rule: IotSettings = { ...IOT_DEFAULTS, deviceCount: 300, payloadBytes: 4_000, topic: 'factory/sensors' }

export const iotHotTopic: Scenario = {
  ...stage,
  id: 'iot-hot-topic',
  untilMs: 150_000,
  stream: { streamName: 'telemetry', shardCount: 4, retentionPeriodHours: 24 },
  commands: [bring(rule, null), { atUs: 90 * SECOND_US, command: { type: 'SetProducerSettings', producerIndex: 0, settings: { ...rule, partitionKey: '${clientid()}' } } }],
}
