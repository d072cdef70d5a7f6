/** The Kinesis Agent's flow configuration by its own names, defaults and ranges. Sources: facts B7 and the agent's own code (KA, release 2.0.13). */
import { MIB } from '../../../base/units'

export interface AgentSettings {
  kind: 'agent'
  filePattern: string
  initialPosition: 'END_OF_FILE' | 'START_OF_FILE'
  /** A buffer is sent when it is so old, */
  maxBufferAgeMillis: number
  /** or holds so many records, */
  maxBufferSizeRecords: number
  /** or so much data and partition keys. */
  maxBufferSizeBytes: number
  minTimeBetweenFilePollsMillis: number
  partitionKeyOption: 'RANDOM' | 'DETERMINISTIC'
  skipHeaderLines: number
  /** A record begins with a line that begins so, as a Java regular expression; null: every line is one. */
  multiLineStartPattern: string | null
  /** Buffers that wait to be sent; when there are as many the agent reads no further. */
  publishQueueCapacity: number
  /** Requests at the same time. */
  maxSendingThreads: number
  socketTimeoutMillis: number
  /** Applied in order. */
  dataProcessingOptions: AgentProcessing[]
  /** What happens to the log itself, by the words of logrotate; null: it grows for ever. */
  logrotate: Logrotate | null
}

/** The log is renamed once it is so large, and a new one is begun. A `filePattern` without `*` finds only the new one. */
export interface Logrotate {
  /** Bytes. */
  size: number
  /** How many renamed ones are kept. */
  rotate: number
}

/** Left out: ADDEC2METADATA, which asks an EC2 instance about itself, and USINGPLUGGIN, which loads a Java class. */
export type AgentProcessing =
  | { optionName: 'SINGLELINE'; parseOptions: ('NO_TRIM' | 'ESCAPE_NEW_LINE')[] }
  /** `delimiter` is a Java regular expression. */
  | { optionName: 'CSVTOJSON'; customFieldNames: string[]; delimiter: string; jsonFormat: JsonFormat }
  /** `matchPattern` in place of that of the format needs `customFieldNames`. */
  | { optionName: 'LOGTOJSON'; logFormat: LogFormat; matchPattern: string | null; customFieldNames: string[] | null; jsonFormat: JsonFormat }
  | { optionName: 'ADDMETADATA'; metadata: JsonValue; timestamp: boolean; jsonFormat: JsonFormat }
  | { optionName: 'ADDBRACKETS' }

export type JsonFormat = 'COMPACT' | 'PRETTYPRINT'
export type LogFormat = 'COMMONAPACHELOG' | 'COMBINEDAPACHELOG' | 'APACHEERRORLOG' | 'SYSLOG' | 'RFC3339SYSLOG'
export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue }

export const AGENT_DEFAULTS: AgentSettings = {
  kind: 'agent',
  filePattern: '/var/log/app.log*',
  initialPosition: 'END_OF_FILE',
  maxBufferAgeMillis: 60_000,
  maxBufferSizeRecords: 500,
  // KA for streams; the guide's 4 MiB is Firehose's.
  maxBufferSizeBytes: 5 * MIB,
  minTimeBetweenFilePollsMillis: 100,
  partitionKeyOption: 'RANDOM',
  skipHeaderLines: 0,
  multiLineStartPattern: null,
  publishQueueCapacity: 100,
  // KA AgentConfiguration: 12 for each core; one core is our choice.
  maxSendingThreads: 12,
  // KA AgentConfiguration: the default of the AWS SDK for Java 1.x.
  socketTimeoutMillis: 50_000,
  dataProcessingOptions: [],
  logrotate: null,
}

/** KA KinesisFileFlow: outside of these the agent does not start. */
export const AGENT_RANGES = {
  maxBufferAgeMillis: { min: 1_000, max: 900_000 },
  maxBufferSizeRecords: { min: 1, max: 500 },
  maxBufferSizeBytes: { min: 1, max: 5 * MIB },
} as const
/** KA KinesisConstants: data and partition key, on any stream, whatever its MaxRecordSizeInKiB; a longer record is cut. */
export const AGENT_RECORD_BYTES_MAX = MIB
/** KA KinesisConstants: what the agent has read of a file and not yet taken apart. A record that fills it is cut off there. */
export const AGENT_PARSER_BUFFER_BYTES = 5 * MIB
/** KA FileFlow, `truncatedRecordTerminator`: the last byte of a record that was cut. */
export const AGENT_TERMINATOR_BYTE = 0x0a
