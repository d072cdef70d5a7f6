/** The one door of the service: checks a call's shape, right and rate, then carries it out. */
import type { OperationName } from '../kinesis/api/types'
import { validateInput } from '../kinesis/api/validate'
import { refused, type Answer } from '../kinesis/exceptions'
import { refuseRate } from './callRates'
import { askedCall } from './door/askedCall'
import { YOU } from './door/callerName'
import { installLateJudge } from './door/lateJudge'
import { passDoor } from './door/passDoor'
import type { Call, Outcome } from './door/serviceCall'
import { streamNotFound } from './naming'
import { operations } from './operations/table'
import type { Sink } from './sink'
import type { World } from './state'
import { noteInTrail } from './trail/trail'

installLateJudge()

/** @returns what the service answers at `world.nowUs`; refusals change nothing but the caller's own rate. */
export function call<Name extends OperationName>(world: World, { operation, input, as = YOU, origin }: Call<Name>, sink: Sink): Answer<Outcome<Name>> {
  const misshapen = validateInput(operation, input)
  const asked = { ...askedCall(world, as, operation, input), ...(origin === undefined ? {} : { origin }) }
  if (misshapen !== null) {
    noteInTrail(world, asked, misshapen)
    return misshapen
  }
  const { elsewhere } = asked
  if (elsewhere !== undefined) return passDoor(world, asked, () => refused('ResourceNotFoundException', streamNotFound(String(asked.input?.StreamName), elsewhere)))
  return passDoor(world, asked, () => refuseRate(world, operation, input) ?? operations[operation](world, input, sink))
}
