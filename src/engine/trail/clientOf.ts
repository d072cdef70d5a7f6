/** What a caller's requests tell of the program that sends them. AWS's own services call in their own name. */
import type { ApplicationKindName } from '../consumers/settings'
import { YOU, type CallerName } from '../door/callerName'
import type { ProducerKindName } from '../producers/settings'
import { producerIdOf } from '../recordId'
import type { World } from '../state'

export interface Client {
  userAgent: string
  /** The service that calls, which CloudTrail then names instead of an address; null: a program of one's own. */
  service: string | null
}

/** Recorded in an event of 2017 for the console. UNVERIFIED: versions, and the agent of the SDK for Java 2.x as a whole. */
const CONSOLE: Client = { userAgent: 'console.amazonaws.com', service: null }
const SDK = 'aws-sdk-java/2.42.4 md/io#async md/http#NettyNio ua/2.1 os/Linux#6.1 lang/java#21.0.8'

function sdkWith(name: string): Client {
  return { userAgent: `${SDK} ${name}`, service: null }
}

/** CloudTrail user guide: of a call by an AWS service sourceIPAddress and userAgent are its DNS name. */
function serviceNamed(service: string): Client {
  return { userAgent: service, service }
}

const PRODUCERS: Readonly<Record<ProducerKindName, Client>> = {
  sdk: { userAgent: SDK, service: null },
  // `kinesis_producer.cc`.
  kpl: { userAgent: 'KinesisProducerLibrary/1.0.7 | Linux | 6.1 | #1 SMP | x86_64', service: null },
  // `AgentContext.java`.
  agent: { userAgent: 'aws-kinesis-agent/2.0.13 aws-sdk-java/1.12 Linux/6.1', service: null },
  cloudWatchLogs: serviceNamed('logs.amazonaws.com'),
  iot: serviceNamed('iot.amazonaws.com'),
  // `KinesisStreamsConfigConstants.java`.
  flink: sdkWith('Apache Flink 1.20.0 (flink) Kinesis Connector'),
}

/** `RetrievalConfig.java`: name and version stand in the agent as those of an API. */
const APPLICATIONS: Readonly<Record<ApplicationKindName, Client>> = {
  kcl: sdkWith('amazon-kinesis-client-library-java/3.1.1'),
  sdk: { userAgent: SDK, service: null },
  lambda: serviceNamed('lambda.amazonaws.com'),
  firehose: serviceNamed('firehose.amazonaws.com'),
  flink: sdkWith('Apache Flink 1.20.0 (flink) Kinesis Connector'),
}

export function clientOf({ producers, applications }: World, caller: CallerName): Client {
  if (caller === YOU) return CONSOLE
  const name = caller.slice(caller.indexOf('/') + 1)
  if (caller.startsWith('producer/')) return PRODUCERS[producers.find(({ producerIndex }) => producerIdOf(producerIndex) === name)?.kind ?? 'sdk']
  return APPLICATIONS[applications.find(({ settings }) => settings.name === name)?.kind ?? 'sdk']
}
