/** A log group with a subscription filter: log events come in, those that match go into the stream, compressed, a record for each put. */
import type { Environment, ProducerKind } from '../../environment'
import { identityOf } from '../../recordId'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { collectLogEvents, epochMsNow, putAllCollected } from './collecting'
import { deliverMessage, sendDelivery, takeAnswer } from './delivery'
import { cloudWatchLogsDetails } from './details'
import { filterPatternOf, type FilterPatternFault } from './filterPattern'
import { controlMessage } from './message'
import type { CloudWatchLogsProducer } from './model'
import type { CloudWatchLogsSettings } from './settings'

export const cloudWatchLogsKind: ProducerKind<CloudWatchLogsProducer> = {
  create: (core, settings) => ({
    ...core,
    kind: 'cloudWatchLogs',
    settings,
    fault: faultOf(settings),
    collecting: new Map(),
    collectingBytes: 0,
    deliveries: new Map(),
    deliveryBytes: 0,
    queue: [],
    counts: { eventsIngested: 0, eventsMatched: 0, eventsDelivered: 0, eventsDropped: 0 },
    lastRecord: null,
  }),
  begin: putSubscriptionFilter,
  tick: collectLogEvents,
  answered: (world, _environment, producer, request, answer, sink) => takeAnswer(world, producer, request, answer, sink),
  timer: (world, _environment, producer, { recordNumber }) => sendDelivery(world, producer, recordNumber),
  stop: putAllCollected,
  crash(_world, producer) {
    for (const { events } of producer.deliveries.values()) producer.counts.eventsDropped += events
    for (const { messages } of producer.collecting.values()) producer.counts.eventsDropped += messages.length
    producer.collecting = new Map()
    producer.collectingBytes = 0
    producer.deliveries = new Map()
    producer.deliveryBytes = 0
    producer.queue = []
  },
  // In the order in which they were made.
  oldestInHand: ({ deliveries }) => identityOf(deliveries.values().next().value?.recordId ?? Infinity),
  settingsChanged(world, environment, producer, before, sink) {
    const { filterName, filterPattern, logGroup, distribution } = producer.settings
    if (filterName === before.filterName && filterPattern === before.filterPattern && logGroup === before.logGroup && distribution === before.distribution) return
    putSubscriptionFilter(world, environment, producer, sink)
  },
  details: cloudWatchLogsDetails,
}

/** CloudWatch Logs first sees whether the stream can be reached. */
function putSubscriptionFilter(world: World, environment: Environment, producer: CloudWatchLogsProducer, sink: Sink): void {
  producer.fault = faultOf(producer.settings)
  if (producer.fault === null && producer.state === 'RUNNING') deliverMessage(world, environment, producer, controlMessage(epochMsNow(world)), 0, sink)
}

function faultOf({ filterPattern }: CloudWatchLogsSettings): FilterPatternFault | null {
  const pattern = filterPatternOf(filterPattern)
  return 'key' in pattern ? pattern : null
}
