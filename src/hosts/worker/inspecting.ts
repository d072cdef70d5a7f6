/** Questions about the world that move nothing. What answers the rarer ones is fetched with the first of them. */
import { NOTHING_INSPECTED, type InspectSubject, type Reply } from '../../bridge/protocol'
import type { Follow } from '../../engine/follow/follow'
import { keyFactsOf, recordAt } from '../../engine/inspect'
import type { Timeline } from '../../engine/timeline'
import { watchedStream } from '../../engine/watched'
import { parseShardId } from '../../kinesis/shardId'

export interface Inspection {
  timeline: Timeline
  /** The stream that the page asked for. */
  wanted: string | null
  holder: { follow: Follow | null }
}

/** @param look is asked again after each wait: the world may have moved. */
export async function inspect(look: () => Inspection, subject: InspectSubject): Promise<Reply> {
  const now = () => {
    const { timeline, wanted } = look()
    const { world, environment } = timeline
    return { world, environment, stream: watchedStream(world, wanted) }
  }
  const reply = { type: 'Inspected', ...NOTHING_INSPECTED } as const
  switch (subject.kind) {
    case 'key': {
      const { world, stream } = now()
      return { ...reply, key: keyFactsOf(world, stream, subject.partitionKey) }
    }
    case 'place': {
      const { world, stream } = now()
      return { ...reply, record: recordAt(world, stream, subject) }
    }
    case 'record': {
      const { recordDetailsOf } = await import('../../engine/recordDetails')
      const { world, stream } = now()
      return { ...reply, opened: recordDetailsOf(world, stream, subject) }
    }
    case 'throttling': {
      const { diagnosisOf } = await import('../../engine/diagnosis')
      const { world, stream } = now()
      return { ...reply, diagnosis: diagnosisOf(world, stream, shardIndexOf(subject.shardId)) }
    }
    case 'producer': {
      const { producerDetails } = await import('../../engine/producers/detailsOf')
      const { world, environment } = now()
      return { ...reply, producer: producerDetails(world, environment, subject.producerIndex) }
    }
    case 'application': {
      const { applicationDetails } = await import('../../engine/consumers/detailsOf')
      const { world, environment } = now()
      return { ...reply, application: applicationDetails(world, environment, subject.name) }
    }
    case 'object': {
      const { openedObject } = await import('../../engine/consumers/openedObject')
      const { world, environment } = now()
      return { ...reply, object: openedObject(world, environment, subject) }
    }
    case 'why': {
      const { whyBehind } = await import('../../engine/why')
      const { world, environment } = now()
      return { ...reply, causes: whyBehind(world, environment, { name: subject.application, shardIndex: shardIndexOf(subject.shardId) }) }
    }
    case 'capacity': {
      const { capacityViewOf } = await import('../../engine/onDemand/capacityViewOf')
      const { world, stream } = now()
      return { ...reply, capacity: capacityViewOf(world, stream) }
    }
    case 'bill': {
      const { billOf } = await import('../../engine/cost/billOf')
      const { world, stream } = now()
      return { ...reply, bill: billOf(world, stream, subject.prices, subject.basis) }
    }
    case 'metrics': {
      const { metricsViewOf } = await import('../../engine/cloudWatch/metricsViewOf')
      return { ...reply, metrics: metricsViewOf(now().world, subject.question) }
    }
    case 'guards': {
      const { guardsViewOf } = await import('../../engine/door/guardsViewOf')
      return { ...reply, guards: guardsViewOf(now().world) }
    }
    case 'access': {
      const { simulate } = await import('../../engine/iam/simulate')
      return { ...reply, access: simulate(now().world, subject.question) }
    }
    case 'policy': {
      const { parsePolicy } = await import('../../engine/iam/parsePolicy')
      return { ...reply, policyProblems: parsePolicy(subject.document, subject.policy).problems }
    }
    case 'trail': {
      const { trailViewOf } = await import('../../engine/trail/trailViewOf')
      const { world } = now()
      return { ...reply, trail: trailViewOf(world, subject.filter, subject.page) }
    }
    case 'faults': {
      const { faultsViewOf } = await import('../../engine/faults/faultsViewOf')
      const { world } = now()
      return { ...reply, faults: faultsViewOf(world) }
    }
    case 'journey': {
      const { journeyAfter } = await import('./following')
      const { holder, timeline } = look()
      return { ...reply, journey: journeyAfter(holder, timeline, subject.recordId) }
    }
  }
}

function shardIndexOf(shardId: string | null): number | null {
  return shardId === null ? null : parseShardId(shardId)
}
