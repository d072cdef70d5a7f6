/** The processing options of the Agent as a list that a person edits: what a new one is like, and its order. Pure. */
import type { AgentProcessing, JsonValue, LogFormat } from '../../../engine/producers/agent/settings'

export const OPTION_NAMES = ['SINGLELINE', 'CSVTOJSON', 'LOGTOJSON', 'ADDMETADATA', 'ADDBRACKETS'] as const satisfies readonly AgentProcessing['optionName'][]
export type OptionName = (typeof OPTION_NAMES)[number]

export const LOG_FORMATS = ['COMMONAPACHELOG', 'COMBINEDAPACHELOG', 'APACHEERRORLOG', 'SYSLOG', 'RFC3339SYSLOG'] as const satisfies readonly LogFormat[]

/** Ours: enough for any lesson. */
export const STEPS_MAX = 6

export function newStep(optionName: OptionName): AgentProcessing {
  switch (optionName) {
    case 'SINGLELINE':
      return { optionName, parseOptions: [] }
    case 'CSVTOJSON':
      return { optionName, customFieldNames: ['field1', 'field2', 'field3'], delimiter: ',', jsonFormat: 'COMPACT' }
    case 'LOGTOJSON':
      return { optionName, logFormat: 'COMMONAPACHELOG', matchPattern: null, customFieldNames: null, jsonFormat: 'COMPACT' }
    case 'ADDMETADATA':
      return { optionName, metadata: { host: 'web-1' }, timestamp: true, jsonFormat: 'COMPACT' }
    case 'ADDBRACKETS':
      return { optionName }
  }
}

export function movedUp<Step>(steps: readonly Step[], index: number): Step[] {
  const moved = [...steps]
  const [step] = moved.splice(index, 1)
  if (step !== undefined) moved.splice(Math.max(0, index - 1), 0, step)
  return moved
}

/** `ip, user, time` */
export function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/** @returns undefined where the text is no JSON. */
export function jsonIn(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}
