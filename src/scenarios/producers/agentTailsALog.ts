/**
 * The Kinesis Agent follows a web server's log, line by line, through rotations, and makes JSON of it. For some seconds
 * no answer reaches it, then its process dies and comes back: it reads on from its checkpoint, and what was stored since is put again.
 */
import type { LoggedCommand } from '../../engine/commands'
import { AGENT_DEFAULTS } from '../../engine/producers/agent/settings'
import type { Scenario } from '../../engine/scenario'
import { bring, SECOND_US, stage } from './stage'

/** The log is a table with tabs: client, user, second, method, path, status, bytes, and two columns without values. */
const FIELDS = ['host', 'authuser', 'time', 'method', 'request', 'response', 'bytes']
const LINE = String.raw`^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*).*$`

export const agentTailsALog: Scenario = {
  ...stage,
  id: 'agent-tails-a-log',
  untilMs: 150_000,
  stream: { streamName: 'web-log', shardCount: 2, retentionPeriodHours: 24 },
  commands: [
    bring(
      {
        ...AGENT_DEFAULTS,
        filePattern: '/var/log/httpd/access_log*',
        skipHeaderLines: 1,
        dataProcessingOptions: [{ optionName: 'LOGTOJSON', logFormat: 'COMMONAPACHELOG', matchPattern: LINE, customFieldNames: FIELDS, jsonFormat: 'COMPACT' }],
        logrotate: { size: 500_000, rotate: 4 },
      },
      { kind: 'replay', sourceId: 'nasa-http', keyColumn: 'host', speed: 400, startAtMs: 7_200_000, loop: true },
    ),
    answersLost(80, 100),
    { atUs: 86 * SECOND_US, command: { type: 'CrashProducer', producerIndex: 0 } },
    answersLost(86, 0),
    { atUs: 94 * SECOND_US, command: { type: 'RestartProducer', producerIndex: 0 } },
  ],
}

function answersLost(atSecond: number, responseLossPercent: number): LoggedCommand {
  return { atUs: atSecond * SECOND_US, command: { type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent, delayMsMax: 0 } } }
}
