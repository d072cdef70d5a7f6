/**
 * A served world as pages see it: each page has its own view of it and hears what happened since it last asked. The clock is
 * the service's, so wherever a page wants to go it is told how the world stands now.
 */
import { isAccountCommand } from '../../engine/account/accountCommands'
import { forgetArrivals } from '../../engine/arrivalsSeen'
import { applicationDetails } from '../../engine/consumers/detailsOf'
import { metricsViewOf } from '../../engine/cloudWatch/metricsViewOf'
import { openedObject } from '../../engine/consumers/openedObject'
import { billOf } from '../../engine/cost/billOf'
import { guardsViewOf } from '../../engine/door/guardsViewOf'
import type { SimEvent } from '../../engine/events'
import { diagnosisOf } from '../../engine/diagnosis'
import { faultsViewOf } from '../../engine/faults/faultsViewOf'
import { parsePolicy } from '../../engine/iam/parsePolicy'
import { simulate } from '../../engine/iam/simulate'
import { keyFactsOf, recordAt } from '../../engine/inspect'
import { recordDetailsOf } from '../../engine/recordDetails'
import { findStream } from '../../engine/naming'
import { capacityViewOf } from '../../engine/onDemand/capacityViewOf'
import { producerDetails } from '../../engine/producers/detailsOf'
import { summaryOf } from '../../engine/summaryOf'
import { whyBehind } from '../../engine/why'
import { trailViewOf } from '../../engine/trail/trailViewOf'
import { watchedStream } from '../../engine/watched'
import { windowOf } from '../../engine/window'
import { NOTHING_INSPECTED, type Reply } from '../../bridge/protocol'
import { parseShardId } from '../../kinesis/shardId'
import { US_PER_MS } from '../../base/units'
import { createWatching, noteBatch, noteLostRequest, noteStruckBatch, takeFrame, withStreamName, type Watching } from '../watching'
import { createClientCalls, type ClientCalls } from './liveHostCalls'
import { createToldEvents, type ToldEvents } from './liveHostEvents'
import { readCommand, type LiveRequest } from './liveHostRequests'
import { createPageSubscriptions, type PageSubscriptions } from './liveHostSubscriptions'
import type { RunningWorld } from './runningWorld'

export interface LiveHost {
  /** @param streamName which stream to show; null: whichever is there. */
  openPage(streamName: string | null): LivePage
  close(): void
}

export interface LivePage {
  answer(request: LiveRequest): Promise<Reply>
  close(): void
}

/** A page that did not ask for so long draws its picture anew instead of adding to it. */
const GAP_US_MAX = 1_000_000

interface Page {
  watching: Watching
  subscriptions: PageSubscriptions
  /** Where its next events begin. */
  place: number
  askedUs: number
  /** It has been told nothing yet. */
  isNew: boolean
}

interface Host {
  running: RunningWorld
  told: ToldEvents
  calls: ClientCalls
  /** The last call made by a page, whole. */
  lastAct: SimEvent | null
}

export function createLiveHost(running: RunningWorld): LiveHost {
  const host: Host = { running, told: createToldEvents(), calls: createClientCalls(), lastAct: null }
  const endings = [
    running.listen({
      event(event, stream) {
        if (event.kind === 'CallAccepted' || event.kind === 'CallRefused') host.lastAct = event
        host.told.add(withStreamName(event, stream))
      },
    }),
    running.listenToCalls((call, answer) => {
      const event = host.calls.note(call, answer, running.world.nowUs)
      if (event !== null) host.told.add(event)
    }),
  ]
  return {
    openPage(streamName) {
      const page: Page = { watching: createWatching(streamName), subscriptions: createPageSubscriptions(), place: 0, askedUs: running.world.nowUs, isNew: true }
      const stopListening = running.listen({
        event: () => undefined,
        batchArrived(world, stream, batch, outcome) {
          noteBatch(page.watching, world, stream, batch, outcome)
        },
        batchStruck(world, stream, batch) {
          noteStruckBatch(page.watching, world, stream, batch)
        },
        requestLost(world, producer, request) {
          noteLostRequest(page.watching, world, producer, request)
        },
        subscriptionEvent: (world, pushed) => page.subscriptions.note(world, pushed),
        subscriptionEnded: (_world, subscriptionNumber, refusal) => page.subscriptions.noteEnd(subscriptionNumber, refusal),
      })
      return {
        answer: (request) => answer(host, page, request),
        close() {
          stopListening()
          page.subscriptions.close(running.world)
        },
      }
    },
    close() {
      for (const end of endings) end()
    },
  }
}

