/** The list of the stories we ship, fetched when somebody opens one, kindred ones together. The page opens with the first one, which comes along. */
import { ensure } from '../base/assert'
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
  ...fetchedTogether('producers', 'putRecordAndPutRecords partialFailures kplAndPlainPuts kplOutage kplStaleMap gzipBeforePuts agentTailsALog logSubscription iotHotTopic flinkWritesWindows', async () => (await import('./producers/stories')).producerStories),
  ...fetchedTogether('throttling', 'hotKey tooMuchTraffic shortBursts', async () => (await import('./producers/stories')).producerStories),
  { id: 'lost-responses', group: 'duplicates', nameKey: 'scenario.lostResponses', load: async () => (await import('./producers/lostResponses')).lostResponses },
  ...fetchedTogether('consumers', 'manyReaders pollingAndFanOut childrenTooSoon crashAndCheckpoint leasesTwoWays exceptionsAndZombies poisonRecord functionInParallel functionLimits deliverToS3 countInWindows twoFlinkSources connectorAndFirehose', async () => (await import('./consumers/stories')).consumerStories),
  { id: 'known-twice', group: 'duplicates', nameKey: 'scenario.knownTwice', load: async () => (await import('./consumers/knownTwice')).knownTwice },
  { id: 'a-day', group: 'traffic', nameKey: 'scenario.aDay', load: async () => (await import('./capacity/aDay')).aDay },
  ...fetchedTogether('capacity', 'retentionAndASlowReader nothingIsDeleted unevenRanges tenReshardsADay onDemandDoubles onDemandTooFast onDemandHotKey onDemandScalesDown twoModeSwitches warmBeforeASale leavingAdvantage steadyBill spikyBill advantageBill consumersBill retentionBill hiddenBurst hiddenHotShard autoscalingOvershoots', async () => (await import('./capacity/stories')).capacityStories),
  ...fetchedTogether('security', 'lostRight denyBeatsAllow anotherAccount endpointPolicy withoutTls keyDisabled keyPendingDeletion keyPolicyDenies dataEvents', async () => (await import('./security/stories')).securityStories),
  ...fetchedTogether('faults', 'faultThroughput faultExpiredIterators faultInternalErrors faultOneShard', async () => (await import('./security/stories')).securityStories),
]

/** Stories that share most of what they have: their ids are their names, `on-demand-doubles` of `onDemandDoubles`. */
function fetchedTogether(group: ScenarioGroup, names: string, fetchAll: () => Promise<Readonly<Record<string, Scenario>>>): ShippedScenario[] {
  return names.split(' ').map((name) => ({
    id: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    group,
    nameKey: `scenario.${name}`,
    load: async () => ensure((await fetchAll())[name], name),
  }))
}

/** @returns null where no story has the name; rejects where its file cannot be fetched. */
export async function findScenario(id: string): Promise<Scenario | null> {
  return (await scenarios.find((shipped) => shipped.id === id)?.load()) ?? null
}
