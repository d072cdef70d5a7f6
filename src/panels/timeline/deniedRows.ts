/** Calls that the door refuses again and again are told every five seconds: a row of them is one mark, from the first to the last. */
import type { SimMs } from '../../base/units'
import type { SimEvent } from '../../engine/events'
import type { Mark, MarkKind } from './mark'

type CallsDenied = Extract<SimEvent, { kind: 'CallsDenied' }>

/** A longer silence ends a row. */
const GAP_MS_MAX: SimMs = 15_000

/** @param rows the newest of each caller, operation and exception. @returns a new mark; null where it lengthens one that is there. */
export function markOfDenied(event: CallsDenied, rows: Map<string, Mark>): Mark | null {
  const { at, caller, operation, exception, calls } = event
  const key = `${caller} ${operation} ${exception}`
  const row = rows.get(key)
  if (row?.event.kind === 'CallsDenied' && at - row.untilMs <= GAP_MS_MAX) {
    row.untilMs = at
    row.calls += calls
    row.event = { ...row.event, calls: row.calls }
    return null
  }
  const mark: Mark = { kind: deniedBy(exception), atMs: at, untilMs: at, calls, subject: operation, event }
  rows.set(key, mark)
  return mark
}

/** Which guard it was shows in the exception. */
function deniedBy(exception: string): MarkKind {
  if (exception.startsWith('KMS')) return 'deniedByKey'
  return exception === 'AccessDeniedException' ? 'deniedByPolicy' : 'deniedOnTheWay'
}
