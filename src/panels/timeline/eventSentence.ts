/** A sentence of the namespace `events`: its key, and what its placeholders stand for. */
import type { RefusalReason } from '../../engine/refusalReasons'
import type { namespaces } from '../../strings/en'

export type EventSentenceKey = keyof (typeof namespaces)['events']

export interface EventSentence {
  key: EventSentenceKey
  values: Readonly<Record<string, string | number>>
  /** Takes the place of the value `why` as soon as its words are there. */
  reason?: RefusalReason
}
