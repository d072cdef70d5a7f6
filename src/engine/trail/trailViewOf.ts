/** The trail as it is searched: the newest first, a page at a time. */
import { US_PER_MS } from '../../base/units'
import { TRAIL_DELAY_US } from '../../kinesis/limits'
import type { CallerName } from '../door/callerName'
import { epochMsOf } from '../naming'
import type { World } from '../state'
import { isDataCall, TRAIL_ENTRIES_MAX, type TrailEntry, type TrailOperation } from './model'
import { errorCodeOf, eventIdOf, isReadOnly, trailRecordOf } from './trailRecord'
import type { TrailFilter, TrailRow, TrailView } from './trailView'

const PAGE_ROWS = 50

export function trailViewOf(world: World, filter: TrailFilter, asked: number): TrailView {
  const { trail } = world.guards
  const { management, data } = trail
  const kept = [...management.entries, ...data.entries].sort((left, right) => right.number - left.number)
  const matching = kept.filter((entry) => isWanted(world, entry, filter))
  const pagesMax = Math.max(1, Math.ceil(matching.length / PAGE_ROWS))
  const page = Math.min(pagesMax - 1, Math.max(0, Math.floor(asked)))
  const callers = new Set<CallerName>()
  const operations = new Set<TrailOperation>()
  for (const { caller, operation } of kept) {
    callers.add(caller)
    operations.add(operation)
  }
  return {
    dataEvents: { isOn: trail.dataEvents, streamName: trail.dataStreamName },
    delayMs: TRAIL_DELAY_US / US_PER_MS,
    managementEvents: management.made,
    dataEventsRecorded: data.made,
    forgotten: management.made + data.made - kept.length,
    keptMax: TRAIL_ENTRIES_MAX,
    callers: [...callers].sort(),
    operations: [...operations].sort(),
    matching: matching.length,
    page,
    pageSize: PAGE_ROWS,
    rows: matching.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS).map((entry) => rowOf(world, entry)),
  }
}

function isWanted(world: World, entry: TrailEntry, { text = '', operation, caller, errorsOnly = false, changesOnly = false, category, deliveredOnly = false }: TrailFilter): boolean {
  if (operation !== undefined && entry.operation !== operation) return false
  if (caller !== undefined && entry.caller !== caller) return false
  if (errorsOnly && entry.exception === null) return false
  if (changesOnly && isReadOnly(entry.operation)) return false
  if (category !== undefined && categoryOf(entry) !== category) return false
  if (deliveredOnly && !isDelivered(world, entry)) return false
  return text === '' || JSON.stringify(trailRecordOf(world, entry)).toLowerCase().includes(text.toLowerCase())
}

function categoryOf({ operation }: TrailEntry): TrailRow['category'] {
  return isDataCall(operation) ? 'Data' : 'Management'
}

function isDelivered({ nowUs }: World, { atUs }: TrailEntry): boolean {
  return nowUs >= atUs + TRAIL_DELAY_US
}

function rowOf(world: World, entry: TrailEntry): TrailRow {
  const { number, atUs, operation, caller, resource, exception, message } = entry
  const record = trailRecordOf(world, entry)
  return {
    number,
    eventId: eventIdOf(world, number),
    atMs: atUs / US_PER_MS,
    epochMs: epochMsOf(world, atUs),
    isDelivered: isDelivered(world, entry),
    deliveredMs: (atUs + TRAIL_DELAY_US) / US_PER_MS,
    operation,
    category: categoryOf(entry),
    isReadOnly: isReadOnly(operation),
    caller,
    arn: String(record.userIdentity.arn),
    resource: resource === '*' ? '' : resource.replace(/^(arn:[^:]*:[^:]*:[^:]*:[^:]*:)?/, ''),
    errorCode: exception === null ? null : errorCodeOf(exception),
    errorMessage: message,
    recordJson: JSON.stringify(record, null, 2),
  }
}
