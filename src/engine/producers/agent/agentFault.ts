/** Settings with which the agent would not start, or which we cannot carry out. */
import { compilePattern, type Pattern } from './pattern/compilePattern'
import type { PatternFault } from './pattern/patternReader'
import { processingFault, type ProcessingFault } from './processing'
import type { AgentSettings } from './settings'

/** `index` is that of a processing option; null: the fault is in `multiLineStartPattern`. */
export type AgentFault = ProcessingFault | (PatternFault & { index: null })

export function agentFault({ dataProcessingOptions, multiLineStartPattern }: AgentSettings): AgentFault | null {
  const compiled = multiLineStartPattern === null ? null : compilePattern(multiLineStartPattern)
  if (compiled !== null && 'key' in compiled) return { ...compiled, index: null }
  return processingFault(dataProcessingOptions)
}

let last: { text: string; pattern: Pattern } | null = null

/** @param settings without a fault. */
export function startPatternOf({ multiLineStartPattern: text }: AgentSettings): Pattern | null {
  if (text === null) return null
  if (last?.text !== text) {
    const compiled = compilePattern(text)
    if ('key' in compiled) return null
    last = { text, pattern: compiled }
  }
  return last.pattern
}
