/**
 * The ticks of the timeline: which events become one, where each stands, and which have room for a label. Pure: a
 * burst at one place is one tick with a count, and labels never overlap.
 */
import { unreachable } from '../../base/assert'
import type { SimMs } from '../../base/units'
import type { SimEvent } from '../../engine/events'
import { shortShardId } from '../shardName'
import { markOfDenied } from './deniedRows'
import type { Mark, MarkKind } from './mark'
import { isRetentionCall, modeOf } from './settingCalls'
import { textOf } from './streamNameOf'

export interface PlacedMark {
  kind: MarkKind
  atMs: SimMs
  x: number
  /** Where it ends. */
  endX: number
  calls: number
  subject: string
  /** The first event of the burst; its sentence explains the tick. */
  event: SimEvent
  count: number
  /** False where its shape would cover a more important one; the line stays. */
  hasShape: boolean
  /** Null where its label would cover a more important one. */
  label: { text: string; left: number; width: number } | null
}

/** Marks of one kind that are closer than this are one tick. */
const BURST_WIDTH_PX = 10
/** What comes again and again while it lasts is one tick, as long as no gap is wider than this. */
const LASTING_GAP_PX: Partial<Record<MarkKind, number>> = { split: 16, merge: 16, recordsGivenUp: 40, duplicateStored: 40 }
const LABEL_GAP_PX = 12
const HALF_SHAPE_PX = 5
const SHAPE_GAP_PX = 9

/** Low number = gets its label first. */
const LABEL_RANK: Record<MarkKind, number> = {
  callRefused: 0,
  deniedByPolicy: 0,
  deniedByKey: 0,
  deniedOnTheWay: 0,
  modeSwitched: 2,
  retentionChanged: 2,
  workerCrashed: 1,
  applicationCrashed: 1,
  checkFailed: 1,
  alarm: 1,
  experimentStarted: 1,
  producerCrashed: 1,
  requestLost: 1,
  responseLost: 1,
  requestDelayed: 1,
  split: 2,
  merge: 2,
  producerCutOff: 2,
  duplicateStored: 3,
  throttlingStarted: 3,
  recordsGivenUp: 4,
  applicationAdded: 5,
  applicationRemoved: 5,
  leaseTaken: 2,
  childStarted: 6,
  throttlingEnded: 7,
  producerReachable: 7,
  experimentEnded: 2,
}

/** @param childShardIds shards with a parent, from everywhere they are known: old events are forgotten. */
export function toMarks({ events, childShardIds }: { events: readonly SimEvent[]; childShardIds: ReadonlySet<string> }): Mark[] {
  const marks: Mark[] = []
  const reshardsSeen = new Set<string>()
  const deniedRows = new Map<string, Mark>()
  for (const event of events) {
    const mark = event.kind === 'CallsDenied' ? markOfDenied(event, deniedRows) : toMark(event, childShardIds)
    if (mark === null) continue
    if (mark.kind === 'split') {
      if (reshardsSeen.has(mark.subject)) continue
      reshardsSeen.add(mark.subject)
    }
    marks.push(mark)
  }
  return marks
}

export function placeMarks(view: {
  marks: readonly Mark[]
  untilMs: SimMs
  widthPx: number
  labelOf: (mark: Pick<PlacedMark, 'kind' | 'subject' | 'count' | 'calls'>) => string
}): PlacedMark[] {
  const placed: PlacedMark[] = []
  const lastOfKind = new Map<MarkKind, { mark: PlacedMark; x: number }>()
  for (const { kind, atMs, untilMs, calls, subject, event } of view.marks) {
    const x = (atMs / view.untilMs) * view.widthPx
    const endX = (untilMs / view.untilMs) * view.widthPx
    const last = lastOfKind.get(kind)
    const lastingGap = LASTING_GAP_PX[kind]
    if (last !== undefined && x - last.x < (lastingGap ?? BURST_WIDTH_PX)) {
      last.mark.count += 1
      last.mark.calls += calls
      if (lastingGap !== undefined || endX > x) last.x = last.mark.endX = Math.max(last.mark.endX, endX)
      continue
    }
    const mark: PlacedMark = { kind, atMs, x, endX, calls, subject, event, count: 1, hasShape: true, label: null }
    placed.push(mark)
    lastOfKind.set(kind, { mark, x: endX })
  }
  giveLabels(placed, view)
  return placed
}

/** A label begins under its tick, or ends there where the strip does. */
function giveLabels(placed: readonly PlacedMark[], view: { widthPx: number; labelOf: (mark: PlacedMark) => string }): void {
  const taken: { left: number; right: number }[] = []
  const shapes: number[] = []
  const ranked = [...placed].sort((left, right) => LABEL_RANK[left.kind] - LABEL_RANK[right.kind] || left.x - right.x)
  for (const mark of ranked) {
    mark.hasShape = shapes.every((x) => Math.abs(x - mark.x) >= SHAPE_GAP_PX)
    if (!mark.hasShape) continue
    shapes.push(mark.x)
    const text = view.labelOf(mark)
    const width = textWidthPx(text)
    const left = mark.x - HALF_SHAPE_PX + width > view.widthPx ? mark.x + HALF_SHAPE_PX - width : mark.x - HALF_SHAPE_PX
    const right = left + width
    if (left < -HALF_SHAPE_PX || taken.some((other) => left - LABEL_GAP_PX < other.right && other.left - LABEL_GAP_PX < right)) continue
    mark.label = { text, left, width }
    taken.push({ left, right })
  }
}