async function answer(host: Host, page: Page, request: LiveRequest): Promise<Reply> {
  const { running } = host
  const { world } = running
  await running.catchUp()
  switch (request.type) {
    case 'GoTo':
      return report(host, page, request.summary)
    case 'Open':
    case 'Step':
      return report(host, page, true)
    case 'Submit':
      return act(host, page, request.command)
    case 'Watch':
      page.watching.wanted = request.streamName
      forgetArrivals(page.watching.arrivals, world.nowUs / US_PER_MS)
      return report(host, page, true)
    case 'Window':
      return { type: 'Window', arrivals: windowOf(watchedStream(world, page.watching.wanted), request) }
    case 'Inspect':
      return inspect(host, page, request.subject)
    case 'LoadSource':
      return { type: 'SourceRefused', fileName: request.fileName, line: null, message: { key: 'unreadable', values: {} } }
    case 'CancelSource':
    // A page keeps no copy of this world; the service keeps its own.
    case 'Save':
      return { type: 'SourceCancelled' }
  }
}

function report({ running, told, calls }: Host, page: Page, summary: boolean): Reply {
  const { world } = running
  const { watching } = page
  if (world.nowUs - page.askedUs > GAP_US_MAX || watching.arrivals.columns.weight > 1) {
    watching.changes++
    forgetArrivals(watching.arrivals, world.nowUs / US_PER_MS)
  }
  const events = told.from(page.place)
  // Whatever a page was told before, by this service or a former one, begins anew.
  const forkedAtMs = page.isNew ? -1 : null
  const subscriptions = page.subscriptions.take()
  const isSummaryOwed = summary || page.isNew
  page.place = told.end
  page.askedUs = world.nowUs
  page.isNew = false
  const frame = takeFrame(watching, world, 0)
  return {
    type: 'Report',
    frame,
    summary: isSummaryOwed ? { ...summaryOf(world, watchedStream(world, watching.wanted)), clients: calls.ratesAt(world.nowUs) } : null,
    reported: { events, forkedAtMs, ...(subscriptions.length === 0 ? {} : { subscriptions }) },
    recording: null,
    reached: true,
  }
}

/** Who makes a call sees the whole of its answer; what is kept for others may be shortened. */
function act(host: Host, page: Page, value: unknown): Reply {
  const { running, told } = host
  const { world } = running
  const read = readCommand(value)
  host.lastAct = null
  if (read !== null && 'refused' in read) {
    const { operation, input, message } = read.refused
    told.add({ at: world.nowUs / US_PER_MS, kind: 'CallRefused', operation, input, exception: 'SerializationException', message })
  } else if (read !== null && (read.command.type === 'Call' || isAccountCommand(read.command) || findStream(world, world.producing.streamName) !== null)) running.submit(read.command)
  const whole = host.lastAct as SimEvent | null
  host.lastAct = null
  const subscriptionNumber = whole?.kind === 'CallAccepted' && whole.operation === 'SubscribeToShard' ? whole.output?.['subscriptionNumber'] : undefined
  if (typeof subscriptionNumber === 'number') page.subscriptions.open(subscriptionNumber)
  const reply = report(host, page, true)
  if (reply.type !== 'Report' || whole === null) return reply
  const { events } = reply.reported
  const at = events.findLastIndex(({ kind }) => kind === whole.kind)
  return { ...reply, reported: { ...reply.reported, events: events.with(at, whole) } }
}

function inspect({ running: { world, environment } }: Host, page: Page, subject: Extract<LiveRequest, { type: 'Inspect' }>['subject']): Reply {
  const stream = watchedStream(world, page.watching.wanted)
  const reply = { type: 'Inspected', ...NOTHING_INSPECTED } as const
  switch (subject.kind) {
    case 'key':
      return { ...reply, key: keyFactsOf(world, stream, subject.partitionKey) }
    case 'place':
      return { ...reply, record: recordAt(world, stream, subject) }
    case 'record':
      return { ...reply, opened: recordDetailsOf(world, stream, subject) }
    case 'throttling':
      return { ...reply, diagnosis: diagnosisOf(world, stream, subject.shardId === null ? null : parseShardId(subject.shardId)) }
    case 'producer':
      return { ...reply, producer: producerDetails(world, environment, subject.producerIndex) }
    case 'application':
      return { ...reply, application: applicationDetails(world, environment, subject.name) }
    case 'object':
      return { ...reply, object: openedObject(world, environment, subject) }
    case 'why':
      return { ...reply, causes: whyBehind(world, environment, { name: subject.application, shardIndex: subject.shardId === null ? null : parseShardId(subject.shardId) }) }
    case 'capacity':
      return { ...reply, capacity: capacityViewOf(world, stream) }
    case 'bill':
      return { ...reply, bill: billOf(world, stream, subject.prices, subject.basis) }
    case 'metrics':
      return { ...reply, metrics: metricsViewOf(world, subject.question) }
    case 'guards':
      return { ...reply, guards: guardsViewOf(world) }
    case 'access':
      return { ...reply, access: simulate(world, subject.question) }
    case 'policy':
      return { ...reply, policyProblems: parsePolicy(subject.document, subject.policy).problems }
    case 'trail':
      return { ...reply, trail: trailViewOf(world, subject.filter, subject.page) }
    case 'faults':
      return { ...reply, faults: faultsViewOf(world) }
    case 'journey':
      // A served world keeps no past that could be run again.
      return reply
  }
}
