/** The one door of the service: checks a call's shape and rate, then carries it out. */
import type { Input, OperationName } from '../kinesis/api/types'
import { validateInput } from '../kinesis/api/validate'
import type { Answer } from '../kinesis/exceptions'
import { refuseRate } from './callRates'
import { operations, type Outcome } from './operations/table'
import type { Sink } from './sink'
import type { World } from './state'

export interface Call<Name extends OperationName> {
  operation: Name
  input: Input<Name>
}

/** @returns what the service answers at `world.nowUs`; refusals change nothing but the caller's own rate. */
export function call<Name extends OperationName>(world: World, { operation, input }: Call<Name>, sink: Sink): Answer<Outcome<Name>> {
  const refusal = validateInput(operation, input) ?? refuseRate(world, operation, input)
  if (refusal !== null) return refusal
  return operations[operation](world, input, sink)
}
