/**
 * The one way to an operation, for clients outside and for the world's own: what stands at the door may refuse the call, and
 * every answer is noted. Limits of shards are the operations' own.
 */
import type { Answer, Refused } from '../../kinesis/exceptions'
import { noteCall, noteTurnedAway } from '../cloudWatch/noteMetrics'
import { refuseByFault } from '../faults/faults'
import type { World } from '../state'
import { noteInTrail } from '../trail/trail'
import type { AskedCall } from './caller'
import { theJudge } from './judge'
import { countLetIn } from './tallies'

export function passDoor<T>(world: World, asked: AskedCall, carryOut: () => Answer<T>): Answer<T> {
  const answer = refuseAtDoor(world, asked) ?? carryOut()
  noteAnswer(world, asked, answer)
  return answer
}

/** For those whose answers have a shape of their own; they must note them. */
export function refuseAtDoor(world: World, asked: AskedCall): Refused | null {
  const { guards } = world
  guards.caller = asked.caller
  guards.faults.struckBy = null
  // Nobody has set anything yet.
  const judge = guards.revision === 0 ? null : theJudge()
  const refusal =
    judge?.refuseConnection(world, asked) ??
    refuseByFault(world, asked, 'network') ??
    judge?.refuseAccess(world, asked) ??
    refuseByFault(world, asked, 'service') ??
    (isEncrypted(asked) ? theJudge().refuseDataKey(world, asked) : null)
  if (refusal !== null) noteTurnedAway(world, asked, refusal)
  return refusal
}

function isEncrypted({ stream }: AskedCall): boolean {
  return stream !== null && stream.encryptionPeriods.length > 0
}

export function noteAnswer(world: World, asked: AskedCall, answer: Answer<unknown>): void {
  countLetIn(world, asked.caller, answer)
  noteCall(world, asked, answer)
  noteInTrail(world, asked, answer)
}
