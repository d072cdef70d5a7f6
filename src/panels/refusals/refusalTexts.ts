/** Says why a command was not carried out, and what to do about it, in the reader's language. Pure. */
import type { TFunction } from 'i18next'
import type { RefusalReason } from '../../engine/refusalReasons'
import { createAmounts } from './amounts'
import { SETTING_FACTS } from './settingFacts'

export interface RefusalTexts {
  why: string
  help: string
}

interface RefusalWords {
  t: TFunction<['refusals', 'consumers', 'producers']>
  language: string
  ofProducer: (producerId: string) => string
}

/** A name or an expression can be of any length; an ARN or a list of what is allowed must still be whole. */
const QUOTED_CHARACTERS_MAX = 200

export function refusalTexts(reason: RefusalReason, words: RefusalWords): RefusalTexts {
  const { t } = words
  if ('setting' in reason.values) return boundTexts(reason as BoundReason, words)
  const values = saidValues(reason, words)
  return { why: t(`reason.${reason.key}`, values), help: t(`help.${reason.key as Exclude<RefusalReason['key'], BoundReason['key']>}`, values) }
}

type BoundReason = Extract<RefusalReason, { values: { setting: string } }>

function boundTexts({ key, values: { setting, ...numbers } }: BoundReason, { t, language }: RefusalWords): RefusalTexts {
  const { name, unit, bound } = SETTING_FACTS[setting]
  const amount = createAmounts(language)
  const amounts = Object.fromEntries(Object.entries(numbers).map(([placeholder, value]) => [placeholder, amount(value, unit)]))
  return { why: t(`reason.${key}`, { setting: t(name), ...amounts }), help: t(`bound.${bound}`) }
}

function saidValues({ key, values }: RefusalReason, { t, ofProducer }: RefusalWords): Record<string, string | number> {
  if (key === 'producerKind') return { producer: ofProducer(values.producer), is: t(`kind.${values.is}`), wanted: t(`kind.${values.wanted}`) }
  if (key === 'applicationKind') return { ...values, is: t(`kind.${values.is}`), wanted: t(`kind.${values.wanted}`) }
  if (key === 'noWorkers') return { ...values, is: t(`kind.${values.is}`) }
  // Where a step is named, its field is its direction.
  if ('step' in values) return { ...values, field: values.field.slice(0, values.field.indexOf('.')) }
  const said: Record<string, string | number> = Object.fromEntries(Object.entries<string | number>({ ...values }).map(([name, value]) => [name, typeof value === 'string' ? quoted(value) : value]))
  return 'producer' in values ? { ...said, producer: ofProducer(values.producer) } : said
}

function quoted(text: string): string {
  // Two units of text make a character at most.
  const characters = Array.from(text.slice(0, 2 * (QUOTED_CHARACTERS_MAX + 1)))
  return characters.length > QUOTED_CHARACTERS_MAX ? `${characters.slice(0, QUOTED_CHARACTERS_MAX).join('')}…` : text
}
