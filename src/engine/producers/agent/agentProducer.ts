/** The Kinesis Agent beside a growing log: tails it, buffers records, puts them, and remembers on the disk how far it has come. */
import type { Environment, ProducerKind } from '../../environment'
import { packRecordId } from '../../recordId'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { oldestOf } from '../oldestOf'
import { agentFault } from './agentFault'
import { noteCopies, takeAnswer } from './answers'
import { HEARTBEAT_US } from './constants'
import { agentDetails } from './details'
import { createLineMarks, settle } from './lineMarks'
import { createLog } from './logFile'
import { createAgentMetrics, createPublisher, type AgentProducer } from './model'
import { linesFrom, startOf } from './places'
import { lookAtCurrent, publish, wakeUp } from './publisher'
import { beginTailing, poll } from './tailer'
import { beginLog, growLog } from './writeLog'

export const agentKind: ProducerKind<AgentProducer> = {
  create: (core, settings) => ({
    ...core,
    kind: 'agent',
    settings,
    fault: agentFault(settings),
    log: createLog(),
    marks: createLineMarks(),
    checkpoint: null,
    metrics: createAgentMetrics(),
    tailer: null,
    publisher: createPublisher(),
  }),
  begin(world, environment, producer, sink) {
    if (producer.log.files.length === 0) beginLog(world, environment, producer, sink)
    startProcess(world, producer, sink)
  },
  tick,
  answered: (world, _environment, producer, request, answer) => takeAnswer(world, producer, request, answer),
  timer: (world, _environment, producer) => wakeUp(world, producer),
  crash(_world, producer) {
    for (const { batch } of producer.requests.values()) noteCopies(producer, batch)
    producer.tailer = null
    producer.publisher = createPublisher()
    // What was passed over by the checkpoint nobody sends any more.
    const start = startOf(producer)
    settle(producer.marks, producer.marks.base, start.place.line)
  },
  recordsOnDisk: (producer) => linesFrom(producer, startOf(producer)),
  oldestInHand,
  settingsChanged(world, _environment, producer, _before, sink) {
    producer.fault = agentFault(producer.settings)
    startProcess(world, producer, sink)
  },
  details: agentDetails,
}

/** Lines that may be read again are on the disk, records of others in buffers. */
function oldestInHand({ producerIndex, marks, publisher: { current, queue, retries, accepted }, requests }: AgentProducer): number {
  const buffers = [...queue, ...retries, ...accepted, ...requests.values()].map(({ batch }) => batch)
  return Math.min(packRecordId(producerIndex, marks.base), oldestOf(current === null ? buffers : [...buffers, current.batch]))
}

/** With a fault it does not start, and the log grows all the same. */
function startProcess(world: World, producer: AgentProducer, sink: Sink): void {
  if (producer.tailer === null && producer.fault === null && producer.state === 'RUNNING') beginTailing(world, producer, sink)
}

function tick(world: World, environment: Environment, producer: AgentProducer, sink: Sink): void {
  growLog(world, environment, producer, sink)
  const { tailer } = producer
  if (tailer === null || producer.fault !== null) return
  poll(world, environment, producer, sink)
  if (world.nowUs < tailer.heartbeatUs + HEARTBEAT_US) return
  tailer.heartbeatUs = world.nowUs
  lookAtCurrent(world, producer)
  publish(world, producer)
}
