/** The list of the stories we ship; each is fetched when somebody opens it. The page opens with the first one, which comes along. */
import type { Scenario } from '../engine/scenario'
import { morningRush } from './morningRush'

/** What a story is about; in the `controls` strings. */
export type ScenarioGroup = 'traffic' | 'resharding' | 'producers' | 'consumers' | 'throttling' | 'duplicates' | 'capacity' | 'security' | 'faults'

export interface ShippedScenario {
  id: string
  group: ScenarioGroup
  /** In the `controls` strings. */
  nameKey: string
  /** It asks for a prediction before it shows. */
  asks?: true
  load: () => Promise<Scenario>
}

export const scenarios: readonly [ShippedScenario, ...ShippedScenario[]] = [
  { id: 'default', group: 'traffic', nameKey: 'scenario.default', load: () => Promise.resolve(morningRush) },
  { id: 'web-log', group: 'traffic', nameKey: 'scenario.webLog', load: async () => (await import('./webLog')).webLog },
  { id: 'reshard-under-lag', group: 'resharding', nameKey: 'scenario.reshardUnderLag', load: async () => (await import('./reshardUnderLag')).reshardUnderLag },
  { id: 'does-resharding-help', group: 'resharding', nameKey: 'scenario.doesReshardingHelp', asks: true, load: async () => (await import('./consumers/doesReshardingHelp')).doesReshardingHelp },
  { id: 'million-a-minute', group: 'traffic', nameKey: 'scenario.millionAMinute', load: async () => (await import('./millionAMinute')).millionAMinute },
  { id: 'a-day-of-traffic', group: 'traffic', nameKey: 'scenario.aDayOfTraffic', load: async () => (await import('./producers/aDayOfTraffic')).aDayOfTraffic },
  { id: 'put-record-and-put-records', group: 'producers', nameKey: 'scenario.putRecordAndPutRecords', load: async () => (await import('./producers/putRecordAndPutRecords')).putRecordAndPutRecords },
  { id: 'partial-failures', group: 'producers', nameKey: 'scenario.partialFailures', load: async () => (await import('./producers/partialFailures')).partialFailures },
  { id: 'kpl-and-plain-puts', group: 'producers', nameKey: 'scenario.kplAndPlainPuts', load: async () => (await import('./producers/kplAndPlainPuts')).kplAndPlainPuts },
  { id: 'kpl-outage', group: 'producers', nameKey: 'scenario.kplOutage', load: async () => (await import('./producers/kplOutage')).kplOutage },
  { id: 'kpl-stale-map', group: 'producers', nameKey: 'scenario.kplStaleMap', load: async () => (await import('./producers/kplStaleMap')).kplStaleMap },
  { id: 'gzip-before-puts', group: 'producers', nameKey: 'scenario.gzipBeforePuts', load: async () => (await import('./producers/gzipBeforePuts')).gzipBeforePuts },
  { id: 'agent-tails-a-log', group: 'producers', nameKey: 'scenario.agentTailsALog', load: async () => (await import('./producers/agentTailsALog')).agentTailsALog },
  { id: 'log-subscription', group: 'producers', nameKey: 'scenario.logSubscription', load: async () => (await import('./producers/logSubscription')).logSubscription },
  { id: 'iot-hot-topic', group: 'producers', nameKey: 'scenario.iotHotTopic', load: async () => (await import('./producers/iotHotTopic')).iotHotTopic },
  { id: 'flink-writes-windows', group: 'producers', nameKey: 'scenario.flinkWritesWindows', load: async () => (await import('./producers/flinkWritesWindows')).flinkWritesWindows },
  { id: 'hot-key', group: 'throttling', nameKey: 'scenario.hotKey', load: async () => (await import('./producers/hotKey')).hotKey },
  { id: 'too-much-traffic', group: 'throttling', nameKey: 'scenario.tooMuchTraffic', load: async () => (await import('./producers/tooMuchTraffic')).tooMuchTraffic },
  { id: 'short-bursts', group: 'throttling', nameKey: 'scenario.shortBursts', load: async () => (await import('./producers/shortBursts')).shortBursts },
  { id: 'lost-responses', group: 'duplicates', nameKey: 'scenario.lostResponses', load: async () => (await import('./producers/lostResponses')).lostResponses },
  { id: 'many-readers', group: 'consumers', nameKey: 'scenario.manyReaders', load: async () => (await import('./consumers/manyReaders')).manyReaders },
  { id: 'polling-and-fan-out', group: 'consumers', nameKey: 'scenario.pollingAndFanOut', load: async () => (await import('./consumers/pollingAndFanOut')).pollingAndFanOut },
  { id: 'children-too-soon', group: 'consumers', nameKey: 'scenario.childrenTooSoon', load: async () => (await import('./consumers/childrenTooSoon')).childrenTooSoon },
  { id: 'crash-and-checkpoint', group: 'consumers', nameKey: 'scenario.crashAndCheckpoint', load: async () => (await import('./consumers/crashAndCheckpoint')).crashAndCheckpoint },
  { id: 'leases-two-ways', group: 'consumers', nameKey: 'scenario.leasesTwoWays', load: async () => (await import('./consumers/leasesTwoWays')).leasesTwoWays },
  { id: 'exceptions-and-zombies', group: 'consumers', nameKey: 'scenario.exceptionsAndZombies', load: async () => (await import('./consumers/exceptionsAndZombies')).exceptionsAndZombies },
  { id: 'poison-record', group: 'consumers', nameKey: 'scenario.poisonRecord', load: async () => (await import('./consumers/poisonRecord')).poisonRecord },
  { id: 'function-in-parallel', group: 'consumers', nameKey: 'scenario.functionInParallel', load: async () => (await import('./consumers/functionInParallel')).functionInParallel },
  { id: 'function-limits', group: 'consumers', nameKey: 'scenario.functionLimits', load: async () => (await import('./consumers/functionLimits')).functionLimits },
  { id: 'deliver-to-s3', group: 'consumers', nameKey: 'scenario.deliverToS3', load: async () => (await import('./consumers/deliverToS3')).deliverToS3 },
  { id: 'count-in-windows', group: 'consumers', nameKey: 'scenario.countInWindows', load: async () => (await import('./consumers/countInWindows')).countInWindows },
  { id: 'two-flink-sources', group: 'consumers', nameKey: 'scenario.twoFlinkSources', load: async () => (await import('./consumers/twoFlinkSources')).twoFlinkSources },
  { id: 'connector-and-firehose', group: 'consumers', nameKey: 'scenario.connectorAndFirehose', load: async () => (await import('./consumers/connectorAndFirehose')).connectorAndFirehose },
  { id: 'known-twice', group: 'duplicates', nameKey: 'scenario.knownTwice', load: async () => (await import('./consumers/knownTwice')).knownTwice },
  { id: 'a-day', group: 'traffic', nameKey: 'scenario.aDay', load: async () => (await import('./capacity/aDay')).aDay },
  { id: 'retention-and-a-slow-reader', group: 'capacity', nameKey: 'scenario.retentionAndASlowReader', load: async () => (await import('./capacity/retentionAndASlowReader')).retentionAndASlowReader },
  { id: 'nothing-is-deleted', group: 'capacity', nameKey: 'scenario.nothingIsDeleted', load: async () => (await import('./capacity/nothingIsDeleted')).nothingIsDeleted },
  { id: 'uneven-ranges', group: 'capacity', nameKey: 'scenario.unevenRanges', load: async () => (await import('./capacity/unevenRanges')).unevenRanges },
  { id: 'ten-reshards-a-day', group: 'capacity', nameKey: 'scenario.tenReshardsADay', load: async () => (await import('./capacity/tenReshardsADay')).tenReshardsADay },
  { id: 'on-demand-doubles', group: 'capacity', nameKey: 'scenario.onDemandDoubles', load: async () => (await import('./capacity/onDemandDoubles')).onDemandDoubles },
  { id: 'on-demand-too-fast', group: 'capacity', nameKey: 'scenario.onDemandTooFast', load: async () => (await import('./capacity/onDemandTooFast')).onDemandTooFast },
  { id: 'on-demand-hot-key', group: 'capacity', nameKey: 'scenario.onDemandHotKey', load: async () => (await import('./capacity/onDemandHotKey')).onDemandHotKey },
  { id: 'two-mode-switches', group: 'capacity', nameKey: 'scenario.twoModeSwitches', load: async () => (await import('./capacity/twoModeSwitches')).twoModeSwitches },
  { id: 'warm-before-a-sale', group: 'capacity', nameKey: 'scenario.warmBeforeASale', load: async () => (await import('./capacity/warmBeforeASale')).warmBeforeASale },
  { id: 'steady-bill', group: 'capacity', nameKey: 'scenario.steadyBill', load: async () => (await import('./capacity/steadyBill')).steadyBill },
  { id: 'spiky-bill', group: 'capacity', nameKey: 'scenario.spikyBill', load: async () => (await import('./capacity/spikyBill')).spikyBill },
  { id: 'hidden-burst', group: 'capacity', nameKey: 'scenario.hiddenBurst', load: async () => (await import('./capacity/hiddenBurst')).hiddenBurst },
  { id: 'autoscaling-overshoots', group: 'capacity', nameKey: 'scenario.autoscalingOvershoots', load: async () => (await import('./capacity/autoscalingOvershoots')).autoscalingOvershoots },
  { id: 'lost-right', group: 'security', nameKey: 'scenario.lostRight', load: async () => (await import('./security/lostRight')).lostRight },
  { id: 'deny-beats-allow', group: 'security', nameKey: 'scenario.denyBeatsAllow', load: async () => (await import('./security/denyBeatsAllow')).denyBeatsAllow },
  { id: 'another-account', group: 'security', nameKey: 'scenario.anotherAccount', load: async () => (await import('./security/anotherAccount')).anotherAccount },
  { id: 'endpoint-policy', group: 'security', nameKey: 'scenario.endpointPolicy', load: async () => (await import('./security/endpointPolicy')).endpointPolicy },
  { id: 'without-tls', group: 'security', nameKey: 'scenario.withoutTls', load: async () => (await import('./security/withoutTls')).withoutTls },
  { id: 'key-disabled', group: 'security', nameKey: 'scenario.keyDisabled', load: async () => (await import('./security/keyDisabled')).keyDisabled },
  { id: 'data-events', group: 'security', nameKey: 'scenario.dataEvents', load: async () => (await import('./security/dataEvents')).dataEvents },
  { id: 'fault-throughput', group: 'faults', nameKey: 'scenario.faultThroughput', load: async () => (await import('./security/faultThroughput')).faultThroughput },
  { id: 'fault-expired-iterators', group: 'faults', nameKey: 'scenario.faultExpiredIterators', load: async () => (await import('./security/faultExpiredIterators')).faultExpiredIterators },
  { id: 'fault-internal-errors', group: 'faults', nameKey: 'scenario.faultInternalErrors', load: async () => (await import('./security/faultInternalErrors')).faultInternalErrors },
  { id: 'fault-one-shard', group: 'faults', nameKey: 'scenario.faultOneShard', load: async () => (await import('./security/faultOneShard')).faultOneShard },
]

/** @returns null where no story has the name; rejects where its file cannot be fetched. */
export async function findScenario(id: string): Promise<Scenario | null> {
  return (await scenarios.find((shipped) => shipped.id === id)?.load()) ?? null
}