const LATIN_WIDTH_PX = 6.8
const WIDE_WIDTH_PX = 12.5

/** A safe guess for 12 px text: Hangul is nearly twice as wide as Latin letters. */
export function textWidthPx(text: string): number {
  let width = 0
  for (const letter of text) width += letter >= '\u1100' && letter !== '…' ? WIDE_WIDTH_PX : LATIN_WIDTH_PX
  return width
}

/** `aws:fis:inject-api-internal-error` without its service. */
function shortAction(action: string): string {
  return action.slice(action.lastIndexOf(':') + 1)
}

function toMark(event: Exclude<SimEvent, { kind: 'CallsDenied' }>, childShardIds: ReadonlySet<string>): Mark | null {
  const mark = (kind: MarkKind, subject: string): Mark => ({ kind, atMs: event.at, untilMs: event.at, calls: 1, subject, event })
  switch (event.kind) {
    case 'ShardOpened':
      if (event.parentShardId === null) return null
      return event.adjacentParentShardId === null
        ? mark('split', shortShardId(event.parentShardId))
        : mark('merge', shortShardId(event.shardId))
    case 'ThrottlingStarted':
      // The experiment has marks of its own.
      return event.experimentId !== undefined ? null : mark('throttlingStarted', shortShardId(event.shardId))
    case 'ThrottlingEnded':
      return event.experimentId !== undefined ? null : mark('throttlingEnded', shortShardId(event.shardId))
    case 'RecordsGivenUp':
      return mark('recordsGivenUp', event.producerId)
    case 'ApplicationAdded':
      // Those that were there from the beginning are no news.
      return event.at === 0 ? null : mark('applicationAdded', event.application)
    case 'ApplicationRemoved':
      return mark('applicationRemoved', event.application)
    case 'ApplicationCrashed':
      return mark('applicationCrashed', event.application)
    case 'CheckFailed':
      return mark('checkFailed', event.application)
    case 'WorkerCrashed':
      return mark('workerCrashed', event.workerId)
    case 'ProducerCrashed':
      return mark('producerCrashed', event.producerId)
    case 'PartitionChanged':
      return mark(event.isPartitioned ? 'producerCutOff' : 'producerReachable', event.producerId)
    case 'RequestLost':
      return mark(event.lose === 'request' ? 'requestLost' : 'responseLost', event.producerId)
    case 'RequestDelayed':
      return mark('requestDelayed', event.producerId)
    case 'DuplicateStored':
      return mark('duplicateStored', shortShardId(event.shardId))
    case 'LeaseTaken':
      return event.from === null ? null : mark('leaseTaken', shortShardId(event.shardId))
    case 'ShardConsumerStarted':
      return childShardIds.has(event.shardId) ? mark('childStarted', shortShardId(event.shardId)) : null
    case 'CallRefused':
      return mark('callRefused', event.operation)
    case 'CommandRefused':
      return mark('callRefused', event.command)
    case 'AlarmStateChanged':
      return event.to === 'ALARM' ? mark('alarm', event.alarmName) : null
    case 'CallAccepted':
      if (event.operation === 'UpdateStreamMode') return mark('modeSwitched', modeOf(event.input['StreamModeDetails']))
      return isRetentionCall(event.operation) ? mark('retentionChanged', textOf(event.input['RetentionPeriodHours'])) : null
    case 'ExperimentStarted':
      return mark('experimentStarted', shortAction(event.action))
    case 'ExperimentEnded':
      return mark('experimentEnded', shortAction(event.action))
    case 'IdentityChanged':
    case 'VpcEndpointChanged':
    case 'KmsKeyChanged':
    case 'KmsFaultChanged':
    case 'TrailChanged':
    // The experiment itself is a mark.
    case 'CallsFaulted':
    case 'StreamStatusChanged':
    case 'StreamDeleted':
    case 'ShardClosed':
    case 'ShardExpired':
    case 'RecordStored':
    case 'RecordThrottled':
    case 'RecordProcessed':
    case 'RecordLeftOut':
    case 'SourceEnded':
    case 'ProducerAdded':
    case 'ProducerRemoved':
    case 'ProducerRestarted':
    case 'JobFailed':
    case 'NetworkChanged':
    case 'InvocationFailed':
    case 'ShardBlocked':
    case 'ShardUnblocked':
    case 'RecordsToDestination':
    case 'WorkerPaused':
    case 'LeaderElected':
    case 'LeaseHandedOver':
    case 'CheckpointRefused':
    case 'ProcessRecordsFailed':
    case 'ShardEndForgotten':
    case 'EmitFailed':
    case 'LeaseCreated':
    case 'LeaseLost':
    case 'LeaseDeleted':
    case 'Checkpointed':
    case 'ParentAwaited':
    case 'ShardEnded':
    case 'ApplicationRestarted':
    case 'ApplicationFailed':
    case 'JobCheckpointed':
    case 'WorkerStarted':
    case 'WorkerStopped':
    case 'ObjectWritten':
    case 'DeliveryFailed':
    case 'TransformationFailed':
    case 'ReadThrottled':
    // The splits and merges that follow are marks of their own.
    case 'ScalingActivity':
    case 'OnDemandScaled':
    case 'RecordsSummarised':
      return null
    default:
      return unreachable(event)
  }
}
