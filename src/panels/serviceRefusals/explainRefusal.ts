/** What a refusal of the service means here and what to do, in the reader's language; its own sentence stays as AWS words it. Pure. */
import type { TFunction } from 'i18next'
import { explanationOf } from '../console/explanations'
import { GUARD_SENTENCES } from './guardSentences'
import { MODEL_SENTENCES } from './modelSentences'
import type { Quoted, Sentence } from './sentence'
import { STREAM_SENTENCES } from './streamSentences'

export interface ServiceRefusal {
  exception: string
  message: string
}

export interface Explanation {
  means: string
  help: string
}

export const SENTENCES: readonly Sentence[] = [...STREAM_SENTENCES, ...GUARD_SENTENCES, ...MODEL_SENTENCES]

/** A value can be a whole policy; an ARN must still be whole. */
const QUOTED_CHARACTERS_MAX = 200

/** @returns null where only the exception can be explained. */
export function findSentence({ exception, message }: ServiceRefusal): { sentence: Sentence; values: Quoted } | null {
  for (const sentence of SENTENCES) {
    if (sentence.exception !== exception) continue
    const found = sentence.pattern.exec(message)
    if (found === null) continue
    const values: Record<string, string> = {}
    for (const [name, text] of Object.entries<string | undefined>(found.groups ?? {})) values[name] = quoted(text ?? '')
    return { sentence, values: { ...values, ...sentence.derive?.(values) } }
  }
  return null
}

export function explainRefusal(refusal: ServiceRefusal, t: TFunction<['serviceRefusals', 'console']>): Explanation {
  const found = findSentence(refusal)
  if (found === null) {
    const exception = explanationOf(refusal.exception)
    return { means: t(`console:exception.${exception}.means`), help: t(`console:exception.${exception}.do`) }
  }
  const { sentence, values } = found
  const others = Number(values['failures'] ?? 1) - 1
  const means = t(`means.${sentence.means}`, values)
  return { means: others > 0 ? t('andOthers', { means, count: others }) : means, help: t(`do.${sentence.help}`, values) }
}

function quoted(text: string): string {
  // Two units of text make a character at most.
  const characters = Array.from(text.slice(0, 2 * (QUOTED_CHARACTERS_MAX + 1)))
  return characters.length > QUOTED_CHARACTERS_MAX ? `${characters.slice(0, QUOTED_CHARACTERS_MAX).join('')}…` : text
}
