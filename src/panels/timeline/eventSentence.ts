/** A sentence of the namespaces `events` and `laterEvents`: its key, and what its placeholders stand for. */
import type { RefusalReason } from '../../engine/refusalReasons'
import type { namespaces } from '../../strings/en'
import type { namespaces as laterNamespaces } from '../../strings/enLaterEvents'

export type EventSentenceKey = keyof (typeof namespaces)['events'] | keyof (typeof laterNamespaces)['laterEvents']

export interface EventSentence {
  key: EventSentenceKey
  values: Readonly<Record<string, string | number>>
  /** Takes the place of the value `why` as soon as its words are there. */
  reason?: RefusalReason
}
