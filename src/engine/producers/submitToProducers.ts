/** A person's acts on producers and on the network between them and the service. */
import { clamp } from './clamp'
import type { Command } from '../commands'
import type { Environment } from '../environment'
import { producerIdOf, PRODUCER_COUNT_MAX, PRODUCERS_EVER_MAX } from '../recordId'
import type { RefusalReason } from '../refusalReasons'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import { kindNamed } from './kinds'
import { addProducer, canWork, crashProducer, hasPlace, removeProducer, restartProducer, setProducerSettings, setProducerTraffic } from './lifecycle'
import type { Producer } from './producer'
import { NETWORK_DELAY_MS_MAX, TRAFFIC_PERCENT_MAX, type ProducerSettings } from './settings'
import { delayRequest } from './delayRequest'
import { problemOf } from './workloadProblem'

export type ProducerCommand = Extract<Command, { type: 'AddProducer' | 'SetNetwork' } | { producerIndex: number }>

export function submitToProducers(world: World, environment: Environment, command: ProducerCommand, sink: Sink): void {
  const reason = carryOut(world, environment, command, sink)
  if (reason !== null) tell(world, sink, { kind: 'CommandRefused', command: command.type, reason })
}

const NO_ROOM: RefusalReason = { key: 'noRoomForProducer', values: { max: PRODUCER_COUNT_MAX } }

/** @returns why it could not be done; null when it was. */
function carryOut(world: World, environment: Environment, command: ProducerCommand, sink: Sink): RefusalReason | null {
  if (command.type === 'SetNetwork') return setNetwork(world, command, sink)
  if (command.type === 'AddProducer') return add(world, environment, command, sink)
  const producer = world.producers[command.producerIndex] as Producer | undefined
  if (producer === undefined) return { key: 'noProducer', values: { producer: producerIdOf(command.producerIndex) } }
  switch (command.type) {
    case 'RemoveProducer':
      removeProducer(world, environment, producer, sink)
      return null
    case 'CrashProducer':
      crashProducer(world, environment, producer, sink)
      return null
    case 'RestartProducer':
      if (producer.state === 'STOPPED' && !canWork(world)) return NO_ROOM
      restartProducer(world, environment, producer, sink)
      return null
    case 'SetProducerSettings':
      return setSettings(world, environment, producer, command.settings, sink)
    case 'SetProducerTraffic': {
      const problem = command.workload === null ? null : problemOf(environment, command.workload)
      if (problem === null) setProducerTraffic(world, producer, command.workload, clamp(command.trafficPercent, TRAFFIC_PERCENT_MAX))
      return problem
    }
    case 'SetPartition':
      producer.isPartitioned = command.isPartitioned
      tell(world, sink, { kind: 'PartitionChanged', producerId: producerIdOf(producer.producerIndex), isPartitioned: command.isPartitioned })
      return null
    case 'LoseRequest':
      return loseRequest(world, producer, command, sink)
    case 'DelayRequest':
      return delayRequest(world, producer, command, sink)
  }
}

function setSettings(world: World, environment: Environment, producer: Producer, settings: ProducerSettings, sink: Sink): RefusalReason | null {
  const problem = kindNamed(environment, settings.kind).problemOf?.(settings) ?? null
  if (problem !== null || setProducerSettings(world, environment, producer, settings, sink)) return problem
  return { key: 'producerKind', values: { producer: producerIdOf(producer.producerIndex), is: producer.kind, wanted: settings.kind } }
}

function add(world: World, environment: Environment, { producer: spec }: Extract<Command, { type: 'AddProducer' }>, sink: Sink): RefusalReason | null {
  if (!canWork(world)) return NO_ROOM
  if (!hasPlace(world)) return { key: 'producersEver', values: { max: PRODUCERS_EVER_MAX } }
  const problem = kindNamed(environment, spec.settings.kind).problemOf?.(spec.settings) ?? (spec.workload === null ? null : problemOf(environment, spec.workload))
  if (problem === null) addProducer(world, environment, { ...spec, trafficPercent: clamp(spec.trafficPercent, TRAFFIC_PERCENT_MAX) }, sink)
  return problem
}

function setNetwork(world: World, { network }: Extract<Command, { type: 'SetNetwork' }>, sink: Sink): null {
  world.network = {
    requestLossPercent: clamp(network.requestLossPercent, 100),
    responseLossPercent: clamp(network.responseLossPercent, 100),
    delayMsMax: clamp(Math.floor(network.delayMsMax), NETWORK_DELAY_MS_MAX),
  }
  tell(world, sink, { kind: 'NetworkChanged', network: world.network })
  return null
}

/** A request that has arrived can only lose its answer; one that is answered is past. */
function loseRequest(world: World, producer: Producer, { requestNumber, lose }: Extract<Command, { type: 'LoseRequest' }>, sink: Sink): RefusalReason | null {
  const request = producer.requests.get(requestNumber)
  const producerId = producerIdOf(producer.producerIndex)
  if (request === undefined || request.phase === 'silent') return { key: 'requestOver', values: { producer: producerId, number: requestNumber } }
  if (request.phase === 'response' && lose === 'request') return { key: 'requestArrived', values: { producer: producerId, number: requestNumber } }
  request.lose = lose
  tell(world, sink, { kind: 'RequestLost', producerId, requestNumber, lose, records: request.records })
  return null
}
