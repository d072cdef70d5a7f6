/** What producers and their records are called on the screen, from the ids that events and records bear: as their cards in the river. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorld } from '../store/hooks'
import { kindsOf, partsOfRecordId, producerNumberOf } from './names'
import { useRefusalTexts } from './refusals/useRefusalTexts'
import { useSaidRefusal } from './serviceRefusals/useSaidRefusal'
import { loadLaterEvents } from './timeline/describeEvent'
import type { EventSentence, EventSentenceKey } from './timeline/eventSentence'

const SENTENCES = ['events', 'laterEvents'] as const
/** Stands where words are still on their way. */
export const UNSAID = '…'

export interface Names {
  /** `producer-3` → `KPL 3`; `application-2` → the name of the application. */
  ofProducer: (producerId: string) => string
  /** `producer-3/17` → `KPL 3 #17`. */
  ofRecord: (recordId: string) => string
}

export function useNames(): Names {
  const { t } = useTranslation('river')
  const present = useWorld(({ summary }) => summary?.producers.map(({ producerIndex, settings }) => `${producerIndex + 1}:${settings.kind}`).join(' ') ?? '')
  const writing = useWorld(({ summary }) => summary?.writers.map(({ producerId, name }) => `${producerId}:${name}`).join(' ') ?? '')
  const events = useWorld((world) => world.events)
  return useMemo(() => {
    const kinds = kindsOf(present, events)
    const writers = new Map(writing.split(' ').map((entry) => entry.split(':') as [string, string]))
    const ofProducer = (producerId: string) => {
      const number = producerNumberOf(producerId)
      if (number === null) return writers.get(producerId) ?? producerId
      return t(`producerName.${kinds.get(number) ?? 'unknown'}`, { number })
    }
    return {
      ofProducer,
      ofRecord: (recordId) => {
        const { producerId, number } = partsOfRecordId(recordId)
        return number === null ? ofProducer(producerId) : t('recordName', { producer: ofProducer(producerId), number })
      },
    }
  }, [present, writing, events, t])
}

/** The types know a key of the second namespace by its prefix alone; i18next looks into both. */
function sayIn(t: unknown, key: EventSentenceKey, values: EventSentence['values']): string {
  return (t as (key: string, options: object) => string)(key, { ...values, ns: SENTENCES })
}

/** `producer/producer-3` and `application/counts` as they are called on the screen. */
function callerName(caller: string, ofProducer: Names['ofProducer']): string {
  const [sort, name] = caller.split('/')
  if (name === undefined) return caller
  return sort === 'producer' ? ofProducer(name) : name
}

/** Says what happened in the reader's language; the words of the less usual kinds are fetched with the first of them. */
export function useSaidEvent(): (sentence: EventSentence | null) => string {
  const { t, i18n } = useTranslation(SENTENCES)
  const { ofProducer, ofRecord } = useNames()
  const events = useWorld((world) => world.events)
  const isWanted = useMemo(() => events.some(({ kind }) => kind === 'CommandRefused'), [events])
  const textsOf = useRefusalTexts({ isWanted, ofProducer })
  const sayRefusal = useSaidRefusal(useMemo(() => events.some(({ kind }) => kind === 'CallRefused'), [events]))
  return useMemo(
    () =>
      (sentence) => {
        if (sentence === null || !i18n.exists(sentence.key, { ns: SENTENCES })) {
          void loadLaterEvents()
          return UNSAID
        }
        const { key, values, reason } = sentence
        const { producer, record, caller, exception, message } = values
        return sayIn(t, key, {
          ...values,
          ...(typeof producer === 'string' ? { producer: ofProducer(producer) } : {}),
          ...(typeof record === 'string' ? { record: ofRecord(record) } : {}),
          ...(typeof caller === 'string' ? { caller: callerName(caller, ofProducer) } : {}),
          ...(reason !== undefined && textsOf !== null ? { why: textsOf(reason).why } : {}),
          ...(sayRefusal !== null && typeof exception === 'string' && typeof message === 'string' ? { message: sayRefusal({ exception, message }) } : {}),
        })
      },
    [t, i18n, ofProducer, ofRecord, textsOf, sayRefusal],
  )
}
