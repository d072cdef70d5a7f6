/** What became of each caller's calls at the door. */
import { US_PER_SECOND } from '../../base/units'
import type { OperationName } from '../../kinesis/api/types'
import type { Answer, ExceptionName, Refused } from '../../kinesis/exceptions'
import type { Verdict } from '../iam/policy'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import type { CallerName } from './callerName'
import type { CallTally, Guards } from './guards'

/** Who is refused is told of at most this often for each caller. */
const TOLD_EVERY_US = 5 * US_PER_SECOND
const CALLERS_MAX = 1_024

export function isDenial(exception: ExceptionName): boolean {
  return exception === 'AccessDeniedException' || exception === 'SdkClientException' || exception.startsWith('KMS')
}

export function countLetIn({ guards }: World, caller: CallerName, answer: Answer<unknown>): void {
  if (answer.ok || !isDenial(answer.refusal.exception)) tallyOf(guards, caller).allowed++
}

/** @param verdict null where no policy has decided. */
export function noteDenial({ guards, nowUs }: World, { caller, operation }: { caller: CallerName; operation: OperationName }, { refusal }: Refused, verdict: Verdict | null): void {
  const tally = tallyOf(guards, caller)
  tally.denied++
  tally.untold++
  tally.last = { atUs: nowUs, operation, ...refusal, verdict }
}

/** At this instant. */
export function wasJustDenied({ guards, nowUs }: World, caller: CallerName): boolean {
  return guards.tallies.get(caller)?.last?.atUs === nowUs
}

function tallyOf({ tallies }: Guards, caller: CallerName): CallTally {
  let tally = tallies.get(caller)
  if (tally === undefined) {
    tally = { allowed: 0, denied: 0, last: null, untold: 0, toldUs: -TOLD_EVERY_US }
    if (tallies.size < CALLERS_MAX) tallies.set(caller, tally)
  }
  return tally
}

/** Whenever the engine looks, several times a second. */
export function tellDenials(world: World, sink: Sink): void {
  for (const [caller, tally] of world.guards.tallies) {
    if (tally.untold === 0 || tally.last === null || world.nowUs < tally.toldUs + TOLD_EVERY_US) continue
    const { operation, exception } = tally.last
    tell(world, sink, { kind: 'CallsDenied', caller, operation, exception, calls: tally.untold })
    tally.untold = 0
    tally.toldUs = world.nowUs
  }
}
