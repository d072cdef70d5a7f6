/** What lines of the agent's five log formats look like, as it takes them apart: stricter than the servers that write them. */
import type { LogFormat } from './settings'

export interface LogFormatParts {
  pattern: string
  fields: readonly string[]
  /** A field of `-` has no value. */
  hyphenIsNull: boolean
}

/** No address of IPv6, which has colons. */
const HOST = String.raw`[\w-]+(?:\.[\w-]+)*\.?|[\d.]+`
/** No blank, no `@`. */
const USER = '[a-zA-Z0-9._-]+'
/** No quote, not even one with a backslash; and never nothing. */
const QUOTED = '"([^"]+)"'
const NUMBER = '[+-]?[0-9]+'
const DAY_OF_WEEK = '(?:Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)'
const MONTH = [
  ...['Jan(?:uary)?', 'Feb(?:ruary)?', 'Mar(?:ch)?', 'Apr(?:il)?', 'May', 'June?'],
  ...['July?', 'Aug(?:ust)?', 'Sep(?:tember)?', 'Oct(?:ober)?', 'Nov(?:ember)?', 'Dec(?:ember)?'],
].join('|')
const DAY = '(?:0[1-9]|[12][0-9]|3[01]|[1-9])'
const YEAR = '[1-9][0-9]*'
const CLOCK = '(?:2[0-3]|[01]?[0-9]):[0-5][0-9]:(?:[0-5]?[0-9]|60)(?:[:.,][0-9]+)?'
const WEB_TIME = String.raw`${DAY}/(?:${MONTH})/${YEAR}:${CLOCK}\s${NUMBER}`
const ERROR_TIME = String.raw`${DAY_OF_WEEK}\s+(?:${MONTH})\s+${DAY}\s+${CLOCK}\s+${YEAR}`
const SYSLOG_TIME = String.raw`(?:${MONTH})\s+${DAY}\s+${CLOCK}`
const RFC3339_TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)`

const COMMON = String.raw`(${HOST}) (${USER}) (${USER}) \[(${WEB_TIME})\] ${QUOTED} (${NUMBER}|-) (${NUMBER}|-)`
const COMMON_FIELDS = ['host', 'ident', 'authuser', 'datetime', 'request', 'response', 'bytes']
const ERROR = String.raw`\[(${ERROR_TIME})\] \[(?:(\w+):)?(\w+)\] \[pid (\d+)(?::tid (\d+))?\] \[client ((?:${HOST})(?::[1-9]\d*)?)\] (.*)`
/** Behind the time: a facility that is passed over, host, program, perhaps a process id, message. */
const SYSLOG_REST = String.raw`(?:<\d+.\d+> )?(${USER}) ([\w./%-]+)(?:\[([1-9]\d*)\])?: (.*)`
const SYSLOG_FIELDS = ['timestamp', 'hostname', 'program', 'processid', 'message']

export const LOG_FORMATS: Readonly<Record<LogFormat, LogFormatParts>> = {
  COMMONAPACHELOG: { pattern: `${COMMON}.*`, fields: COMMON_FIELDS, hyphenIsNull: true },
  COMBINEDAPACHELOG: { pattern: `${COMMON} ${QUOTED} ${QUOTED}.*`, fields: [...COMMON_FIELDS, 'referer', 'agent'], hyphenIsNull: true },
  APACHEERRORLOG: { pattern: ERROR, fields: ['timestamp', 'module', 'severity', 'processid', 'threadid', 'client', 'message'], hyphenIsNull: true },
  SYSLOG: { pattern: `(${SYSLOG_TIME}) ${SYSLOG_REST}`, fields: SYSLOG_FIELDS, hyphenIsNull: false },
  RFC3339SYSLOG: { pattern: `(${RFC3339_TIME}) ${SYSLOG_REST}`, fields: SYSLOG_FIELDS, hyphenIsNull: false },
}
