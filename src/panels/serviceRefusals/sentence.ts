/** A sentence in which the service refuses a call, told by its exception and its words: named groups are what its explanation quotes. */
import type { namespaces } from '../../strings/enServiceRefusals'

type Texts = (typeof namespaces)['serviceRefusals']
export type MeaningKey = keyof Texts['means']
export type HelpKey = keyof Texts['do']

export interface Sentence {
  exception: string
  pattern: RegExp
  means: MeaningKey
  help: HelpKey
  /** Numbers that the sentence leaves to the reader. */
  derive?: (values: Quoted) => Quoted
}

export type Quoted = Readonly<Record<string, string | number>>

/** @param help where several share one. */
export function sentence<Key extends MeaningKey>(
  exception: string,
  pattern: RegExp,
  means: Key,
  ...[help = means as HelpKey, derive]: Key extends HelpKey ? [help?: HelpKey, derive?: Sentence['derive']] : [help: HelpKey, derive?: Sentence['derive']]
): Sentence {
  return derive === undefined ? { exception, pattern, means, help } : { exception, pattern, means, help, derive }
}
