/** A caller of one world's API, with time in hand. */
import { NOWHERE } from './nowhere'
import type { Input, OperationName } from '../../kinesis/api/types'
import type { Answer } from '../../kinesis/exceptions'
import { ensure } from '../../base/assert'
import type { SimUs } from '../../base/units'
import { call } from '../call'
import { runUntil } from '../engine'
import { findStream } from '../naming'
import type { Outcome } from '../door/serviceCall'
import { silentSink } from '../sink'
import type { Stream, World } from '../state'

export function ask<Name extends OperationName>(world: World, operation: Name, input: Input<Name>): Answer<Outcome<Name>> {
  return call(world, { operation, input }, silentSink)
}

/** The answer's value. @throws what the service refused. */
export function get<Name extends OperationName>(world: World, operation: Name, input: Input<Name>): Outcome<Name> {
  const answer = ask(world, operation, input)
  if (!answer.ok) throw new Error(`${operation}: ${answer.refusal.exception}: ${answer.refusal.message}`)
  return answer.value
}

/** `ok`, or the exception and its sentence. */
export function outcomeOf<Name extends OperationName>(world: World, operation: Name, input: Input<Name>): string {
  const answer = ask(world, operation, input)
  return answer.ok ? 'ok' : `${answer.refusal.exception}: ${answer.refusal.message}`
}

export function wait(world: World, us: SimUs): void {
  runUntil(world, NOWHERE, world.nowUs + us, silentSink)
}

export function streamIn(world: World, streamName = 's'): Stream {
  return ensure(findStream(world, streamName), `stream ${streamName}`)
}
