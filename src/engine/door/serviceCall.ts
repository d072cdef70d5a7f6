/** A call of the service's API, and what its door answers, as types. */
import type { Input, OperationName, Output } from '../../kinesis/api/types'
import type { Answer } from '../../kinesis/exceptions'
import type { Sink } from '../sink'
import type { World } from '../state'
import type { CallerName, CallOrigin } from './callerName'

export interface Call<Name extends OperationName> {
  operation: Name
  input: Input<Name>
  /** Absent: `YOU`. */
  as?: CallerName
  /** Of a client outside. */
  origin?: CallOrigin
}

/** SubscribeToShard answers with the number of a subscription, whose events follow through the sink. */
export type Outcome<Name extends OperationName> = Name extends 'SubscribeToShard' ? { subscriptionNumber: number } : Output<Name>

/** @returns what the service answers at `world.nowUs`; refusals change nothing but the caller's own rate. */
export type CallService = <Name extends OperationName>(world: World, call: Call<Name>, sink: Sink) => Answer<Outcome<Name>>
