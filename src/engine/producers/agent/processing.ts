/**
 * `dataProcessingOptions`: what becomes of a record before it is sent. A record is a text with its line feed, and each option
 * makes another of it, or nothing: then the record is skipped, and the agent goes on as if it had been sent.
 */
import { AssertionError } from '../../../base/assert'
import type { EpochMs } from '../../../base/units'
import { isoText } from '../../utcText'
import { jsonText, type JsonFields } from './jsonText'
import { LOG_FORMATS } from './logFormats'
import { compilePattern, type Pattern } from './pattern/compilePattern'
import { matchWhole } from './pattern/matchPattern'
import type { PatternFault } from './pattern/patternReader'
import type { AgentProcessing, JsonFormat, JsonValue } from './settings'
import { splitColumns } from './splitColumns'

/** Why the agent would not start, or we cannot do as it does. */
export interface ProcessingFault {
  /** Of the option in the list. */
  index: number
  key: 'customFieldNamesMissing' | 'customFieldNamesCount' | PatternFault['key']
  /** What of a pattern, or how many names there should be. */
  sign: string
}

type Converter = (record: string, nowMs: EpochMs) => string | null

const NEW_LINE = '\n'
const converters = new WeakMap<readonly AgentProcessing[], Converter[]>()

/** @returns null when the record is skipped. @param options without a fault. */
export function processRecord(record: string, options: readonly AgentProcessing[], nowMs: EpochMs): string | null {
  let made = converters.get(options)
  if (made === undefined) {
    made = options.map(converterOf)
    converters.set(options, made)
  }
  let text: string | null = record
  for (const convert of made) {
    if (text === null) return null
    text = convert(text, nowMs)
  }
  return text
}

/** The first fault of a list of options; null when they can be used. */
export function processingFault(options: readonly AgentProcessing[]): ProcessingFault | null {
  for (const [index, option] of options.entries()) {
    const fault = faultOf(option)
    if (fault !== null) return { index, ...fault }
  }
  return null
}

function faultOf(option: AgentProcessing): Omit<ProcessingFault, 'index'> | null {
  if (option.optionName === 'CSVTOJSON') {
    if (option.customFieldNames.length === 0) return { key: 'customFieldNamesMissing', sign: '' }
    return patternFault(option.delimiter)
  }
  if (option.optionName !== 'LOGTOJSON') return null
  const { matchPattern, customFieldNames, logFormat } = option
  if (matchPattern !== null) return customFieldNames === null ? { key: 'customFieldNamesMissing', sign: '' } : patternFault(matchPattern)
  const { length } = LOG_FORMATS[logFormat].fields
  return customFieldNames === null || customFieldNames.length === length ? null : { key: 'customFieldNamesCount', sign: String(length) }
}

function patternFault(pattern: string): PatternFault | null {
  const compiled = compilePattern(pattern)
  return 'key' in compiled ? compiled : null
}

function converterOf(option: AgentProcessing): Converter {
  switch (option.optionName) {
    case 'SINGLELINE':
      return singleLine(option)
    case 'CSVTOJSON':
      return csvToJson(option)
    case 'LOGTOJSON':
      return logToJson(option)
    case 'ADDMETADATA':
      return addMetadata(option)
    case 'ADDBRACKETS':
      // Around the line feed too, and with none behind it.
      return (record) => `{${record}}`
  }
}

/** Lines are joined with nothing between them; `ESCAPE_NEW_LINE` puts two backslashes and an n there. */
function singleLine({ parseOptions }: Extract<AgentProcessing, { optionName: 'SINGLELINE' }>): Converter {
  const trims = !parseOptions.includes('NO_TRIM')
  const joint = parseOptions.includes('ESCAPE_NEW_LINE') ? '\\\\n' : ''
  return (record) => {
    const lines = record.split(NEW_LINE)
    while (lines.at(-1) === '') lines.pop()
    return lines.map((line) => (trims ? trimmed(line) : line)).join(joint) + NEW_LINE
  }
}

/** As Java's `trim()`: whatever is not beyond the blank. */
function trimmed(line: string): string {
  let start = 0
  let end = line.length
  while (start < end && line.charCodeAt(start) <= 0x20) start++
  while (end > start && line.charCodeAt(end - 1) <= 0x20) end--
  return line.slice(start, end)
}

/** Quotes mean nothing to it; columns beyond the names are left out. */
function csvToJson({ customFieldNames, delimiter, jsonFormat }: Extract<AgentProcessing, { optionName: 'CSVTOJSON' }>): Converter {
  const pattern = usable(delimiter)
  return (record) => {
    const columns = splitColumns(withoutNewLine(record), pattern)
    return jsonLine(new Map(customFieldNames.map((name, index) => [name, columns[index] ?? null])), jsonFormat)
  }
}

function logToJson({ logFormat, matchPattern, customFieldNames, jsonFormat }: Extract<AgentProcessing, { optionName: 'LOGTOJSON' }>): Converter {
  const format = LOG_FORMATS[logFormat]
  const pattern = usable(matchPattern ?? format.pattern)
  const names = customFieldNames ?? format.fields
  return (record) => {
    const groups = matchWhole(pattern, withoutNewLine(record))?.groups
    if (groups?.length !== names.length) return null
    return jsonLine(new Map(names.map((name, index) => [name, format.hyphenIsNull && groups[index] === '-' ? null : groups[index]])), jsonFormat)
  }
}

function addMetadata({ metadata, timestamp, jsonFormat }: Extract<AgentProcessing, { optionName: 'ADDMETADATA' }>): Converter {
  return (record, nowMs) => {
    const fields = new Map<string, JsonValue>(timestamp ? [['ts', isoText(nowMs)]] : [])
    return jsonLine(fields.set('metadata', metadata).set('data', withoutNewLine(record)), jsonFormat)
  }
}

function jsonLine(fields: JsonFields, format: JsonFormat): string {
  return jsonText(fields, format) + NEW_LINE
}

function withoutNewLine(record: string): string {
  return record.endsWith(NEW_LINE) ? record.slice(0, -1) : record
}

function usable(pattern: string): Pattern {
  const compiled = compilePattern(pattern)
  if ('key' in compiled) throw new AssertionError(`pattern ${pattern}: ${compiled.key} ${compiled.sign}`)
  return compiled
}
