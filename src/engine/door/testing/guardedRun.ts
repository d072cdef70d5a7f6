/** A run with one producer and applications of a test's choice, at a door that the test guards. */
import type { Cause } from '../../cause'
import type { Command } from '../../commands'
import { checkConservation } from '../../conservation'
import type { ApplicationSettings } from '../../consumers/settings'
import type { SimEvent, SimEventKind } from '../../events'
import type { CallPath, PolicySettings } from '../../iam/settings'
import type { Books } from '../../producers/core'
import type { ProducerSettings } from '../../producers/settings'
import { recordEventsTo } from '../../recordEvents'
import type { World } from '../../state'
import { NOWHERE } from '../../testing/nowhere'
import { quietScenario } from '../../testing/quietWorld'
import { whyBehind } from '../../why'
import { goTo, openTimeline, recordingOf, submitNow } from '../../timeline'
import type { CallerName } from '../callerName'
import type { GuardsView, IdentityView } from '../guardsView'
import { guardsViewOf } from '../guardsViewOf'

export const PRODUCER: CallerName = 'producer/producer-1'
export const STREAM_ARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/s'

export function policy(...Statement: object[]): PolicySettings {
  return { policyName: 'Own', document: JSON.stringify({ Version: '2012-10-17', Statement }) }
}

export const DENY_ALL = policy({ Sid: 'Nothing', Effect: 'Deny', Action: 'kinesis:*', Resource: '*' })
export const ALLOW_ALL = policy({ Effect: 'Allow', Action: ['kinesis:*', 'kms:*'], Resource: '*' })

export interface GuardedRunOptions {
  producer?: ProducerSettings
  applications?: readonly ApplicationSettings[]
  ratePerSecond?: number
}

/** All that acts can be chained. */
export interface Guarded {
  readonly world: World
  readonly books: Books
  wait(ms: number): Guarded
  act(command: Command): Guarded
  /** Its own policies, or none; null: as it began. */
  set(caller: CallerName, policies: PolicySettings[] | null, path?: CallPath): Guarded
  told<Kind extends SimEventKind>(kind: Kind): Extract<SimEvent, { kind: Kind }>[]
  view(): GuardsView
  identity(caller: CallerName): IdentityView
  /** Records stored in the stream so far. */
  stored(): number
  /** Records that an application is done with. */
  processed(application: string): number
  /** The last link. */
  why(application: string): Cause | undefined
}

export function guardedRun({ producer, applications = [], ratePerSecond = 20 }: GuardedRunOptions = {}): Guarded {
  const events: SimEvent[] = []
  const sink = recordEventsTo((event) => {
    events.push(event)
  })
  const workload = { kind: 'synthetic', ratePerSecond, recordBytes: 100, keys: { kind: 'uniform', keyCount: 100 } } as const
  const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount: 1 }), untilMs: 100_000_000 }), NOWHERE, sink)
  const run: Guarded = {
    get world() {
      return timeline.world
    },
    get books() {
      return timeline.world.producers[0].books
    },
    wait(ms) {
      goTo(timeline, timeline.world.nowUs + 1_000 * ms, sink)
      checkConservation(timeline.world)
      return run
    },
    act(command) {
      submitNow(timeline, command, sink)
      return run
    },
    set(caller, policies, path = 'public') {
      submitNow(timeline, { type: 'SetIdentity', caller, identity: policies === null ? null : { policies, path } }, sink)
      return run
    },
    told: <Kind extends SimEventKind>(kind: Kind) => events.filter((event): event is Extract<SimEvent, { kind: Kind }> => event.kind === kind),
    view: () => guardsViewOf(timeline.world),
    identity(caller) {
      const found = guardsViewOf(timeline.world).identities.find((identity) => identity.caller === caller)
      if (found === undefined) throw new Error(`nobody of the name ${caller}`)
      return found
    },
    stored: () => timeline.world.streams[0].shards.reduce((sum, { recordsStored }) => sum + recordsStored, 0),
    processed: (application) => applicationOf(application).recordsProcessed,
    why: (application) => whyBehind(timeline.world, NOWHERE, { name: application, shardIndex: null }).at(-1),
  }
  function applicationOf(application: string) {
    const found = timeline.world.applications.find(({ settings }) => settings.name === application)
    if (found === undefined) throw new Error(`no application ${application}`)
    return found
  }
  if (producer !== undefined) run.act({ type: 'AddProducer', producer: { settings: producer, workload, trafficPercent: 100 } })
  for (const settings of applications) run.act({ type: 'AddApplication', settings })
  return run
}
